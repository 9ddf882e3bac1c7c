// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/devices_presenter.h"

#include <chrono>

#include "client/blob_services.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

using models::ListState;
using namespace std::chrono_literals;

constexpr auto kSearchDelay = 300ms;

std::string stateAfter(DevicesPresenter::Action action) {
    switch (action) {
    case DevicesPresenter::Action::Suspend:
        return "suspended";
    case DevicesPresenter::Action::Reactivate:
        return "active";
    default:
        return "revoked";
    }
}

} // namespace

DevicesPresenter::DevicesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(kSearchDelay);
    connect(&m_searchDelay, &QTimer::timeout, this, &DevicesPresenter::reload);
    connect(this, &DevicesPresenter::changed, this, [this] {
        if (!isBusy() && m_approving > 0) { // one was refused: the others wait on
            m_toApprove.clear();
            m_approving = 0;
        }
    });
}

bool DevicesPresenter::isFiltered() const {
    return !m_query.search.empty() || !m_query.state.empty() || !m_query.group.empty();
}

void DevicesPresenter::reload() {
    m_searchDelay.stop();
    if (beginLoading(m_model.rowCount() > 0)) {
        fetch({});
    }
}

void DevicesPresenter::loadMore() {
    if (m_next && session().isOpen()) {
        fetch(*m_next);
    }
}

void DevicesPresenter::fetch(const std::string& cursor) {
    load(client::DeviceService(api()).list(m_query, {100, cursor}),
         [this, isFirst = cursor.empty()](const wire::DevicePage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             m_total = page.total;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void DevicesPresenter::clear() {
    m_searchDelay.stop();
    m_model.setRows({});
    m_next.reset();
    m_query = {};
    m_toApprove.clear();
    m_approving = 0;
    FeaturePresenter::clear();
}

void DevicesPresenter::setSearch(const QString& text) {
    if (const std::string search = ui::toUtf8(text.trimmed()); search != m_query.search) {
        m_query.search = search;
        m_searchDelay.start();
    }
}

void DevicesPresenter::setFilter(const std::string& state, const std::string& group) {
    if (state != m_query.state || group != m_query.group) {
        m_query.state = state;
        m_query.group = group;
        reload();
    }
}

bool DevicesPresenter::isPossible(Action action, const wire::Device& device) const {
    if (action == Action::Ask) {
        return !isBusy() && mayAsk() && device.state == "active";
    }
    if (isBusy() || !mayManage()) {
        return false;
    }
    switch (action) {
    case Action::Ask:
    case Action::Suspend:
    case Action::Move:
        return device.state == "active";
    case Action::Reactivate:
        return device.state == "suspended";
    case Action::Approve:
        return device.state == "pending";
    case Action::Wipe:
        return !device.wipedAt && !device.wipeRequestedAt;
    case Action::Revoke:
    case Action::Rename:
        break;
    }
    return device.state != "revoked";
}

void DevicesPresenter::patch(const wire::Device& device, const wire::DevicePatch& patch) {
    command(
        [this, device, patch] { return client::DeviceService(api()).patch(device.id, patch, device.rev); },
        [this](const wire::Device& changedDevice) {
            m_model.replaceRow(changedDevice);
            reload(); // also shows what somebody else changed meanwhile
        });
}

void DevicesPresenter::apply(Action action, const wire::Device& device, const QString& reason) {
    if (!isPossible(action, device)) {
        return;
    }
    wire::DevicePatch change;
    if (action != Action::Wipe || device.state != "revoked") {
        change.state = stateAfter(action);
    }
    if (!reason.isEmpty()) {
        change.reason = ui::toUtf8(reason);
    }
    if (action == Action::Wipe) {
        change.wipe = true;
    }
    patch(device, change);
}

void DevicesPresenter::rename(const wire::Device& device, const QString& name) {
    if (isPossible(Action::Rename, device)) {
        wire::DevicePatch change;
        change.name = ui::toUtf8(name.trimmed());
        patch(device, change);
    }
}

// Owners, and the help desk, which may do nothing else here.
bool DevicesPresenter::mayAsk() const {
    return session().isOpen() && (isOwner() || session().user().role == "help_desk");
}

void DevicesPresenter::askForDiagnostics(const wire::Device& device, const QString& reason) {
    if (isPossible(Action::Ask, device)) {
        command(
            [this, device, text = ui::toUtf8(reason)] {
                return client::DiagnosticsService(api()).request(device.id, text);
            },
            [](const wire::DiagnosticsRequest&) {});
    }
}

void DevicesPresenter::approve(const wire::Device& device, const GroupId& group) {
    if (!isPossible(Action::Approve, device) && !isPossible(Action::Move, device)) {
        return;
    }
    const auto approval = session().keyring()->certifyDevice(device, group, session().clock().now());
    if (!approval) {
        emit commandFailed(approval.error().code);
        return;
    }
    command(
        [this, device, approval = *approval] {
            return client::DeviceService(api()).approve(device.id, approval, device.rev);
        },
        [this](const wire::Device& changedDevice) {
            m_model.replaceRow(changedDevice);
            reload();
        });
}

void DevicesPresenter::approveAll(std::vector<wire::Device> devices, const GroupId& group) {
    if (isBusy() || !mayManage() || devices.empty()) {
        return;
    }
    m_toApprove.assign(devices.rbegin(), devices.rend());
    m_approving = static_cast<int>(devices.size());
    approveNext(group);
}

void DevicesPresenter::approveNext(const GroupId& group) {
    const auto approval =
        session().keyring()->certifyDevice(m_toApprove.back(), group, session().clock().now());
    if (!approval) {
        emit commandFailed(approval.error().code);
        emit changed();
        return;
    }
    command(
        [this, device = m_toApprove.back(), approval = *approval] {
            return client::DeviceService(api()).approve(device.id, approval, device.rev);
        },
        [this, group](const wire::Device& changedDevice) {
            m_model.replaceRow(changedDevice);
            m_toApprove.pop_back();
            if (!m_toApprove.empty()) {
                approveNext(group);
                return;
            }
            m_approving = 0;
            reload();
        });
}

} // namespace kaomon::devices

// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/devices_presenter.h"

#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

using models::ListState;

std::string stateAfter(DevicesPresenter::Action action) {
    switch (action) {
    case DevicesPresenter::Action::Suspend:
        return "suspended";
    case DevicesPresenter::Action::Reactivate:
        return "active";
    case DevicesPresenter::Action::Revoke:
        break;
    }
    return "revoked";
}

} // namespace

DevicesPresenter::DevicesPresenter(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {}

void DevicesPresenter::setState(ListState state) {
    m_state = state;
    emit changed();
}

void DevicesPresenter::reload() {
    if (!m_session.isOpen()) {
        return;
    }
    if (m_model.rowCount() == 0) {
        setState(ListState::Loading);
    }
    fetch({});
}

void DevicesPresenter::loadMore() {
    if (m_next && m_session.isOpen()) {
        fetch(*m_next);
    }
}

void DevicesPresenter::fetch(const std::string& cursor) {
    const int generation = ++m_generation;
    client::DeviceService(m_session.api())
        .list({100, cursor})
        .then(this, [this, generation, isFirst = cursor.empty()](const Result<wire::DevicePage>& page) {
            if (generation != m_generation) {
                return;
            }
            if (!page) {
                m_listError = page.error().code;
                setState(ListState::Failed);
                return;
            }
            isFirst ? m_model.setRows(page->items) : m_model.appendRows(page->items);
            m_next = page->next;
            m_total = page->total;
            m_listError.reset();
            setState(m_model.rowCount() == 0 ? ListState::Empty : ListState::Content);
        });
}

void DevicesPresenter::clear() {
    ++m_generation;
    m_model.setRows({});
    m_next.reset();
    m_isBusy = false;
    setState(ListState::Loading);
}

bool DevicesPresenter::isPossible(Action action, const wire::Device& device) const {
    if (m_isBusy || !mayManage()) {
        return false;
    }
    switch (action) {
    case Action::Suspend:
        return device.state == "active";
    case Action::Reactivate:
        return device.state == "suspended" || device.state == "pending";
    case Action::Revoke:
        break;
    }
    return device.state != "revoked";
}

void DevicesPresenter::apply(Action action, const wire::Device& device, const QString& reason) {
    if (!isPossible(action, device)) {
        return;
    }
    m_isBusy = true;
    emit changed();
    wire::DevicePatch patch;
    patch.state = stateAfter(action);
    if (!reason.isEmpty()) {
        patch.reason = ui::toUtf8(reason);
    }
    client::DeviceService(m_session.api())
        .patch(device.id, patch, device.rev)
        .then(this, [this](const Result<wire::Device>& changedDevice) {
            m_isBusy = false;
            if (changedDevice) {
                m_model.replaceRow(*changedDevice);
                emit commandDone();
            } else {
                emit commandFailed(changedDevice.error().code);
            }
            emit changed();
            reload(); // also shows what somebody else changed meanwhile
        });
}

} // namespace kaomon::devices

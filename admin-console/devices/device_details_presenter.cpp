// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_details_presenter.h"

#include <algorithm>

#include "client/settings_service.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

constexpr int kEvents = 50;

} // namespace

DeviceDetailsPresenter::DeviceDetailsPresenter(shell::ConsoleSession& session, wire::Device device,
                                               QObject* parent)
    : FeaturePresenter(session, parent) {
    m_details.device = std::move(device);
}

void DeviceDetailsPresenter::clear() {
    m_details = {};
    FeaturePresenter::clear();
}

void DeviceDetailsPresenter::reload() {
    if (!beginLoading(state() == models::ListState::Content)) {
        return;
    }
    m_next = {};
    m_next.device = m_details.device;
    optionalPart(client::EventViewService(api()).ofDevice(m_next.device.id, {}, {false, kEvents, {}}),
                 [this](const std::optional<wire::EventPage>& page) {
                     take(page ? page->items : std::vector<wire::StoredEvent>());
                     fetchMarks();
                 });
}

void DeviceDetailsPresenter::take(const std::vector<wire::StoredEvent>& events) {
    for (const wire::StoredEvent& row : events) {
        const wire::EventDetail& detail = row.event.detail;
        if (!m_next.cameraName && detail.cameraName) {
            m_next.cameraName = detail.cameraName;
        }
        if (!m_next.modelId && detail.modelId) {
            m_next.modelId = detail.modelId;
        }
        if (!m_next.lastLogonAt && row.event.kind == "auth" && row.event.result == "ok") {
            m_next.lastLogonAt = row.event.at;
        }
        if (row.event.online) {
            const auto behind = std::chrono::floor<std::chrono::seconds>(row.receivedAt - row.event.at);
            m_next.clockBehind = std::min(m_next.clockBehind.value_or(behind), behind);
        }
    }
}

void DeviceDetailsPresenter::fetchMarks() {
    optionalPart(client::EventViewService(api()).gapsOf(m_next.device.id),
                 [this](const std::optional<wire::EventMark>& mark) {
                     if (mark) {
                         m_next.missingEvents = mark->missing;
                         m_next.lostEvents = mark->lost;
                     }
                     fetchSettings();
                 });
}

void DeviceDetailsPresenter::fetchSettings() {
    optionalPart(client::SettingsService(api()).explain({std::nullopt, m_next.device.id}),
                 [this](const std::optional<wire::SettingsExplanation>& told) {
                     for (const wire::ExplainedSetting& setting :
                          told ? told->items : std::vector<wire::ExplainedSetting>()) {
                         bool isNumber = false;
                         const int days = ui::toQString(setting.value).toInt(&isNumber);
                         if (setting.name == "offline_inactive_days" && isNumber &&
                             m_next.device.lastSeenAt) {
                             m_next.offlineUntil = *m_next.device.lastSeenAt + std::chrono::hours(24 * days);
                         }
                     }
                     fetchGroup();
                 });
}

void DeviceDetailsPresenter::fetchGroup() {
    optionalPart(
        client::DeviceGroupService(api()).list(), [this](const std::optional<wire::DeviceGroupList>& list) {
            for (const wire::DeviceGroup& group : list ? list->items : std::vector<wire::DeviceGroup>()) {
                m_next.isShared = m_next.isShared || (group.id == m_next.device.group && group.shared);
            }
            m_details = m_next;
            endLoading(models::ListState::Content);
        });
}

} // namespace kaomon::devices

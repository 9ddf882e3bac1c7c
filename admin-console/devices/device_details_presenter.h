// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "client/event_services.h"
#include "client/services.h"
#include "shell/feature_presenter.h"

namespace kaomon::devices {

// What the last events of a PC say about it, beside its own record. The server is told no more: a PC that has
// not sent an event with a camera has no camera here.
struct DeviceDetails {
    wire::Device device;
    std::optional<std::string> cameraName;
    std::optional<std::string> modelId;
    std::optional<TimePoint> lastLogonAt;
    long long missingEvents = 0; // announced, not arrived yet
    long long lostEvents = 0;
    // Arrival minus time of the event, the smallest of those that were sent at once: negative when the PC's
    // clock is ahead of the server's, large when it is behind.
    std::optional<std::chrono::seconds> clockBehind;
    std::optional<TimePoint> offlineUntil; // how long faces work there without the server
    bool isShared = false;
};

// GUI thread; the session outlives it.
class DeviceDetailsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    // Beyond these the clock is worth a look.
    static constexpr std::chrono::seconds kAhead{5};
    static constexpr std::chrono::seconds kBehind{120};

    DeviceDetailsPresenter(shell::ConsoleSession& session, wire::Device device, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const DeviceDetails& details() const { return m_details; }

private:
    void fetchMarks();
    void fetchSettings();
    void fetchGroup();
    void take(const std::vector<wire::StoredEvent>& events);

    DeviceDetails m_details; // shown
    DeviceDetails m_next;
};

} // namespace kaomon::devices

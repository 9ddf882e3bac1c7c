// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QDate>

#include "client/licence_service.h"
#include "client/services.h"
#include "shell/feature_presenter.h"

namespace kaomon::dashboard {

// How a day went, by the events of PCs.
struct DayCount {
    long long accepted = 0;
    long long refused = 0;
};

struct Overview {
    long long people = 0;
    long long withFace = 0;
    long long withoutFace = 0;
    long long locked = 0;
    long long provisional = 0;
    long long devices = 0;
    long long waitingDevices = 0;
    long long silentDevices = 0; // active, not heard of for a week
    std::map<std::string, long long> versions;
    wire::LicenceStatus licence;
    std::map<QDate, DayCount> days; // the last two weeks, today included
    long long spoofs = 0;
    long long fallbacks = 0;           // logons by password
    std::optional<int> medianUnlockMs; // of accepted logons by face
    bool areEventsCut = false;         // there were more than were looked at
    bool areDevicesCut = false;
};

// The numbers of the first page, put together from the lists that the other pages show. GUI thread; the
// session outlives it.
class DashboardPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    static constexpr int kDays = 14;

    explicit DashboardPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const Overview& overview() const { return m_overview; }

private:
    void countPeople(std::size_t index);
    void countDevices(const std::string& cursor, int page);
    void countEvents(const std::string& cursor, int page);
    void take(const wire::Device& device);
    void take(const wire::StoredEvent& event);
    void finish();

    Overview m_overview; // shown
    Overview m_next;     // being put together
    std::vector<int> m_elapsed;
};

} // namespace kaomon::dashboard

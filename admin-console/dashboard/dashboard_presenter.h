// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QDate>

#include "client/duty_services.h"
#include "client/licence_service.h"
#include "client/services.h"
#include "shell/feature_presenter.h"
#include "wire/face_models.h"

namespace kaomon::dashboard {

// How a day went, by the events of PCs.
struct DayCount {
    long long accepted = 0;
    long long refused = 0;
};

// What waits for an administrator to do it; 0 also where this role may not look.
struct Work {
    long long acts = 0;      // of two, that this administrator may decide about
    long long proposals = 0; // of groups, by an identity provider
    long long faceKeys = 0;  // groups of PCs whose face key is due
    long long keys = 0;      // of the organisation, that somebody held who may not any more
    long long imports = 0;   // not finished
};

struct Overview {
    long long people = 0;
    long long withFace = 0;
    long long withoutFace = 0;
    long long locked = 0;
    long long provisional = 0;
    long long reEnrol = 0;        // whose face is to be enrolled again
    long long facesToApprove = 0; // people with a face that waits for an administrator
    long long devices = 0;
    long long waitingDevices = 0;
    long long silentDevices = 0;              // active, not heard of for a week
    std::vector<wire::FleetVersion> versions; // with the end of their support, where the operator told one
    wire::LicenceStatus licence;
    std::map<QDate, DayCount> days;           // the last two weeks, today included
    std::map<std::string, long long> reasons; // why logons were refused, by ErrorCode
    long long spoofs = 0;
    long long fallbacks = 0;                       // the password or an emergency code instead of the face
    std::optional<int> medianUnlockMs;             // of accepted logons by face, the newest of them
    bool areEventsCut = false;                     // the median is of fewer than there were
    std::optional<wire::FaceModelUses> faceModels; // none where this role may not look
    Work work;
};

// The numbers of the first page, put together from the lists that the other pages show. GUI thread; the
// session outlives it.
class DashboardPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    static constexpr int kDays = 14;
    // Events of logons without the face, as lists are filtered by them.
    static constexpr const char* kFallbackCodes = "FALLBACK_PW,EMERGENCY_CODE";

    explicit DashboardPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const Overview& overview() const { return m_overview; }

private:
    void countPeople(std::size_t index);
    void countDevices(std::size_t index);
    void askVersions();
    void countDays();
    void countEvents(const std::string& cursor, int page);
    void countReasons(std::vector<std::string> reasons);
    [[nodiscard]] TimePoint firstMoment() const;
    void countActs();
    void countProposals();
    void countFaceKeys();
    void countKeys();
    void countImports();
    void countFaceModels();
    void take(const wire::StoredEvent& event);
    void finish();

    Overview m_overview; // shown
    Overview m_next;     // being put together
    std::vector<int> m_elapsed;
};

} // namespace kaomon::dashboard

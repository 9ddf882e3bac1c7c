// SPDX-License-Identifier: GPL-3.0-or-later
#include "dashboard/dashboard_presenter.h"

#include <algorithm>
#include <chrono>
#include <set>

#include <QDateTime>

#include "client/event_services.h"
#include "client/face_model_service.h"
#include "client/group_proposal_service.h"
#include "client/key_renewal_service.h"
#include "client/two_person_act_service.h"

namespace kaomon::dashboard {
namespace {

using namespace std::chrono_literals;

constexpr int kPageSize = 500;
constexpr int kMostEventPages = 10;     // the newest 5,000 events
constexpr std::size_t kMostReasons = 8; // asked for one by one

struct PeopleCount {
    std::string client::UserQuery::*filter;
    const char* value;
    long long Overview::*count;
};
constexpr PeopleCount kCounts[] = {
    {nullptr, "", &Overview::people},
    {&client::UserQuery::face, "enrolled", &Overview::withFace},
    {&client::UserQuery::face, "none", &Overview::withoutFace},
    {&client::UserQuery::state, "locked", &Overview::locked},
    {&client::UserQuery::state, "provisional", &Overview::provisional},
    {&client::UserQuery::face, "re_enrol", &Overview::reEnrol},
    {&client::UserQuery::face, "waiting", &Overview::facesToApprove},
};

struct DeviceCount {
    const char* state;
    long long Overview::*count;
};
constexpr DeviceCount kDeviceCounts[] = {
    {"pending", &Overview::waitingDevices},
    {"silent", &Overview::silentDevices},
};

bool isFallback(const std::string& code) {
    return code == "FALLBACK_PW" || code == "EMERGENCY_CODE";
}

QDate dayOf(TimePoint time) {
    return QDateTime::fromMSecsSinceEpoch(
               std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count())
        .date();
}

} // namespace

DashboardPresenter::DashboardPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {}

void DashboardPresenter::clear() {
    m_overview = {};
    m_next = {};
    m_elapsed.clear();
    FeaturePresenter::clear();
}

void DashboardPresenter::reload() {
    if (!beginLoading(state() == models::ListState::Content)) {
        return;
    }
    m_next = {};
    m_elapsed.clear();
    const QDate today = dayOf(session().clock().now());
    for (int i = 0; i < kDays; ++i) {
        m_next.days[today.addDays(-i)] = {};
    }
    part(client::LicenceService(api()).overview(), [this](const wire::LicenceOverview& licences) {
        m_next.licence = licences.status;
        countPeople(0);
    });
}

void DashboardPresenter::countPeople(std::size_t index) {
    if (index == std::size(kCounts)) {
        countDevices(0);
        return;
    }
    client::UserQuery query;
    if (kCounts[index].filter != nullptr) {
        query.*kCounts[index].filter = kCounts[index].value;
    }
    part(client::UserService(api()).list(query, {1, {}}), [this, index](const wire::UserPage& page) {
        m_next.*kCounts[index].count = page.total;
        countPeople(index + 1);
    });
}

void DashboardPresenter::countDevices(std::size_t index) {
    if (index == std::size(kDeviceCounts)) {
        askVersions();
        return;
    }
    client::DeviceQuery query;
    query.state = kDeviceCounts[index].state;
    part(client::DeviceService(api()).list(query, {1, {}}), [this, index](const wire::DevicePage& page) {
        m_next.*kDeviceCounts[index].count = page.total;
        countDevices(index + 1);
    });
}

// Of the PCs that were taken in and are not revoked.
void DashboardPresenter::askVersions() {
    part(client::ServiceInfoService(api()).fleet(), [this](const wire::FleetStatistics& fleet) {
        m_next.versions = fleet.items;
        m_next.devices = fleet.devices + m_next.waitingDevices;
        countDays();
    });
}

TimePoint DashboardPresenter::firstMoment() const {
    const QDateTime first = dayOf(session().clock().now()).addDays(1 - kDays).startOfDay();
    return TimePoint(std::chrono::milliseconds(first.toMSecsSinceEpoch()));
}

// Counted by the server, however many they are.
void DashboardPresenter::countDays() {
    client::EventQuery query;
    query.kind = std::string("auth");
    query.from = firstMoment();
    const int offset = QDateTime::currentDateTime().offsetFromUtc() / 60;
    optionalPart(
        client::EventViewService(api()).counts(query, false, offset),
        [this](const std::optional<wire::EventCounts>& counts) {
            for (const wire::EventCount& count : counts ? counts->items : std::vector<wire::EventCount>()) {
                const auto day = m_next.days.find(dayOf(count.from));
                if (day != m_next.days.end()) {
                    day->second.accepted += count.result == "ok" ? count.count : 0;
                    day->second.refused += count.result == "ng" ? count.count : 0;
                    m_next.fallbacks += count.result == "ok" && isFallback(count.code) ? count.count : 0;
                }
            }
            countEvents({}, 1);
        });
}

void DashboardPresenter::countEvents(const std::string& cursor, int page) {
    client::EventFilter filter;
    filter.kind = "auth";
    filter.from = firstMoment();
    part(client::EventService(api()).list(filter, {kPageSize, cursor}),
         [this, page](const wire::EventPage& events) {
             for (const wire::StoredEvent& event : events.items) {
                 take(event);
             }
             if (events.next && page < kMostEventPages) {
                 countEvents(*events.next, page + 1);
                 return;
             }
             m_next.areEventsCut = events.next.has_value();
             std::vector<std::string> reasons{"spoof_suspected"};
             for (const auto& [reason, count] : m_next.reasons) {
                 if (reason != reasons.front() && reasons.size() < kMostReasons) {
                     reasons.push_back(reason);
                 }
             }
             m_next.areEventsCut ? countReasons(std::move(reasons)) : countActs();
         });
}

// There are more events than were fetched: the server counts those of each reason that was seen.
void DashboardPresenter::countReasons(std::vector<std::string> reasons) {
    if (reasons.empty()) {
        countActs();
        return;
    }
    client::EventQuery query;
    query.kind = "auth";
    query.result = "ng";
    query.reason = reasons.back();
    query.from = firstMoment();
    optionalPart(
        client::EventViewService(api()).counts(query, false),
        [this, reasons = std::move(reasons)](const std::optional<wire::EventCounts>& counts) mutable {
            long long sum = 0;
            for (const wire::EventCount& count : counts ? counts->items : std::vector<wire::EventCount>()) {
                sum += count.count;
            }
            if (counts && sum > 0) {
                m_next.reasons[reasons.back()] = sum;
            }
            if (counts && reasons.back() == "spoof_suspected") {
                m_next.spoofs = sum;
            }
            reasons.pop_back();
            countReasons(std::move(reasons));
        });
}

void DashboardPresenter::take(const wire::StoredEvent& stored) {
    const wire::Event& event = stored.event;
    if (event.result == "ng" && event.detail.reason) {
        ++m_next.reasons[*event.detail.reason];
    }
    m_next.spoofs += event.detail.reason == "spoof_suspected" ? 1 : 0;
    if (event.result == "ok" && event.detail.elapsedMs && !isFallback(event.code)) {
        m_elapsed.push_back(*event.detail.elapsedMs);
    }
}

void DashboardPresenter::countActs() {
    optionalPart(client::TwoPersonActService(api()).list("pending"),
                 [this](const std::optional<wire::TwoPersonActPage>& page) {
                     for (const wire::TwoPersonAct& act :
                          page ? page->items : std::vector<wire::TwoPersonAct>()) {
                         const bool isMine = act.requester == session().user().id;
                         m_next.work.acts += !isMine && mayManage() ? 1 : 0;
                     }
                     countProposals();
                 });
}

void DashboardPresenter::countProposals() {
    optionalPart(client::GroupProposalService(api()).list({1, {}}),
                 [this](const std::optional<wire::GroupProposalPage>& page) {
                     m_next.work.proposals = page ? page->total : 0;
                     countFaceKeys();
                 });
}

void DashboardPresenter::countFaceKeys() {
    optionalPart(
        client::DeviceGroupService(api()).list(), [this](const std::optional<wire::DeviceGroupList>& list) {
            for (const wire::DeviceGroup& group : list ? list->items : std::vector<wire::DeviceGroup>()) {
                m_next.work.faceKeys += group.rotationDue || group.nextKeyId ? 1 : 0;
            }
            countKeys();
        });
}

// Of pairs; each once, however many people are the reason.
void DashboardPresenter::countKeys() {
    optionalPart(client::KeyRenewalService(api()).state(),
                 [this](const std::optional<wire::KeyRenewalState>& found) {
                     std::set<std::string> kinds;
                     for (const wire::DueKey& due : found ? found->due : std::vector<wire::DueKey>()) {
                         kinds.insert(due.kind);
                     }
                     m_next.work.keys = static_cast<long long>(kinds.size());
                     countImports();
                 });
}

void DashboardPresenter::countImports() {
    optionalPart(client::ImportService(api()).list(), [this](const std::optional<wire::ImportJobList>& list) {
        for (const wire::ImportJob& job : list ? list->items : std::vector<wire::ImportJob>()) {
            const bool isOver = job.state == "applied" || job.state == "failed" || job.state == "cancelled" ||
                                job.state == "undone";
            m_next.work.imports += isOver ? 0 : 1;
        }
        countFaceModels();
    });
}

void DashboardPresenter::countFaceModels() {
    optionalPart(client::FaceModelService(api()).uses(),
                 [this](const std::optional<wire::FaceModelUses>& uses) {
                     m_next.faceModels = uses;
                     finish();
                 });
}

void DashboardPresenter::finish() {
    if (!m_elapsed.empty()) {
        const auto middle = m_elapsed.begin() + static_cast<std::ptrdiff_t>(m_elapsed.size() / 2);
        std::nth_element(m_elapsed.begin(), middle, m_elapsed.end());
        m_next.medianUnlockMs = *middle;
    }
    m_overview = m_next;
    endLoading(m_overview.people == 0 ? models::ListState::Empty : models::ListState::Content);
}

} // namespace kaomon::dashboard

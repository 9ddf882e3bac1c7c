// SPDX-License-Identifier: GPL-3.0-or-later
#include "dashboard/dashboard_presenter.h"

#include <algorithm>
#include <chrono>

#include <QDateTime>

#include "client/event_services.h"
#include "client/face_model_service.h"
#include "client/group_proposal_service.h"
#include "client/two_person_act_service.h"

namespace kaomon::dashboard {
namespace {

using namespace std::chrono_literals;

constexpr int kPageSize = 500;
constexpr int kMostDevicePages = 20; // 10,000 PCs
constexpr int kMostEventPages = 10;  // the newest 5,000 events
constexpr auto kSilentAfter = 7 * 24h;

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
};

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
        countDevices({}, 1);
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

void DashboardPresenter::countDevices(const std::string& cursor, int page) {
    part(client::DeviceService(api()).list({kPageSize, cursor}),
         [this, page](const wire::DevicePage& devices) {
             for (const wire::Device& device : devices.items) {
                 take(device);
             }
             if (devices.next && page < kMostDevicePages) {
                 countDevices(*devices.next, page + 1);
                 return;
             }
             m_next.areDevicesCut = devices.next.has_value();
             askSupport();
         });
}

void DashboardPresenter::take(const wire::Device& device) {
    if (device.state == "revoked") {
        return;
    }
    ++m_next.devices;
    ++m_next.versions[device.clientVersion];
    m_next.waitingDevices += device.state == "pending" ? 1 : 0;
    const bool isSilent = !device.lastSeenAt || session().clock().now() - *device.lastSeenAt > kSilentAfter;
    m_next.silentDevices += device.state == "active" && isSilent ? 1 : 0;
}

void DashboardPresenter::askSupport() {
    optionalPart(client::ServiceInfoService(api()).fleet(),
                 [this](const std::optional<wire::FleetStatistics>& fleet) {
                     for (const wire::FleetVersion& version :
                          fleet ? fleet->items : std::vector<wire::FleetVersion>()) {
                         m_next.support.insert_or_assign(version.version, version);
                     }
                     countDays();
                 });
}

// Counted by the server, however many they are.
void DashboardPresenter::countDays() {
    client::EventQuery query;
    query.kind = std::string("auth");
    query.from = session().clock().now() - kDays * 24h;
    const int offset = QDateTime::currentDateTime().offsetFromUtc() / 60;
    optionalPart(client::EventViewService(api()).counts(query, false, offset),
                 [this](const std::optional<wire::EventCounts>& counts) {
                     for (const wire::EventCount& count :
                          counts ? counts->items : std::vector<wire::EventCount>()) {
                         const auto day = m_next.days.find(dayOf(count.from));
                         if (day != m_next.days.end()) {
                             day->second.accepted += count.result == "ok" ? count.count : 0;
                             day->second.refused += count.result == "ng" ? count.count : 0;
                         }
                     }
                     countEvents({}, 1);
                 });
}

void DashboardPresenter::countEvents(const std::string& cursor, int page) {
    client::EventFilter filter;
    filter.kind = "auth";
    filter.from = session().clock().now() - kDays * 24h;
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
             countActs();
         });
}

void DashboardPresenter::take(const wire::StoredEvent& stored) {
    const wire::Event& event = stored.event;
    const bool isAccepted = event.result == "ok";
    if (event.result == "ng" && event.detail.reason) {
        ++m_next.reasons[*event.detail.reason];
    }
    m_next.spoofs += event.detail.reason == "spoof_suspected" ? 1 : 0;
    const bool isByPassword = event.detail.factors && event.detail.factors->find("face") == std::string::npos;
    m_next.fallbacks += isAccepted && isByPassword ? 1 : 0;
    if (isAccepted && event.detail.elapsedMs && !isByPassword) {
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

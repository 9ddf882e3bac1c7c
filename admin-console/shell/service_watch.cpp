// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/service_watch.h"

#include <algorithm>
#include <chrono>

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;

constexpr auto kEach = 60s;
constexpr int kNotices = 50;

bool isUnread(const wire::Notice& notice) {
    const bool isForConsoles =
        std::ranges::find(notice.audience, std::string("console")) != notice.audience.end();
    return isForConsoles && notice.state == "active" && !notice.readAt;
}

} // namespace

ServiceWatch::ServiceWatch(ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {
    m_each.setInterval(kEach);
    connect(&m_each, &QTimer::timeout, this, &ServiceWatch::reload);
    connect(&session, &ConsoleSession::opened, this, [this] {
        m_each.start();
        reload();
    });
    connect(&session, &ConsoleSession::closed, this, &ServiceWatch::clear);
    connect(&session, &ConsoleSession::maintenanceNoticed, this, &ServiceWatch::reload);
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, [this] {
        followReadOnly();
        reload();
    });
}

void ServiceWatch::reload() {
    if (!beginLoading(true)) {
        return;
    }
    // Two questions that do not depend on each other: without an answer to one the other counts.
    client::ServiceInfoService(api()).status().then(this, [this](const Result<wire::ServiceStatus>& status) {
        if (status && session().isOpen()) {
            m_status = *status;
            followReadOnly();
            endLoading(models::ListState::Content);
        }
    });
    client::NoticeService(api()).list(kNotices).then(this, [this](const Result<wire::NoticePage>& notices) {
        if (notices && session().isOpen()) {
            m_notices = notices->items;
            endLoading(models::ListState::Content);
        }
    });
}

void ServiceWatch::clear() {
    m_each.stop();
    m_turn.stop();
    m_status = {};
    m_notices.clear();
    FeaturePresenter::clear();
}

void ServiceWatch::followReadOnly() {
    const wire::Maintenance* window = maintenance();
    const bool isReadOnly =
        m_status.isReadOnly && m_status.readOnlyUntil && secondsUntil(*m_status.readOnlyUntil) > 0;
    session().setReadOnlyUntil(isReadOnly ? m_status.readOnlyUntil : std::nullopt);
    const auto turn = isReadOnly          ? m_status.readOnlyUntil
                      : window != nullptr ? std::optional(window->startsAt)
                                          : std::nullopt;
    const long long left = turn ? secondsUntil(*turn) : -1;
    if (left >= 0 && left < kEach.count()) { // later ones come with a later answer
        m_turn.start(std::chrono::seconds(left + 1));
    }
}

const wire::IncidentStatus* ServiceWatch::incident() const {
    const auto found = std::ranges::find_if(m_status.incidents, [](const wire::IncidentStatus& incident) {
        return incident.state == "confirmed" || incident.state == "announced";
    });
    return found == m_status.incidents.end() ? nullptr : &*found;
}

const wire::Maintenance* ServiceWatch::maintenance() const {
    const wire::Maintenance* next = nullptr;
    for (const wire::Maintenance& window : m_status.maintenance) {
        if (window.phase == "running") {
            return &window;
        }
        if (window.phase == "announced" && (next == nullptr || window.startsAt < next->startsAt)) {
            next = &window;
        }
    }
    return next;
}

const wire::Notice* ServiceWatch::unread() const {
    const auto found = std::ranges::find_if(m_notices, isUnread);
    return found == m_notices.end() ? nullptr : &*found;
}

int ServiceWatch::unreadCount() const {
    return static_cast<int>(std::ranges::count_if(m_notices, isUnread));
}

long long ServiceWatch::secondsUntil(TimePoint at) const {
    const auto* signer = session().isOpen() ? session().api().signer() : nullptr;
    const TimePoint now = signer != nullptr ? signer->serverNow() : session().clock().now();
    return std::chrono::duration_cast<std::chrono::seconds>(at - now).count();
}

} // namespace kaomon::shell

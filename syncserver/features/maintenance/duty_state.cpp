// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/maintenance/duty_state.h"

#include <algorithm>

#include "base/log.h"
#include "duties/release_book.h"

namespace kaomon::features {
namespace {

using domain::NoticeAudience;
using storage::NoticeRow;
using storage::UnitOfWork;

constexpr std::chrono::seconds kFresh{1};
// A window whose end was over is kept in sight for a clock that is set back.
constexpr std::chrono::hours kKept{24};

Result<DutySnapshotPointer> readAll(UnitOfWork& unit, TimePoint now) {
    const auto settings = duties::OperatorSettings::load(unit);
    if (!settings) {
        return propagate(settings.error());
    }
    auto snapshot = std::make_shared<DutySnapshot>();
    snapshot->windows = storage::MaintenanceRepository(unit).endingAfter(now - kKept);
    for (auto& notice : storage::NoticeRepository(unit).listOperator(now - kKept)) {
        if (notice.reaches(NoticeAudience::Login)) {
            snapshot->notices.push_back(std::move(notice));
        }
    }
    snapshot->releases = duties::timesOf(storage::ReleaseRepository(unit).list());
    snapshot->zone = settings->zone;
    return DutySnapshotPointer(std::move(snapshot));
}

int urgency(const NoticeRow& notice) {
    return notice.kind == "emergency" ? 0 : notice.kind == "planned" ? 1 : 2;
}

} // namespace

std::optional<TimePoint> DutySnapshot::readOnlyUntil(TimePoint now) const {
    std::optional<TimePoint> until;
    for (const auto& row : windows) {
        if (domain::phaseOf(row.window, now) == domain::MaintenancePhase::Running) {
            until = std::max(until.value_or(row.window.endsAt), row.window.endsAt);
        }
    }
    return until;
}

std::vector<const NoticeRow*> DutySnapshot::shown(TimePoint now) const {
    std::vector<const NoticeRow*> rows;
    for (const auto& notice : notices) {
        if (domain::noticeState(notice.times, now) == domain::NoticeState::Active) {
            rows.push_back(&notice);
        }
    }
    std::ranges::stable_sort(rows, {}, [](const NoticeRow* row) { return urgency(*row); });
    return rows;
}

std::optional<std::string> DutySnapshot::banner(TimePoint now) const {
    std::string text;
    for (const NoticeRow* row : shown(now)) {
        text += (text.empty() ? "" : "\n\n") + row->titleJa + "\n" + row->bodyJa + "\n" + row->titleEn +
                "\n" + row->bodyEn;
    }
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

domain::Support DutySnapshot::supportOf(const domain::Version& version, TimePoint now) const {
    return zone ? domain::supportOf(version, releases, *zone, now) : domain::Support();
}

bool DutyState::claimReading() {
    const auto now = m_clock.steadyNow();
    const std::lock_guard lock(m_mutex);
    if (m_readAt && now >= *m_readAt && now - *m_readAt < kFresh) {
        return false;
    }
    m_readAt = now;
    return true;
}

DutySnapshotPointer DutyState::peek() const {
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

storage::Awaitable<DutySnapshotPointer> DutyState::current() {
    if (!claimReading()) {
        co_return peek();
    }
    const TimePoint now = m_clock.now();
    const auto job = [now](UnitOfWork& unit) -> Result<DutySnapshotPointer> { return readAll(unit, now); };
    auto fresh = co_await m_database.read(TenantId(), job);
    if (!fresh) {
        log::warning("duties.unreadable", {{"code", wireName(fresh.error().code)}});
        co_return peek();
    }
    const std::lock_guard lock(m_mutex);
    m_snapshot = std::move(*fresh);
    co_return m_snapshot;
}

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/maintenance_book.h"

#include "base/id.h"
#include "duties/notice_book.h"

namespace kaomon::duties {
namespace {

using domain::MaintenancePhase;
using storage::MaintenanceRepository;
using storage::MaintenanceRow;

constexpr std::size_t kLongestReason = 500;

Status checkReason(const std::string& reason, const char* pointer) {
    if (reason.size() > kLongestReason || !domain::checkNoticeTitle(reason, pointer)) {
        return fail(ErrorCode::ValidationFailed, "a reason of one line, up to 200 bytes", pointer);
    }
    return {};
}

Values valuesOf(const MaintenanceRow& row) {
    return {{"starts_at", toRfc3339(row.window.startsAt)},
            {"ends_at", toRfc3339(row.window.endsAt)},
            {"text_ja", row.textJa},
            {"text_en", row.textEn},
            {"late_reason", row.lateReason}};
}

// "2026-12-20T13:00Z": the banner's reader may be in any zone; console and tray show the times in theirs.
std::string shortTime(TimePoint time) {
    return toRfc3339(time).substr(0, 16) + "Z";
}

Texts bannerOf(const MaintenanceRow& row) {
    const std::string times = shortTime(row.window.startsAt) + " - " + shortTime(row.window.endsAt);
    return {"メンテナンス: " + times + "\nこの間、管理ポータルは閲覧のみです。顔認証は続けて使えます。\n" +
                row.textJa,
            "Maintenance: " + times + "\nThe console can only be read meanwhile. Face logon goes on.\n" +
                row.textEn};
}

} // namespace

Result<MaintenanceRow> MaintenanceBook::find(const std::string& id) {
    auto row = MaintenanceRepository(m_act.unit).find(id);
    if (!row) {
        return fail(ErrorCode::NotFound, "no such maintenance");
    }
    return std::move(*row);
}

Status MaintenanceBook::save(const MaintenanceRow& row) {
    return MaintenanceRepository(m_act.unit).update(row)
               ? Status()
               : Status(fail(ErrorCode::Conflict, "somebody else changed it; try again"));
}

Result<std::string> MaintenanceBook::addNotice(const MaintenanceRow& row) {
    NoticeDraft draft;
    draft.kind = "planned";
    draft.audience = {"console", "login", "client"};
    draft.title = {"メンテナンスのお知らせ", "Planned maintenance"};
    draft.body = bannerOf(row);
    draft.times = {m_act.now, row.window.endsAt, {}};
    return NoticeBook(m_act).attach(draft, "maintenance:" + row.id);
}

Result<std::string> MaintenanceBook::plan(const MaintenancePlan& plan) {
    const auto reason = domain::interruptionReasonFromWire(plan.reason);
    if (!reason) {
        return fail(ErrorCode::ValidationFailed, "no such reason", "/reason");
    }
    if (plan.text.isEmpty()) {
        return fail(ErrorCode::ValidationFailed, "a text is needed", "/text_ja");
    }
    MaintenanceRow row;
    row.id = makeUuid();
    row.window = {plan.startsAt, plan.endsAt, {}, {}};
    row.reason = domain::toWire(*reason);
    row.lateReason = plan.lateReason;
    row.textJa = plan.text.japanese();
    row.textEn = plan.text.english();
    row.createdAt = m_act.now;
    row.createdBy = m_act.actor;
    if (Status checked = domain::checkNewWindow(row.window, row.lateReason, m_settings.mailLeadDays,
                                                m_settings.zone, m_act.now);
        !checked) {
        return propagate(checked.error());
    }
    if (!row.lateReason.empty()) {
        if (Status checked = checkReason(row.lateReason, "/late_reason"); !checked) {
            return propagate(checked.error());
        }
    }
    auto notice = addNotice(row);
    if (!notice) {
        return propagate(notice.error());
    }
    row.noticeId = std::move(*notice);
    MaintenanceRepository(m_act.unit).add(row);
    tellAll(m_act, "maintenance_planned:" + row.id, valuesOf(row), row.noticeId);
    noteAct(m_act, "MAINT_PLANNED", row.id + " " + shortTime(row.window.startsAt));
    return row.id;
}

Status MaintenanceBook::extend(const std::string& id, TimePoint newEnd) {
    auto row = find(id);
    if (!row) {
        return propagate(row.error());
    }
    if (Status checked = domain::checkExtension(row->window, newEnd, m_act.now); !checked) {
        return checked;
    }
    row->window.endsAt = newEnd;
    if (Status saved = save(*row); !saved) {
        return saved;
    }
    NoticeBook(m_act).change(row->noticeId, bannerOf(*row), newEnd);
    tellAll(m_act, "maintenance_changed:" + id, valuesOf(*row), row->noticeId);
    noteAct(m_act, "MAINT_EXTENDED", id + " " + shortTime(newEnd));
    return {};
}

Status MaintenanceBook::cancel(const std::string& id, const std::string& reason) {
    if (Status checked = checkReason(reason, "/reason"); !checked) {
        return checked;
    }
    auto row = find(id);
    if (!row) {
        return propagate(row.error());
    }
    const MaintenancePhase phase = domain::phaseOf(row->window, m_act.now);
    if (phase != MaintenancePhase::Announced) {
        return fail(ErrorCode::Conflict, phase == MaintenancePhase::Running
                                             ? "it is running: finish it instead"
                                             : "it is over or cancelled");
    }
    row->window.cancelledAt = m_act.now;
    row->cancelReason = reason;
    if (Status saved = save(*row); !saved) {
        return saved;
    }
    NoticeBook(m_act).change(row->noticeId, {}, m_act.now);
    Values values = valuesOf(*row);
    values.emplace_back("reason", reason);
    tellAll(m_act, "maintenance_cancelled:" + id, values, row->noticeId);
    noteAct(m_act, "MAINT_CANCELLED", id + " " + reason);
    return {};
}

void MaintenanceBook::tellEnd(const MaintenanceRow& row) {
    NoticeBook(m_act).change(row.noticeId, {}, row.window.finishedAt.value_or(row.window.endsAt));
    Values values = valuesOf(row);
    values.emplace_back("ended_at", toRfc3339(row.window.finishedAt.value_or(row.window.endsAt)));
    tellAll(m_act, "maintenance_ended:" + row.id, values, row.noticeId);
    noteAct(m_act, "MAINT_ENDED", row.id);
}

Status MaintenanceBook::finish(const std::string& id) {
    auto row = find(id);
    if (!row) {
        return propagate(row.error());
    }
    if (domain::phaseOf(row->window, m_act.now) != MaintenancePhase::Running) {
        return fail(ErrorCode::Conflict, "it is not running");
    }
    row->window.finishedAt = m_act.now;
    row->endToldAt = m_act.now;
    if (Status saved = save(*row); !saved) {
        return saved;
    }
    tellEnd(*row);
    return {};
}

int MaintenanceBook::tellEnds() {
    int told = 0;
    for (MaintenanceRow& row : MaintenanceRepository(m_act.unit).untold(m_act.now)) {
        row.endToldAt = m_act.now;
        if (save(row)) {
            tellEnd(row);
            ++told;
        }
    }
    return told;
}

} // namespace kaomon::duties

// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/incident_book.h"

#include "base/id.h"
#include "duties/notice_book.h"

namespace kaomon::duties {
namespace {

using domain::IncidentState;
using domain::IncidentStep;
using domain::InterruptionReason;
using storage::IncidentRepository;
using storage::IncidentRow;

Texts nameOf(const std::string& reason) {
    switch (domain::interruptionReasonFromWire(reason).value_or(InterruptionReason::OperationalOrTechnical)) {
    case InterruptionReason::Maintenance:
        return {"設備の保守", "maintenance of the equipment"};
    case InterruptionReason::ProviderLine:
        return {"電気通信事業者の回線", "a provider's line"};
    case InterruptionReason::ThirdPartySoftware:
        return {"第三者のソフトウェア", "software of a third party"};
    case InterruptionReason::OperationalOrTechnical:
        return {"運用上または技術上の理由", "operational or technical reasons"};
    case InterruptionReason::Disaster:
        return {"天災地変など", "disaster"};
    }
    return {};
}

std::string timeOr(const std::optional<TimePoint>& time) {
    return time ? toRfc3339(*time) : std::string();
}

Values valuesOf(const IncidentRow& row) {
    const Texts name = nameOf(row.reason);
    return {{"reason", row.reason},
            {"reason_ja", name.ja},
            {"reason_en", name.en},
            {"text_ja", row.textJa},
            {"text_en", row.textEn},
            {"detected_at", toRfc3339(row.incident.detectedAt)},
            {"confirmed_at", timeOr(row.incident.confirmedAt)},
            {"resolved_at", timeOr(row.incident.resolvedAt)}};
}

std::string mailOf(const IncidentRow& row, IncidentStep step) {
    switch (step) {
    case IncidentStep::Announce:
        return row.incident.isAfterTheFact() ? "incident_after_the_fact:" + row.id
                                             : "incident_announced:" + row.id;
    case IncidentStep::Update:
        return "incident_update:" + row.id + ":" + std::to_string(row.updates);
    case IncidentStep::Resolve:
        // of one that nobody heard of, the mail after the fact is still to come
        return row.incident.announcedAt ? "incident_resolved:" + row.id : std::string();
    case IncidentStep::Report:
        return "incident_report:" + row.id;
    case IncidentStep::Confirm:
    case IncidentStep::Dismiss:
        break;
    }
    return {};
}

Status checkText(const Texts& text) {
    if (Status ja = domain::checkNoticeBody(text.japanese(), {}, "/text_ja"); !ja) {
        return ja;
    }
    return domain::checkNoticeBody(text.english(), {}, "/text_en");
}

} // namespace

Result<std::string> IncidentBook::open(const std::string& reason, const Texts& text) {
    if (!domain::interruptionReasonFromWire(reason)) {
        return fail(ErrorCode::ValidationFailed, "no such reason", "/reason");
    }
    if (Status checked = checkText(text); !checked) {
        return propagate(checked.error());
    }
    IncidentRow row;
    row.id = makeUuid();
    row.incident.detectedAt = m_act.now;
    row.reason = reason;
    row.textJa = text.japanese();
    row.textEn = text.english();
    row.createdBy = m_act.actor;
    IncidentRepository(m_act.unit).add(row);
    noteAct(m_act, "INCIDENT_DETECTED", row.id + " " + reason);
    return row.id;
}

// On the sign-in screens as long as it lasts.
Status IncidentBook::show(IncidentRow& row) {
    if (row.noticeId.empty()) {
        NoticeDraft draft;
        draft.kind = "emergency";
        draft.audience = {"console", "login", "client"};
        draft.title = {"障害のお知らせ", "Service incident"};
        draft.body = {row.textJa, row.textEn};
        draft.times = {m_act.now, {}, {}};
        auto notice = NoticeBook(m_act).attach(draft, "incident:" + row.id);
        if (!notice) {
            return propagate(notice.error());
        }
        row.noticeId = std::move(*notice);
        return {};
    }
    NoticeBook(m_act).change(row.noticeId, {row.textJa, row.textEn},
                             row.incident.isShown() ? std::nullopt : row.incident.resolvedAt);
    return {};
}

void IncidentBook::tell(const IncidentRow& row, IncidentStep step) {
    const std::string mail = mailOf(row, step);
    Values values = valuesOf(row);
    if (step == IncidentStep::Report) {
        values.erase(values.begin() + 3, values.begin() + 5);
        values.emplace_back("text_ja", row.reportJa);
        values.emplace_back("text_en", row.reportEn);
    }
    if (!mail.empty() || !row.noticeId.empty()) {
        tellAll(m_act, mail, values, row.noticeId);
    }
}

Status IncidentBook::take(const std::string& id, IncidentStep step, const Texts& text) {
    IncidentRepository incidents(m_act.unit);
    auto row = incidents.find(id);
    if (!row) {
        return fail(ErrorCode::NotFound, "no such incident");
    }
    const bool needsText = step == IncidentStep::Report || step == IncidentStep::Update;
    if (needsText || !text.isEmpty()) {
        if (Status checked = checkText(text); !checked) {
            return checked;
        }
    }
    if (Status taken = row->incident.take(step, m_act.now); !taken) {
        return taken;
    }
    if (step == IncidentStep::Report) {
        row->reportJa = text.japanese();
        row->reportEn = text.english();
    } else if (!text.isEmpty()) {
        row->textJa = text.japanese();
        row->textEn = text.english();
    }
    row->updates += step == IncidentStep::Update ? 1 : 0;
    row->isAutomatic = row->isAutomatic || (step == IncidentStep::Announce && m_act.actor == "server");
    const bool isShown = row->incident.isShown() || !row->noticeId.empty();
    if (isShown && step != IncidentStep::Report) {
        if (Status shown = show(*row); !shown) {
            return shown;
        }
    }
    if (!incidents.update(*row)) {
        return fail(ErrorCode::Conflict, "somebody else changed it; try again");
    }
    tell(*row, step);
    noteAct(m_act, "INCIDENT_" + std::string(domain::toWire(row->incident.state)), id);
    return {};
}

int IncidentBook::tellOverdue() {
    int told = 0;
    for (const IncidentRow& row : IncidentRepository(m_act.unit).untold()) {
        const auto at = row.incident.automaticAt(m_settings.emergencyTime);
        if (at && *at <= m_act.now && take(row.id, IncidentStep::Announce, {})) {
            ++told;
        }
    }
    return told;
}

} // namespace kaomon::duties

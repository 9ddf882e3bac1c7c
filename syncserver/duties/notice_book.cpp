// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/notice_book.h"

#include <algorithm>

#include "base/id.h"

namespace kaomon::duties {
namespace {

using domain::NoticeAudience;
using storage::NoticeRepository;
using storage::NoticeRow;

// In the order of the enumeration, each once.
Result<std::string> audienceText(const std::vector<std::string>& names, bool allowsLogin) {
    std::string text;
    for (const NoticeAudience one :
         {NoticeAudience::Console, NoticeAudience::Login, NoticeAudience::Client, NoticeAudience::Mail}) {
        if (std::ranges::find(names, domain::toWire(one)) != names.end()) {
            text.append(text.empty() ? "" : ",").append(domain::toWire(one));
        }
    }
    const bool isKnown = std::ranges::all_of(
        names, [](const std::string& name) { return domain::noticeAudienceFromWire(name).has_value(); });
    if (!isKnown || text.empty() || names.size() > 4) {
        return fail(ErrorCode::ValidationFailed, "console, login, client or mail", "/audience");
    }
    if (!allowsLogin && text.find("login") != std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "the sign-in screen is the operator's", "/audience");
    }
    return text;
}

Status checkTexts(const NoticeDraft& draft, std::span<const std::string> linkHosts) {
    if (draft.title.isEmpty() || draft.body.isEmpty()) {
        return fail(ErrorCode::ValidationFailed, "a title and a text are needed",
                    draft.title.isEmpty() ? "/title_ja" : "/body_ja");
    }
    for (const Status& checked : {domain::checkNoticeTitle(draft.title.japanese(), "/title_ja"),
                                  domain::checkNoticeTitle(draft.title.english(), "/title_en"),
                                  domain::checkNoticeBody(draft.body.japanese(), linkHosts, "/body_ja"),
                                  domain::checkNoticeBody(draft.body.english(), linkHosts, "/body_en"),
                                  domain::checkNoticeTimes(draft.times)}) {
        if (!checked) {
            return checked;
        }
    }
    return {};
}

} // namespace

Result<NoticeRow> checkDraft(const NoticeDraft& draft, std::span<const std::string> linkHosts,
                             bool allowsLogin) {
    if (!domain::noticeKindFromWire(draft.kind)) {
        return fail(ErrorCode::ValidationFailed, "no such kind of notice", "/kind");
    }
    auto audience = audienceText(draft.audience, allowsLogin);
    if (!audience) {
        return propagate(audience.error());
    }
    if (const Status texts = checkTexts(draft, linkHosts); !texts) {
        return propagate(texts.error());
    }
    NoticeRow row;
    row.id = makeUuid();
    row.kind = draft.kind;
    row.audience = std::move(*audience);
    row.titleJa = draft.title.japanese();
    row.titleEn = draft.title.english();
    row.bodyJa = draft.body.japanese();
    row.bodyEn = draft.body.english();
    row.times = draft.times;
    return row;
}

std::string NoticeBook::add(NoticeRow row, const std::string& source) {
    row.createdAt = m_act.now;
    row.changedAt = m_act.now;
    row.createdBy = m_act.actor;
    row.source = source;
    row.rev = 1;
    row.isOperator = true;
    NoticeRepository(m_act.unit).addOperator(row);
    return row.id;
}

Result<std::string> NoticeBook::publish(const NoticeDraft& draft, std::span<const std::string> linkHosts) {
    auto row = checkDraft(draft, linkHosts, true);
    if (!row) {
        return propagate(row.error());
    }
    const bool hasMail = row->reaches(NoticeAudience::Mail);
    const Values values{{"title_ja", row->titleJa},
                        {"title_en", row->titleEn},
                        {"body_ja", row->bodyJa},
                        {"body_en", row->bodyEn},
                        {"starts_at", toRfc3339(row->times.from)}};
    const std::string id = add(std::move(*row), "");
    tellAll(m_act, hasMail ? "notice:" + id : std::string(), values, id);
    noteAct(m_act, "NOTICE_PUBLISHED", id);
    return id;
}

Result<std::string> NoticeBook::attach(const NoticeDraft& draft, const std::string& source) {
    auto row = checkDraft(draft, {}, true);
    if (!row) {
        return propagate(row.error());
    }
    return add(std::move(*row), source);
}

Status NoticeBook::withdraw(const std::string& id) {
    NoticeRepository notices(m_act.unit);
    auto row = notices.findOperator(id);
    if (!row) {
        return fail(ErrorCode::NotFound, "no such notice");
    }
    if (row->times.withdrawnAt) {
        return fail(ErrorCode::Conflict, "it was withdrawn before");
    }
    row->times.withdrawnAt = m_act.now;
    row->changedAt = m_act.now;
    notices.updateOperator(std::move(*row));
    tellAll(m_act, "", {}, id);
    noteAct(m_act, "NOTICE_WITHDRAWN", id);
    return {};
}

void NoticeBook::change(const std::string& id, const Texts& body, std::optional<TimePoint> end) {
    NoticeRepository notices(m_act.unit);
    auto row = notices.findOperator(id);
    if (!row) {
        return;
    }
    if (!body.isEmpty()) {
        row->bodyJa = body.japanese();
        row->bodyEn = body.english();
    }
    if (end) {
        row->times.to = std::max(*end, row->times.from + std::chrono::microseconds(1));
    }
    row->changedAt = m_act.now;
    notices.updateOperator(std::move(*row));
}

} // namespace kaomon::duties

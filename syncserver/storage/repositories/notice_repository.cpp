// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/notice_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr const char* kChangeKind = "notice";
constexpr const char* kColumns =
    "id, kind, audience, title_ja, body_ja, title_en, body_en, starts_at, ends_at, "
    "withdrawn_at, created_at, created_by, changed_at, rev";

// Rows of either table. `source` is a column of the operator's only.
std::vector<NoticeRow> rowsOf(Query& query) {
    std::vector<NoticeRow> notices;
    for (auto& [id, kind, audience, titleJa, bodyJa, titleEn, bodyEn, starts, ends, withdrawn, created, by,
                changed, rev, source, isOperator] :
         query.all<Text, Text, Text, Text, Text, Text, Text, TimePoint, MaybeTime, MaybeTime, TimePoint, Text,
                   TimePoint, long long, Text, int>()) {
        notices.push_back({.id = std::move(id),
                           .kind = std::move(kind),
                           .audience = std::move(audience),
                           .titleJa = std::move(titleJa),
                           .bodyJa = std::move(bodyJa),
                           .titleEn = std::move(titleEn),
                           .bodyEn = std::move(bodyEn),
                           .times = {starts, ends, withdrawn},
                           .createdAt = created,
                           .createdBy = std::move(by),
                           .changedAt = changed,
                           .source = std::move(source),
                           .rev = rev,
                           .isOperator = isOperator != 0});
    }
    return notices;
}

std::optional<NoticeRow> firstOf(Query& query) {
    auto rows = rowsOf(query);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

Text selectOperator() {
    return Text("SELECT ") + kColumns + ", source, 1 FROM operator_notice";
}

Text selectOwn() {
    return Text("SELECT ") + kColumns + ", '', 0 FROM notice WHERE tenant_id = :tenant";
}

Query& bindNotice(Query& query, const NoticeRow& notice) {
    return query.bind("id", notice.id)
        .bind("kind", notice.kind)
        .bind("audience", notice.audience)
        .bind("titleja", notice.titleJa)
        .bind("bodyja", notice.bodyJa)
        .bind("titleen", notice.titleEn)
        .bind("bodyen", notice.bodyEn)
        .bind("starts", notice.times.from)
        .bind("ends", notice.times.to)
        .bind("withdrawn", notice.times.withdrawnAt)
        .bind("changed", notice.changedAt)
        .bind("rev", notice.rev);
}

constexpr std::string_view kAssignments =
    "kind = :kind, audience = :audience, title_ja = :titleja, body_ja = :bodyja, title_en = :titleen, "
    "body_en = :bodyen, starts_at = :starts, ends_at = :ends, withdrawn_at = :withdrawn, changed_at = "
    ":changed, "
    "rev = :rev";

} // namespace

bool NoticeRow::reaches(domain::NoticeAudience wanted) const {
    return (',' + audience + ',').find(',' + Text(domain::toWire(wanted)) + ',') != Text::npos;
}

void NoticeRepository::addOperator(const NoticeRow& notice) {
    Query query(m_unit,
                "INSERT INTO operator_notice (id, kind, audience, title_ja, body_ja, title_en, body_en, "
                "starts_at, ends_at, withdrawn_at, created_at, created_by, changed_at, source, rev) VALUES "
                "(:id, :kind, :audience, :titleja, :bodyja, :titleen, :bodyen, :starts, :ends, :withdrawn, "
                ":created, :by, :changed, :source, :rev)");
    bindNotice(query, notice).bind("created", notice.createdAt).bind("by", notice.createdBy);
    query.bind("source", notice.source).run();
}

void NoticeRepository::updateOperator(NoticeRow notice) {
    ++notice.rev;
    Query query(m_unit, "UPDATE operator_notice SET " + Text(kAssignments) + " WHERE id = :id");
    bindNotice(query, notice).run();
}

std::optional<NoticeRow> NoticeRepository::findOperator(const std::string& id) {
    Query query(m_unit, selectOperator() + " WHERE id = :id");
    return firstOf(query.bind("id", id));
}

std::vector<NoticeRow> NoticeRepository::listOperator(TimePoint endedBefore) {
    Query query(m_unit, selectOperator() +
                            " WHERE withdrawn_at IS NULL AND (ends_at IS NULL OR ends_at > :ended) "
                            "ORDER BY starts_at, id");
    return rowsOf(query.bind("ended", endedBefore));
}

long long NoticeRepository::add(NoticeRow notice) {
    notice.rev = recordChange(m_unit, kChangeKind, notice.id, ChangeOp::Upsert, "", notice.changedAt);
    Query query(m_unit,
                "INSERT INTO notice (tenant_id, id, kind, audience, title_ja, body_ja, title_en, body_en, "
                "starts_at, ends_at, withdrawn_at, created_at, created_by, changed_at, rev) VALUES (:tenant, "
                ":id, :kind, :audience, :titleja, :bodyja, :titleen, :bodyen, :starts, :ends, :withdrawn, "
                ":created, :by, :changed, :rev)");
    bindNotice(query, notice).bind("created", notice.createdAt).bind("by", notice.createdBy);
    query.bind("tenant", m_unit.tenant()).run();
    return notice.rev;
}

long long NoticeRepository::update(NoticeRow notice) {
    notice.rev = recordChange(m_unit, kChangeKind, notice.id, ChangeOp::Upsert, "", notice.changedAt);
    Query query(m_unit,
                "UPDATE notice SET " + Text(kAssignments) + " WHERE tenant_id = :tenant AND id = :id");
    bindNotice(query, notice).bind("tenant", m_unit.tenant()).run();
    return notice.rev;
}

std::optional<NoticeRow> NoticeRepository::find(const std::string& id) {
    Query query(m_unit, selectOwn() + " AND id = :id");
    return firstOf(query.bind("tenant", m_unit.tenant()).bind("id", id));
}

std::optional<NoticeRow> NoticeRepository::findAny(const std::string& id) {
    auto own = find(id);
    return own ? std::move(own) : findOperator(id);
}

std::vector<NoticeRow> NoticeRepository::list(const std::optional<Position>& after, int limit) {
    const Text behind = after ? " WHERE (n.starts_at < :at OR (n.starts_at = :at AND n.id < :before))" : "";
    Query query(m_unit, "SELECT * FROM (" + selectOwn() + " UNION ALL " + selectOperator() + ") n" + behind +
                            " ORDER BY n.starts_at DESC, n.id DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    if (after) {
        query.bind("at", after->startsAt).bind("before", after->id);
    }
    return rowsOf(query);
}

bool NoticeRepository::noteRead(const std::string& notice, const UserId& user, TimePoint now) {
    return Query(m_unit,
                 "INSERT INTO notice_receipt (tenant_id, notice_id, user_id, read_at) VALUES (:tenant, "
                 ":notice, :user, :now) ON CONFLICT (tenant_id, notice_id, user_id) DO NOTHING")
               .bind("tenant", m_unit.tenant())
               .bind("notice", notice)
               .bind("user", user)
               .bind("now", now)
               .run() == 1;
}

bool NoticeRepository::noteAcknowledged(const std::string& notice, const UserId& user, TimePoint now) {
    (void)noteRead(notice, user, now);
    return Query(m_unit,
                 "UPDATE notice_receipt SET acknowledged_at = :now WHERE tenant_id = :tenant AND notice_id "
                 "= :notice AND user_id = :user AND acknowledged_at IS NULL")
               .bind("now", now)
               .bind("tenant", m_unit.tenant())
               .bind("notice", notice)
               .bind("user", user)
               .run() == 1;
}

std::optional<ReceiptRow> NoticeRepository::receipt(const std::string& notice, const UserId& user) {
    const auto row =
        Query(m_unit, "SELECT read_at, acknowledged_at FROM notice_receipt WHERE tenant_id = :tenant "
                      "AND notice_id = :notice AND user_id = :user")
            .bind("tenant", m_unit.tenant())
            .bind("notice", notice)
            .bind("user", user)
            .first<TimePoint, MaybeTime>();
    return row ? std::optional(ReceiptRow{user, std::get<0>(*row), std::get<1>(*row)}) : std::nullopt;
}

std::vector<ReceiptRow> NoticeRepository::receipts(const std::string& notice, int limit) {
    std::vector<ReceiptRow> rows;
    for (auto& [user, read, acknowledged] :
         Query(m_unit,
               "SELECT user_id, read_at, acknowledged_at FROM notice_receipt WHERE tenant_id = :tenant AND "
               "notice_id = :notice ORDER BY read_at, user_id LIMIT :limit")
             .bind("tenant", m_unit.tenant())
             .bind("notice", notice)
             .bind("limit", limit)
             .all<UserId, TimePoint, MaybeTime>()) {
        rows.push_back({std::move(user), read, acknowledged});
    }
    return rows;
}

ReceiptCounts NoticeRepository::counts(const std::string& notice) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*), COUNT(acknowledged_at) FROM notice_receipt WHERE tenant_id = "
                      ":tenant AND notice_id = :notice")
            .bind("tenant", m_unit.tenant())
            .bind("notice", notice)
            .first<long long, long long>();
    return row ? ReceiptCounts{std::get<0>(*row), std::get<1>(*row)} : ReceiptCounts();
}

} // namespace kaomon::storage

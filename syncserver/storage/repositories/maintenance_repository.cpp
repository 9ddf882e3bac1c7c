// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/maintenance_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kSelect =
    "SELECT id, starts_at, ends_at, cancelled_at, finished_at, reason, late_reason, text_ja, text_en, "
    "notice_id, "
    "created_at, created_by, cancel_reason, end_told_at, rev FROM maintenance_window WHERE ";

std::vector<MaintenanceRow> rowsOf(Query& query) {
    std::vector<MaintenanceRow> rows;
    for (auto& [id, starts, ends, cancelled, finished, reason, late, textJa, textEn, notice, created, by, why,
                told, rev] : query.all<Text, TimePoint, TimePoint, MaybeTime, MaybeTime, Text, Text, Text,
                                       Text, Text, TimePoint, Text, Text, MaybeTime, long long>()) {
        rows.push_back({.id = std::move(id),
                        .window = {starts, ends, cancelled, finished},
                        .reason = std::move(reason),
                        .lateReason = std::move(late),
                        .textJa = std::move(textJa),
                        .textEn = std::move(textEn),
                        .noticeId = std::move(notice),
                        .createdAt = created,
                        .createdBy = std::move(by),
                        .cancelReason = std::move(why),
                        .endToldAt = told,
                        .rev = rev});
    }
    return rows;
}

} // namespace

void MaintenanceRepository::add(const MaintenanceRow& row) {
    Query(m_unit,
          "INSERT INTO maintenance_window (id, starts_at, ends_at, reason, late_reason, text_ja, text_en, "
          "notice_id, created_at, created_by, cancel_reason, rev) VALUES (:id, :starts, :ends, :reason, "
          ":late, :textja, :texten, :notice, :created, :by, '', :rev)")
        .bind("id", row.id)
        .bind("starts", row.window.startsAt)
        .bind("ends", row.window.endsAt)
        .bind("reason", row.reason)
        .bind("late", row.lateReason)
        .bind("textja", row.textJa)
        .bind("texten", row.textEn)
        .bind("notice", row.noticeId)
        .bind("created", row.createdAt)
        .bind("by", row.createdBy)
        .bind("rev", row.rev)
        .run();
}

bool MaintenanceRepository::update(const MaintenanceRow& row) {
    return Query(m_unit,
                 "UPDATE maintenance_window SET ends_at = :ends, cancelled_at = :cancelled, cancel_reason = "
                 ":why, finished_at = :finished, end_told_at = :told, rev = rev + 1 WHERE id = :id AND rev = "
                 ":rev")
               .bind("ends", row.window.endsAt)
               .bind("cancelled", row.window.cancelledAt)
               .bind("why", row.cancelReason)
               .bind("finished", row.window.finishedAt)
               .bind("told", row.endToldAt)
               .bind("id", row.id)
               .bind("rev", row.rev)
               .run() == 1;
}

std::optional<MaintenanceRow> MaintenanceRepository::find(const std::string& id) {
    Query query(m_unit, Text(kSelect) + "id = :id");
    auto rows = rowsOf(query.bind("id", id));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<MaintenanceRow> MaintenanceRepository::endingAfter(TimePoint time) {
    Query query(m_unit, Text(kSelect) + "ends_at > :time ORDER BY starts_at, id");
    return rowsOf(query.bind("time", time));
}

std::vector<MaintenanceRow> MaintenanceRepository::untold(TimePoint now) {
    Query query(m_unit, Text(kSelect) +
                            "end_told_at IS NULL AND cancelled_at IS NULL AND (ends_at <= :now OR "
                            "finished_at IS NOT NULL) ORDER BY starts_at, id");
    return rowsOf(query.bind("now", now));
}

} // namespace kaomon::storage

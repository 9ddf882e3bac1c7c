// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/incident_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kSelect = "SELECT id, state, reason, text_ja, text_en, report_ja, report_en, "
                                     "detected_at, confirmed_at, announced_at, "
                                     "is_automatic, resolved_at, reported_at, updates, notice_id, "
                                     "created_by, rev FROM service_incident WHERE ";

domain::IncidentState stateOf(const Text& name) {
    const auto state = domain::incidentStateFromWire(name);
    if (!state) {
        throw StorageFault(StorageFault::Kind::Corrupt, "incident state");
    }
    return *state;
}

std::vector<IncidentRow> rowsOf(Query& query) {
    std::vector<IncidentRow> rows;
    for (auto& [id, state, reason, textJa, textEn, reportJa, reportEn, detected, confirmed, announced,
                automatic, resolved, reported, updates, notice, by, rev] :
         query.all<Text, Text, Text, Text, Text, Text, Text, TimePoint, MaybeTime, MaybeTime, int, MaybeTime,
                   MaybeTime, int, Text, Text, long long>()) {
        rows.push_back({.id = std::move(id),
                        .incident = {stateOf(state), detected, confirmed, announced, resolved, reported},
                        .reason = std::move(reason),
                        .textJa = std::move(textJa),
                        .textEn = std::move(textEn),
                        .reportJa = std::move(reportJa),
                        .reportEn = std::move(reportEn),
                        .isAutomatic = automatic != 0,
                        .updates = updates,
                        .noticeId = std::move(notice),
                        .createdBy = std::move(by),
                        .rev = rev});
    }
    return rows;
}

Query& bindRow(Query& query, const IncidentRow& row) {
    return query.bind("id", row.id)
        .bind("state", domain::toWire(row.incident.state))
        .bind("reason", row.reason)
        .bind("textja", row.textJa)
        .bind("texten", row.textEn)
        .bind("reportja", row.reportJa)
        .bind("reporten", row.reportEn)
        .bind("confirmed", row.incident.confirmedAt)
        .bind("announced", row.incident.announcedAt)
        .bind("automatic", row.isAutomatic ? 1 : 0)
        .bind("resolved", row.incident.resolvedAt)
        .bind("reported", row.incident.reportedAt)
        .bind("updates", row.updates)
        .bind("notice", row.noticeId)
        .bind("rev", row.rev);
}

} // namespace

void IncidentRepository::add(const IncidentRow& row) {
    Query query(m_unit,
                "INSERT INTO service_incident (id, state, reason, text_ja, text_en, report_ja, report_en, "
                "detected_at, confirmed_at, announced_at, is_automatic, resolved_at, reported_at, updates, "
                "notice_id, created_by, rev) VALUES (:id, :state, :reason, :textja, :texten, :reportja, "
                ":reporten, :detected, :confirmed, :announced, :automatic, :resolved, :reported, :updates, "
                ":notice, :by, :rev)");
    bindRow(query, row).bind("detected", row.incident.detectedAt).bind("by", row.createdBy).run();
}

bool IncidentRepository::update(const IncidentRow& row) {
    Query query(m_unit,
                "UPDATE service_incident SET state = :state, reason = :reason, text_ja = :textja, text_en = "
                ":texten, report_ja = :reportja, report_en = :reporten, confirmed_at = :confirmed, "
                "announced_at = :announced, is_automatic = :automatic, resolved_at = :resolved, reported_at "
                "= :reported, updates = :updates, notice_id = :notice, rev = rev + 1 WHERE id = :id AND rev "
                "= :rev");
    return bindRow(query, row).run() == 1;
}

std::optional<IncidentRow> IncidentRepository::find(const std::string& id) {
    Query query(m_unit, Text(kSelect) + "id = :id");
    auto rows = rowsOf(query.bind("id", id));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<IncidentRow> IncidentRepository::list(TimePoint time) {
    Query query(m_unit, Text(kSelect) +
                            "detected_at > :time OR state IN ('detected', 'confirmed', 'announced') "
                            "ORDER BY detected_at DESC, id DESC");
    return rowsOf(query.bind("time", time));
}

std::vector<IncidentRow> IncidentRepository::untold() {
    Query query(m_unit, Text(kSelect) + "confirmed_at IS NOT NULL AND announced_at IS NULL ORDER BY id");
    return rowsOf(query);
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/tenant_life_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;
using MaybeNumber = std::optional<long long>;

constexpr std::string_view kSelect =
    "SELECT tenant_id, time_zone, company, company_key, seats, refresh_at, keys_name, read_only_at, "
    "licence_end, purge_faces_at, "
    "delete_at, "
    "delete_by, operator_delete_at, operator_reason, faces_due_seen_at, faces_purge_seq, faces_purged_at, "
    "delete_due_seen_at, delete_seq FROM tenant_life WHERE tenant_id = :id";

std::vector<TenantId> idsOf(Query& query) {
    std::vector<TenantId> ids;
    for (auto& [id] : query.all<TenantId>()) {
        ids.push_back(std::move(id));
    }
    return ids;
}

Query& bindLife(Query& query, const TenantLife& life) {
    return query.bind("id", life.tenant)
        .bind("zone", life.timeZone)
        .bind("company", life.company)
        .bind("companykey", life.companyKey)
        .bind("seats", life.seats)
        .bind("refresh", life.refreshAt)
        .bind("keys", life.keysName)
        .bind("readonly", life.readOnlyAt)
        .bind("licenceend", life.licenceEnd)
        .bind("purge", life.purgeFacesAt)
        .bind("deleteat", life.deleteAt)
        .bind("deleteby", life.deleteBy)
        .bind("operatorat", life.operatorDeleteAt)
        .bind("reason", life.operatorReason)
        .bind("facesseen", life.facesDueSeenAt)
        .bind("facesseq", life.facesPurgeSeq)
        .bind("facespurged", life.facesPurgedAt)
        .bind("deleteseen", life.deleteDueSeenAt)
        .bind("deleteseq", life.deleteSeq);
}

} // namespace

void TenantLifeRepository::add(const TenantLife& life) {
    Query query(m_unit,
                "INSERT INTO tenant_life (tenant_id, time_zone, company, company_key, touched, seats, "
                "refresh_at, keys_name, read_only_at, "
                "licence_end, purge_faces_at, delete_at, delete_by, operator_delete_at, operator_reason, "
                "faces_due_seen_at, faces_purge_seq, faces_purged_at, delete_due_seen_at, delete_seq) VALUES "
                "(:id, :zone, :company, :companykey, 0, :seats, :refresh, :keys, :readonly, :licenceend, "
                ":purge, :deleteat, :deleteby, "
                ":operatorat, :reason, :facesseen, :facesseq, :facespurged, :deleteseen, :deleteseq)");
    bindLife(query, life).run();
}

std::optional<TenantLife> TenantLifeRepository::find(const TenantId& tenant) {
    auto row = Query(m_unit, kSelect)
                   .bind("id", tenant)
                   .first<TenantId, Text, Text, Text, std::optional<int>, MaybeTime, Text, MaybeTime,
                          MaybeTime, MaybeTime, MaybeTime, MaybeTime, MaybeTime, Text, MaybeTime, MaybeNumber,
                          MaybeTime, MaybeTime, MaybeNumber>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, zone, company, key, seats, refresh, keysName, readOnly, end, purge, deleteAt, deleteBy,
           operatorAt, reason, facesSeen, facesSeq, facesPurged, deleteSeen, deleteSeq] = *row;
    return TenantLife{.tenant = std::move(id),
                      .timeZone = std::move(zone),
                      .company = std::move(company),
                      .companyKey = std::move(key),
                      .seats = seats,
                      .refreshAt = refresh,
                      .keysName = std::move(keysName),
                      .readOnlyAt = readOnly,
                      .licenceEnd = end,
                      .purgeFacesAt = purge,
                      .deleteAt = deleteAt,
                      .deleteBy = deleteBy,
                      .operatorDeleteAt = operatorAt,
                      .operatorReason = std::move(reason),
                      .facesDueSeenAt = facesSeen,
                      .facesPurgeSeq = facesSeq,
                      .facesPurgedAt = facesPurged,
                      .deleteDueSeenAt = deleteSeen,
                      .deleteSeq = deleteSeq};
}

std::optional<TenantLife> TenantLifeRepository::lock(const TenantId& tenant) {
    Query(m_unit, "UPDATE tenant_life SET touched = touched + 1 WHERE tenant_id = :id")
        .bind("id", tenant)
        .run();
    return find(tenant);
}

void TenantLifeRepository::update(const TenantLife& life) {
    Query query(m_unit,
                "UPDATE tenant_life SET time_zone = :zone, company = :company, company_key = :companykey, "
                "seats = :seats, refresh_at = :refresh, keys_name = :keys, read_only_at = :readonly, "
                "licence_end = :licenceend, purge_faces_at = :purge, "
                "delete_at = :deleteat, delete_by = :deleteby, operator_delete_at = :operatorat, "
                "operator_reason = :reason, faces_due_seen_at = :facesseen, faces_purge_seq = :facesseq, "
                "faces_purged_at = :facespurged, delete_due_seen_at = :deleteseen, delete_seq = :deleteseq "
                "WHERE tenant_id = :id");
    bindLife(query, life).run();
}

std::vector<TenantId> TenantLifeRepository::listDue(TimePoint now, const std::string& keysName) {
    Query query(m_unit, "SELECT tenant_id FROM tenant_life WHERE purge_faces_at <= :now OR "
                        "delete_at <= :now OR operator_delete_at <= :now OR refresh_at <= :now OR "
                        "(faces_purge_seq IS NOT NULL AND faces_purged_at IS NULL) OR "
                        "delete_seq IS NOT NULL OR keys_name <> :keys ORDER BY tenant_id");
    return idsOf(query.bind("now", now).bind("keys", keysName));
}

std::vector<TenantId> TenantLifeRepository::listEnding(TimePoint from, TimePoint to) {
    Query query(m_unit, "SELECT tenant_id FROM tenant_life WHERE licence_end > :from AND licence_end <= :to "
                        "ORDER BY tenant_id");
    return idsOf(query.bind("from", from).bind("to", to));
}

void TenantLifeRepository::forgetReadings() {
    Query(m_unit, "UPDATE tenant_life SET faces_due_seen_at = NULL, delete_due_seen_at = NULL "
                  "WHERE faces_due_seen_at IS NOT NULL OR delete_due_seen_at IS NOT NULL")
        .run();
}

void TenantLifeRepository::setState(const TenantId& tenant, const std::string& state) {
    Query(m_unit, "UPDATE tenant SET state = :state WHERE tenant_id = :tenant")
        .bind("state", state)
        .bind("tenant", tenant)
        .run();
}

void TenantLifeRepository::newEpoch(const TenantId& tenant, long long epoch) {
    Query(m_unit, "UPDATE tenant SET epoch = CASE WHEN epoch < :epoch THEN :epoch ELSE epoch + 1 END "
                  "WHERE tenant_id = :tenant")
        .bind("epoch", epoch)
        .bind("tenant", tenant)
        .run();
}

} // namespace kaomon::storage

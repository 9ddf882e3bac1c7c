// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/confirmation_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {

std::optional<wire::PolicyDocument> ConfirmationRepository::find() {
    auto row = Query(m_unit, "SELECT version, record, rev FROM confirmation WHERE tenant_id = :tenant")
                   .bind("tenant", m_unit.tenant())
                   .first<long long, Bytes, long long>();
    if (!row) {
        return std::nullopt;
    }
    auto& [version, record, rev] = *row;
    return wire::PolicyDocument{"confirmation", "tenant", version, std::move(record), rev};
}

long long ConfirmationRepository::put(const wire::PolicyDocument& document, TimePoint now) {
    const long long rev =
        recordChange(m_unit, "confirmation", m_unit.tenant().text(), ChangeOp::Upsert, "", now);
    Query(m_unit, "INSERT INTO confirmation (tenant_id, version, record, rev) VALUES (:tenant, :version, "
                  ":record, :rev) ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, "
                  "record = excluded.record, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("version", document.version)
        .bind("record", document.record)
        .bind("rev", rev)
        .run();
    return rev;
}

std::vector<wire::PolicyDocument> ConfirmationRepository::documentsSince(long long rev) {
    std::vector<wire::PolicyDocument> documents;
    auto rows = Query(m_unit, "SELECT kind, scope, version, record, rev FROM policy_document WHERE tenant_id "
                              "= :tenant AND rev > :rev ORDER BY rev DESC LIMIT :limit")
                    .bind("tenant", m_unit.tenant())
                    .bind("rev", rev)
                    .bind("limit", static_cast<long long>(kMostHeads))
                    .all<std::string, std::string, long long, Bytes, long long>();
    for (auto& [kind, scope, version, record, stored] : rows) {
        documents.push_back({std::move(kind), std::move(scope), version, std::move(record), stored});
    }
    return documents;
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/policy_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect =
    "SELECT kind, scope, version, record, rev FROM policy_document WHERE tenant_id = :tenant";

std::vector<wire::PolicyDocument> documentsOf(Query& query) {
    std::vector<wire::PolicyDocument> documents;
    auto rows = query.all<Text, Text, long long, Bytes, long long>();
    for (auto& [kind, scope, version, record, rev] : rows) {
        documents.push_back({std::move(kind), std::move(scope), version, std::move(record), rev});
    }
    return documents;
}

} // namespace

std::vector<wire::PolicyDocument> PolicyRepository::list(const std::string& kind) {
    Query query(m_unit,
                std::string(kSelect) + (kind.empty() ? "" : " AND kind = :kind") + " ORDER BY kind, scope");
    query.bind("tenant", m_unit.tenant());
    if (!kind.empty()) {
        query.bind("kind", kind);
    }
    return documentsOf(query);
}

std::optional<wire::PolicyDocument> PolicyRepository::find(const std::string& kind,
                                                           const std::string& scope) {
    Query query(m_unit, std::string(kSelect) + " AND kind = :kind AND scope = :scope");
    query.bind("tenant", m_unit.tenant()).bind("kind", kind).bind("scope", scope);
    auto documents = documentsOf(query);
    return documents.empty() ? std::nullopt : std::optional(std::move(documents.front()));
}

long long PolicyRepository::put(const wire::PolicyDocument& document, TimePoint now) {
    const long long rev =
        recordChange(m_unit, "policy", document.kind + "|" + document.scope, ChangeOp::Upsert, "", now);
    Query(m_unit,
          "INSERT INTO policy_document (tenant_id, kind, scope, version, record, rev) VALUES (:tenant, "
          ":kind, :scope, :version, :record, :rev) ON CONFLICT (tenant_id, kind, scope) DO UPDATE SET "
          "version = excluded.version, record = excluded.record, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("kind", document.kind)
        .bind("scope", document.scope)
        .bind("version", document.version)
        .bind("record", document.record)
        .bind("rev", rev)
        .run();
    return rev;
}

void PolicyRepository::remove(const std::string& kind, const std::string& scope, TimePoint now) {
    const auto removed =
        Query(m_unit,
              "DELETE FROM policy_document WHERE tenant_id = :tenant AND kind = :kind AND scope = :scope")
            .bind("tenant", m_unit.tenant())
            .bind("kind", kind)
            .bind("scope", scope)
            .run();
    if (removed > 0) {
        (void)recordChange(m_unit, "policy", kind + "|" + scope, ChangeOp::Delete, "", now);
    }
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/policy_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect =
    "SELECT kind, scope, version, record, rev FROM policy_document WHERE tenant_id = :tenant";

constexpr std::string_view kHistory =
    "SELECT version, record, rev, stored_at FROM policy_history WHERE tenant_id = :tenant AND kind = :kind "
    "AND scope = :scope";

std::vector<StoredPolicy> storedOf(Query& query, const std::string& kind, const std::string& scope) {
    std::vector<StoredPolicy> stored;
    for (auto& [version, record, rev, at] : query.all<long long, Bytes, long long, TimePoint>()) {
        stored.push_back({{kind, scope, version, std::move(record), rev}, at});
    }
    return stored;
}

std::vector<wire::PolicyDocument> documentsOf(Query& query) {
    std::vector<wire::PolicyDocument> documents;
    auto rows = query.all<Text, Text, long long, Bytes, long long>();
    for (auto& [kind, scope, version, record, rev] : rows) {
        documents.push_back({std::move(kind), std::move(scope), version, std::move(record), rev});
    }
    return documents;
}

} // namespace

std::vector<wire::PolicyDocument> PolicyRepository::list(const PolicyFilter& filter) {
    Text sql(kSelect);
    sql += filter.kind.empty() ? "" : " AND kind = :kind";
    sql +=
        filter.afterKind.empty() ? "" : " AND (kind > :afterkind OR (kind = :afterkind AND scope > :after))";
    Text names;
    for (std::size_t i = 0; i < filter.scopes.size(); ++i) {
        names += (names.empty() ? ":scope" : ", :scope") + std::to_string(i);
    }
    sql += names.empty() ? "" : " AND scope IN (" + names + ")";
    Query query(m_unit, sql + " ORDER BY kind, scope LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", filter.limit);
    if (!filter.kind.empty()) {
        query.bind("kind", filter.kind);
    }
    if (!filter.afterKind.empty()) {
        query.bind("afterkind", filter.afterKind).bind("after", filter.afterScope);
    }
    for (std::size_t i = 0; i < filter.scopes.size(); ++i) {
        query.bind("scope" + std::to_string(i), filter.scopes[i]);
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

long long PolicyRepository::count(const std::string& kind) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*) FROM policy_document WHERE tenant_id = :tenant AND kind = :kind")
            .bind("tenant", m_unit.tenant())
            .bind("kind", kind)
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
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
    Query(m_unit, "INSERT INTO policy_history (tenant_id, kind, scope, rev, version, record, stored_at) "
                  "VALUES (:tenant, :kind, :scope, :rev, :version, :record, :now)")
        .bind("tenant", m_unit.tenant())
        .bind("kind", document.kind)
        .bind("scope", document.scope)
        .bind("rev", rev)
        .bind("version", document.version)
        .bind("record", document.record)
        .bind("now", now)
        .run();
    return rev;
}

std::vector<StoredPolicy> PolicyRepository::history(const std::string& kind, const std::string& scope,
                                                    long long beforeRev, int limit) {
    Query query(m_unit, std::string(kHistory) + " AND rev < :before ORDER BY rev DESC LIMIT " +
                            std::to_string(limit));
    query.bind("tenant", m_unit.tenant()).bind("kind", kind).bind("scope", scope).bind("before", beforeRev);
    return storedOf(query, kind, scope);
}

std::optional<StoredPolicy> PolicyRepository::version(const std::string& kind, const std::string& scope,
                                                      long long version) {
    Query query(m_unit, std::string(kHistory) + " AND version = :version ORDER BY rev DESC LIMIT 1");
    query.bind("tenant", m_unit.tenant()).bind("kind", kind).bind("scope", scope).bind("version", version);
    auto stored = storedOf(query, kind, scope);
    return stored.empty() ? std::nullopt : std::optional(std::move(stored.front()));
}

std::optional<StoredPolicy> PolicyRepository::versionAt(const std::string& kind, const std::string& scope,
                                                        TimePoint at) {
    Query query(m_unit, std::string(kHistory) + " AND stored_at <= :at ORDER BY rev DESC LIMIT 1");
    query.bind("tenant", m_unit.tenant()).bind("kind", kind).bind("scope", scope).bind("at", at);
    auto stored = storedOf(query, kind, scope);
    return stored.empty() ? std::nullopt : std::optional(std::move(stored.front()));
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

void PolicyRepository::erase(const std::string& kind, const std::string& scope, TimePoint now) {
    remove(kind, scope, now);
    Query(m_unit, "DELETE FROM policy_history WHERE tenant_id = :tenant AND kind = :kind AND scope = :scope")
        .bind("tenant", m_unit.tenant())
        .bind("kind", kind)
        .bind("scope", scope)
        .run();
}

} // namespace kaomon::storage

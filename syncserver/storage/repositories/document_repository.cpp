// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/document_repository.h"

namespace kaomon::storage {
namespace {

std::vector<wire::PolicyDocument> fetch(Query& query) {
    std::vector<wire::PolicyDocument> documents;
    for (auto& [kind, scope, version, record, rev] :
         query.all<std::string, std::string, long long, Bytes, long long>()) {
        documents.push_back({std::move(kind), std::move(scope), version, std::move(record), rev});
    }
    return documents;
}

} // namespace

std::vector<wire::PolicyDocument> DocumentRepository::policies(const TenantId& tenant, const std::string& kind) {
    Query query(m_work, R"(SELECT kind, scope, version, record, rev FROM policy_document
        WHERE tenant_id = :tenant AND (:any = 1 OR kind = :kind) ORDER BY kind, scope)");
    query.bind("tenant", tenant).bind("any", kind.empty() ? 1 : 0).bind("kind", kind);
    return fetch(query);
}

std::optional<wire::PolicyDocument> DocumentRepository::policy(const TenantId& tenant, const std::string& kind,
                                                               const std::string& scope) {
    Query query(m_work, R"(SELECT kind, scope, version, record, rev FROM policy_document
        WHERE tenant_id = :tenant AND kind = :kind AND scope = :scope)");
    query.bind("tenant", tenant).bind("kind", kind).bind("scope", scope);
    auto documents = fetch(query);
    return documents.empty() ? std::nullopt : std::optional(std::move(documents.front()));
}

void DocumentRepository::putPolicy(const TenantId& tenant, const wire::PolicyDocument& document) {
    Query(m_work, R"(INSERT INTO policy_document (tenant_id, kind, scope, version, record, rev)
        VALUES (:tenant, :kind, :scope, :version, :record, :rev) ON CONFLICT (tenant_id, kind, scope)
        DO UPDATE SET version = excluded.version, record = excluded.record, rev = excluded.rev)")
        .bind("tenant", tenant)
        .bind("kind", document.kind)
        .bind("scope", document.scope)
        .bind("version", document.version)
        .bind("record", document.record)
        .bind("rev", document.rev)
        .run();
}

std::vector<wire::KeySeal> DocumentRepository::sealsFor(const TenantId& tenant, const std::string& receiver) {
    std::vector<wire::KeySeal> seals;
    for (auto& [kind, keyId, to, sealed] :
         Query(m_work, R"(SELECT kind, key_id, receiver, sealed FROM key_seal
            WHERE tenant_id = :tenant AND receiver = :receiver ORDER BY kind, key_id)")
             .bind("tenant", tenant)
             .bind("receiver", receiver)
             .all<std::string, std::string, std::string, Bytes>()) {
        seals.push_back({std::move(kind), std::move(keyId), std::move(to), std::move(sealed)});
    }
    return seals;
}

void DocumentRepository::putSeal(const TenantId& tenant, const wire::KeySeal& seal, long long rev) {
    Query(m_work, R"(INSERT INTO key_seal (tenant_id, kind, key_id, receiver, sealed, rev)
        VALUES (:tenant, :kind, :key_id, :receiver, :sealed, :rev) ON CONFLICT (tenant_id, kind, key_id, receiver)
        DO UPDATE SET sealed = excluded.sealed, rev = excluded.rev)")
        .bind("tenant", tenant)
        .bind("kind", seal.kind)
        .bind("key_id", seal.keyId)
        .bind("receiver", seal.receiver)
        .bind("sealed", seal.sealed)
        .bind("rev", rev)
        .run();
}

} // namespace kaomon::storage

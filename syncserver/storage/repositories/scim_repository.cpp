// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/scim_repository.h"

#include <array>

#include "storage/query.h"
#include "storage/repositories/scim_condition.h"

namespace kaomon::storage {
namespace {

using exchange::scim::Filter;
using Kind = ScimAttribute::Kind;

constexpr auto kAttributes = std::to_array<ScimAttribute>({
    {"id", "u.id", Kind::Exact},
    {"username", "u.login_key", Kind::Login},
    {"displayname", "LOWER(u.display_name)"},
    {"name.formatted", "LOWER(u.display_name)"},
    {"emails", "LOWER(u.mail)"},
    {"emails.value", "LOWER(u.mail)"},
    {"externalid",
     "COALESCE((SELECT x.external_id FROM scim_external_id x WHERE x.tenant_id = u.tenant_id AND "
     "x.kind = 'user' AND x.object_id = u.id), '')",
     Kind::Exact},
    {"active", "(u.account_state <> 'disabled')", Kind::Active},
});

} // namespace

std::vector<ScimTokenRow> ScimRepository::tokens() {
    std::vector<ScimTokenRow> tokens;
    auto rows = Query(m_unit, "SELECT id, token_hash, label, created_by, created_at, expires_at, "
                              "last_used_at, is_revoked FROM scim_token WHERE tenant_id = :tenant "
                              "ORDER BY created_at, id")
                    .bind("tenant", m_unit.tenant())
                    .all<std::string, std::string, std::string, UserId, TimePoint, TimePoint,
                         std::optional<TimePoint>, int>();
    for (auto& [id, hash, label, by, created, expires, used, isRevoked] : rows) {
        tokens.push_back({id, hash, label, by, created, expires, used, isRevoked != 0});
    }
    return tokens;
}

bool ScimRepository::hasToken(const std::string& id) {
    return Query(m_unit, "SELECT id FROM scim_token WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .first<std::string>()
        .has_value();
}

void ScimRepository::addToken(const ScimTokenRow& token) {
    Query(m_unit, "INSERT INTO scim_token (tenant_id, id, token_hash, label, created_by, created_at, "
                  "expires_at, is_revoked, ended_day, ended_count) VALUES (:tenant, :id, :hash, :label, :by, "
                  ":now, :expires, 0, 0, 0)")
        .bind("tenant", m_unit.tenant())
        .bind("id", token.id)
        .bind("hash", token.tokenHash)
        .bind("label", token.label)
        .bind("by", token.createdBy)
        .bind("now", m_now)
        .bind("expires", token.expiresAt)
        .run();
}

bool ScimRepository::revokeToken(const std::string& id) {
    return Query(m_unit, "UPDATE scim_token SET is_revoked = 1 WHERE tenant_id = :tenant AND id = :id")
               .bind("tenant", m_unit.tenant())
               .bind("id", id)
               .run() == 1;
}

std::optional<std::string> ScimRepository::tokenId(const std::string& tokenHash) {
    const auto row = Query(m_unit, "SELECT id FROM scim_token WHERE tenant_id = :tenant AND "
                                   "token_hash = :hash AND is_revoked = 0 AND expires_at > :now")
                         .bind("tenant", m_unit.tenant())
                         .bind("hash", tokenHash)
                         .bind("now", m_now)
                         .first<std::string>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

void ScimRepository::noteUse(const std::string& id) {
    Query(m_unit, "UPDATE scim_token SET last_used_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("now", m_now)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

bool ScimRepository::takeEnding(const std::string& id, long long most) {
    const long long today = toEpochMicros(m_now) / (24LL * 3600 * 1'000'000);
    Query(m_unit, "UPDATE scim_token SET ended_day = :today, ended_count = 0 WHERE tenant_id = :tenant AND "
                  "id = :id AND ended_day <> :today")
        .bind("today", today)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    return Query(m_unit, "UPDATE scim_token SET ended_count = ended_count + 1 WHERE tenant_id = :tenant AND "
                         "id = :id AND ended_count < :most")
               .bind("tenant", m_unit.tenant())
               .bind("id", id)
               .bind("most", most)
               .run() == 1;
}

std::optional<std::string> ScimRepository::externalId(const std::string& kind, const std::string& object) {
    const auto row = Query(m_unit, "SELECT external_id FROM scim_external_id WHERE tenant_id = :tenant AND "
                                   "kind = :kind AND object_id = :object")
                         .bind("tenant", m_unit.tenant())
                         .bind("kind", kind)
                         .bind("object", object)
                         .first<std::string>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

void ScimRepository::setExternalId(const std::string& kind, const std::string& object,
                                   const std::optional<std::string>& externalId) {
    Query(m_unit, "DELETE FROM scim_external_id WHERE tenant_id = :tenant AND kind = :kind AND "
                  "object_id = :object")
        .bind("tenant", m_unit.tenant())
        .bind("kind", kind)
        .bind("object", object)
        .run();
    if (externalId) {
        Query(m_unit, "INSERT INTO scim_external_id (tenant_id, kind, object_id, external_id) VALUES "
                      "(:tenant, :kind, :object, :external)")
            .bind("tenant", m_unit.tenant())
            .bind("kind", kind)
            .bind("object", object)
            .bind("external", *externalId)
            .run();
    }
}

Result<ScimRepository::Found> ScimRepository::findUsers(const Filter* filter, const ScimPage& part) {
    ScimCondition condition(kAttributes);
    if (filter != nullptr && !condition.add(*filter)) {
        return fail(ErrorCode::ValidationFailed, "an attribute that cannot be searched", "invalidFilter");
    }
    const std::string where = " FROM user_account u WHERE u.tenant_id = :tenant AND u.deleted_at IS NULL" +
                              (filter != nullptr ? " AND " + condition.sql() : std::string());
    Query count(m_unit, "SELECT COUNT(*)" + where);
    count.bind("tenant", m_unit.tenant());
    condition.bind(count);
    Found found;
    found.total = std::get<0>(count.first<long long>().value_or(std::tuple(0LL)));
    Query page(m_unit, "SELECT u.id, u.login_key" + where + (part.after ? " AND u.login_key > :after" : "") +
                           " ORDER BY u.login_key LIMIT :limit OFFSET :offset");
    page.bind("tenant", m_unit.tenant())
        .bind("limit", part.limit + (part.after ? 1 : 0))
        .bind("offset", part.after ? 0 : part.offset);
    if (part.after) {
        page.bind("after", *part.after);
    }
    condition.bind(page);
    std::string last = part.after.value_or("");
    for (auto& [id, key] : page.all<UserId, std::string>()) {
        if (static_cast<int>(found.users.size()) == part.limit) {
            found.next = last;
            break;
        }
        found.users.push_back(std::move(id));
        last = std::move(key);
    }
    return found;
}

} // namespace kaomon::storage

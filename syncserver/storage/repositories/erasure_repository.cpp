// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/erasure_repository.h"

#include <algorithm>
#include <array>

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

// Global tables that name a tenant and outlive it, and the two rows that go last.
constexpr auto kOutliving =
    std::to_array<std::string_view>({"tenant", "tenant_life", "shred_ledger", "operator_audit",
                                     "deletion_certificate", "licence_serial", "trial_company"});

// Names come from the schema; this keeps a surprising one out of the text of a statement.
const Text& checkedName(const Text& name) {
    const bool isPlain = !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!isPlain) {
        throw StorageFault(StorageFault::Kind::Other, "table name");
    }
    return name;
}

Text joined(const std::vector<Text>& names) {
    Text text;
    for (const Text& name : names) {
        text += (text.empty() ? "" : ", ") + checkedName(name);
    }
    return text;
}

} // namespace

long long sumOf(const Counts& counts) {
    long long sum = 0;
    for (const auto& [name, count] : counts) {
        sum += count;
    }
    return sum;
}

long long ErasureRepository::countOf(const std::string& sql) {
    const auto row = Query(m_unit, sql).bind("tenant", m_unit.tenant()).first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long ErasureRepository::change(const std::string& sql, int limit) {
    return Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("limit", limit).run();
}

Counts ErasureRepository::faceCounts() {
    return {{"templates", countOf("SELECT COUNT(*) FROM face_template WHERE tenant_id = :tenant")},
            {"face_key_seals",
             countOf("SELECT COUNT(*) FROM key_seal WHERE tenant_id = :tenant AND kind = 'fk'")},
            {"start_values",
             countOf("SELECT COUNT(*) FROM enrolment_code WHERE tenant_id = :tenant AND blob <> ''")},
            {"stored_answers", countOf("SELECT COUNT(*) FROM idem_key WHERE tenant_id = :tenant")}};
}

long long ErasureRepository::removeFaceKeys(int limit, TimePoint now) {
    const auto seals = Query(m_unit, "SELECT key_id, receiver FROM key_seal WHERE tenant_id = :tenant AND "
                                     "kind = 'fk' ORDER BY key_id, receiver LIMIT :limit")
                           .bind("tenant", m_unit.tenant())
                           .bind("limit", limit)
                           .all<Text, Text>();
    for (const auto& [keyId, receiver] : seals) {
        (void)recordChange(m_unit, "seal", "fk|" + keyId, ChangeOp::Delete, receiver, now);
        Query(m_unit, "DELETE FROM key_seal WHERE tenant_id = :tenant AND kind = 'fk' AND key_id = :key AND "
                      "receiver = :receiver")
            .bind("tenant", m_unit.tenant())
            .bind("key", keyId)
            .bind("receiver", receiver)
            .run();
    }
    long long removed = static_cast<long long>(seals.size());
    removed += change("UPDATE enrolment_code SET blob = '', mac_key_sealed = '', is_revoked = 1 WHERE "
                      "tenant_id = :tenant AND code_id IN (SELECT code_id FROM enrolment_code WHERE "
                      "tenant_id = :tenant AND blob <> '' LIMIT :limit)",
                      limit);
    removed += removeRows("idem_key", limit);
    return removed;
}

long long ErasureRepository::removeTemplates(int limit, TimePoint now) {
    const auto faces = Query(m_unit, "SELECT id, user_id FROM face_template WHERE tenant_id = :tenant "
                                     "ORDER BY user_id, id LIMIT :limit")
                           .bind("tenant", m_unit.tenant())
                           .bind("limit", limit)
                           .all<Text, Text>();
    for (const auto& [id, user] : faces) {
        (void)recordChange(m_unit, "template", id, ChangeOp::Delete, "", now);
        Query(m_unit, "DELETE FROM face_template WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .bind("id", id)
            .run();
    }
    return static_cast<long long>(faces.size());
}

std::vector<std::pair<std::string, std::string>> ErasureRepository::references() {
    const char* sql =
        m_unit.dialect() == Dialect::Sqlite
            ? "SELECT m.name, f.\"table\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f "
              "WHERE m.type = 'table'"
            : "SELECT CAST(c.relname AS TEXT), CAST(r.relname AS TEXT) FROM pg_constraint k "
              "JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid "
              "WHERE k.contype = 'f'";
    std::vector<std::pair<Text, Text>> pairs;
    for (auto& [from, to] : Query(m_unit, sql).all<Text, Text>()) {
        pairs.emplace_back(std::move(from), std::move(to));
    }
    return pairs;
}

std::vector<std::string> ErasureRepository::tables() {
    const char* sql =
        m_unit.dialect() == Dialect::Sqlite
            ? "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND EXISTS (SELECT 1 "
              "FROM pragma_table_info(m.name) c WHERE c.name = 'tenant_id') ORDER BY m.name"
            : "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_attribute a ON "
              "a.attrelid = c.oid WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attname = "
              "'tenant_id' "
              "AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = (SELECT oid FROM "
              "pg_namespace WHERE nspname = current_schema()) ORDER BY 1";
    std::vector<Text> rest;
    for (auto& [name] : Query(m_unit, sql).all<Text>()) {
        if (std::ranges::find(kOutliving, name) == kOutliving.end()) {
            rest.push_back(std::move(name));
        }
    }
    const auto links = references();
    std::vector<Text> ordered;
    while (!rest.empty()) {
        // a table may go when no other that is still there refers to it
        const auto next = std::ranges::find_if(rest, [&](const Text& name) {
            return std::ranges::none_of(links, [&](const auto& link) {
                return link.second == name && link.first != name &&
                       std::ranges::find(rest, link.first) != rest.end();
            });
        });
        if (next == rest.end()) {
            throw StorageFault(StorageFault::Kind::Other, "tables refer to each other in a ring");
        }
        ordered.push_back(std::move(*next));
        rest.erase(next);
    }
    return ordered;
}

Counts ErasureRepository::counts() {
    Counts result;
    for (const Text& table : tables()) {
        result.emplace_back(
            table, countOf("SELECT COUNT(*) FROM " + checkedName(table) + " WHERE tenant_id = :tenant"));
    }
    return result;
}

std::vector<std::string> ErasureRepository::primaryKey(const std::string& table) {
    const char* sql = m_unit.dialect() == Dialect::Sqlite
                          ? "SELECT name FROM pragma_table_info(:of) WHERE pk > 0 ORDER BY pk"
                          : "SELECT CAST(a.attname AS TEXT) FROM pg_index i JOIN pg_class c ON "
                            "c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND "
                            "a.attnum = ANY(i.indkey) WHERE i.indisprimary AND c.relname = :of AND "
                            "c.relnamespace = (SELECT oid FROM pg_namespace WHERE "
                            "nspname = current_schema()) ORDER BY a.attnum";
    std::vector<Text> columns;
    for (auto& [name] : Query(m_unit, sql).bind("of", table).all<Text>()) {
        columns.push_back(std::move(name));
    }
    return columns;
}

long long ErasureRepository::removeRows(const std::string& table, int limit) {
    const Text key = joined(primaryKey(table));
    const Text& name = checkedName(table);
    return change("DELETE FROM " + name + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + name +
                      " WHERE tenant_id = :tenant LIMIT :limit)",
                  limit);
}

long long ErasureRepository::removeKeys(int limit) {
    long long removed = 0;
    for (const char* table : {"session", "key_seal", "user_key", "tenant_trust", "enrolment_code"}) {
        removed += removeRows(table, limit);
    }
    removed += change("UPDATE user_account SET identity_wrapped = NULL, sign_public = NULL, "
                      "box_public = NULL, password_verifier = NULL, password_salt = NULL, "
                      "account_state = 'disabled' WHERE tenant_id = :tenant AND id IN (SELECT id FROM "
                      "user_account WHERE tenant_id = :tenant AND (identity_wrapped IS NOT NULL OR "
                      "password_verifier IS NOT NULL OR account_state <> 'disabled') LIMIT :limit)",
                      limit);
    return removed;
}

void ErasureRepository::removeTenant() {
    for (const char* table : {"tenant_life", "tenant"}) {
        Query(m_unit, "DELETE FROM " + Text(table) + " WHERE tenant_id = :tenant")
            .bind("tenant", m_unit.tenant())
            .run();
    }
}

} // namespace kaomon::storage

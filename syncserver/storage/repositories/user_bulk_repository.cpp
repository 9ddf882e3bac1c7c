// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_bulk_repository.h"

#include "storage/bulk.h"
#include "storage/repositories/bulk_revision.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, login, login_key, role, display_name, kana, mail, note, account_state, rev "
    "FROM user_account u WHERE tenant_id = :tenant AND deleted_at IS NULL";

std::vector<BulkUser> usersOf(Query& query) {
    using Text = std::string;
    auto rows = query.all<UserId, Text, Text, Text, Text, Text, Text, Text, Text, long long>();
    std::vector<BulkUser> users;
    users.reserve(rows.size());
    for (auto& [id, login, key, role, display, kana, mail, note, state, rev] : rows) {
        BulkUser user{.id = id, .login = login, .loginKey = key, .role = role, .values = {}, .rev = rev};
        user.values.displayName = display;
        user.values.kana = kana;
        user.values.mail = mail;
        user.values.note = note;
        user.values.accountState = state == "disabled" ? "disabled" : "active";
        users.push_back(std::move(user));
    }
    return users;
}

std::vector<BulkUser> usersIn(UnitOfWork& unit, std::string_view column,
                              const std::vector<std::string>& keys) {
    if (keys.empty()) {
        return {};
    }
    Query query(unit,
                std::string(kSelect) + " AND " + std::string(column) + " IN (" + listOf(keys.size()) + ")");
    query.bind("tenant", unit.tenant());
    bindList(query, keys);
    return usersOf(query);
}

} // namespace

std::map<std::string, BulkUser> UserBulkRepository::byLogin(const std::vector<std::string>& loginKeys) {
    std::map<std::string, BulkUser> found;
    for (BulkUser& user : usersIn(m_unit, "login_key", loginKeys)) {
        std::string key = user.loginKey;
        found.emplace(std::move(key), std::move(user));
    }
    return found;
}

std::map<std::string, BulkUser> UserBulkRepository::byId(const std::vector<std::string>& ids) {
    std::map<std::string, BulkUser> found;
    for (BulkUser& user : usersIn(m_unit, "id", ids)) {
        std::string key = user.id.text();
        found.emplace(std::move(key), std::move(user));
    }
    return found;
}

std::vector<BulkUser> UserBulkRepository::missing(const ImportId& import, const std::string& afterLogin,
                                                  int limit) {
    Query query(m_unit, std::string(kSelect) +
                            " AND role = 'member' AND account_state <> 'disabled' AND login_key > :after AND "
                            "NOT EXISTS (SELECT 1 FROM import_row r WHERE r.tenant_id = u.tenant_id AND "
                            "r.import_id = :import AND r.login_key = u.login_key) "
                            "ORDER BY login_key LIMIT :limit");
    query.bind("tenant", m_unit.tenant())
        .bind("after", afterLogin)
        .bind("import", import)
        .bind("limit", limit);
    return usersOf(query);
}

long long UserBulkRepository::activeMembers() {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM user_account WHERE tenant_id = :tenant AND "
                                   "role = 'member' AND account_state <> 'disabled' AND deleted_at IS NULL")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long UserBulkRepository::add(const std::vector<BulkUser>& users) {
    std::vector<std::string> ids;
    for (const BulkUser& user : users) {
        ids.push_back(user.id.text());
    }
    const long long first = recordChanges(m_unit, "user", ids, ChangeOp::Upsert, m_now);
    std::vector<std::vector<Cell>> cells;
    for (const BulkUser& user : users) {
        const wire::UserPatch& values = user.values;
        cells.push_back({cellOf(user.id), cellOf(user.login), cellOf(user.loginKey),
                         cellOf(values.displayName.value_or("")), cellOf(values.kana.value_or("")),
                         cellOf(values.mail.value_or("")), cellOf(values.note.value_or("")),
                         cellOf(values.accountState.value_or("active")),
                         cellOf(first + static_cast<long long>(cells.size()))});
    }
    insertRows(
        m_unit,
        "INSERT INTO user_account (tenant_id, role, password_iterations, password_memory, password_kind, "
        "created_at, enabled_at, id, login, login_key, display_name, kana, mail, note, account_state, rev) "
        "VALUES ",
        ":tenant, 'member', 3, 65536, 'none', :now, :now",
        [this](Query& query) { query.bind("tenant", m_unit.tenant()).bind("now", m_now); }, cells);
    return first;
}

long long UserBulkRepository::update(const std::vector<std::pair<UserId, wire::UserPatch>>& users) {
    std::vector<std::string> ids;
    for (const auto& [id, values] : users) {
        ids.push_back(id.text());
    }
    const long long first = recordChanges(m_unit, "user", ids, ChangeOp::Upsert, m_now);
    long long rev = first;
    for (const auto& [id, values] : users) {
        // a locked account stays locked unless it is disabled
        Query(m_unit, "UPDATE user_account SET display_name = COALESCE(:display, display_name), "
                      "kana = COALESCE(:kana, kana), mail = COALESCE(:mail, mail), "
                      "note = COALESCE(:note, note), enabled_at = CASE WHEN :state = 'active' AND "
                      "account_state = 'disabled' THEN :now ELSE enabled_at END, account_state = CASE WHEN "
                      ":state = 'disabled' THEN 'disabled' WHEN :state = 'active' AND account_state = "
                      "'disabled' THEN 'active' ELSE account_state END, rev = :rev WHERE tenant_id = "
                      ":tenant AND id = :id")
            .bind("now", m_now)
            .bind("display", values.displayName)
            .bind("kana", values.kana)
            .bind("mail", values.mail)
            .bind("note", values.note)
            .bind("state", values.accountState.value_or(""))
            .bind("rev", rev++)
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .run();
    }
    return first;
}

std::set<std::string> UserBulkRepository::taken(const std::vector<std::string>& loginKeys) {
    std::set<std::string> found;
    for (const std::string_view table : {"user_account", "login_alias"}) {
        if (loginKeys.empty()) {
            break;
        }
        Query query(m_unit, "SELECT login_key FROM " + std::string(table) +
                                " WHERE tenant_id = :tenant AND login_key IN (" + listOf(loginKeys.size()) +
                                ")");
        query.bind("tenant", m_unit.tenant());
        bindList(query, loginKeys);
        for (auto& [key] : query.all<std::string>()) {
            found.insert(std::move(key));
        }
    }
    return found;
}

void UserBulkRepository::erase(const std::vector<std::string>& ids) {
    if (ids.empty()) {
        return;
    }
    (void)recordChanges(m_unit, "user", ids, ChangeOp::Delete, m_now);
    Query query(m_unit,
                "DELETE FROM user_account WHERE tenant_id = :tenant AND id IN (" + listOf(ids.size()) + ")");
    query.bind("tenant", m_unit.tenant());
    bindList(query, ids);
    query.run();
}

void UserBulkRepository::endSessions(const std::vector<std::string>& ids) {
    if (ids.empty()) {
        return;
    }
    Query query(m_unit,
                "DELETE FROM session WHERE tenant_id = :tenant AND user_id IN (" + listOf(ids.size()) + ")");
    query.bind("tenant", m_unit.tenant());
    bindList(query, ids);
    query.run();
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_repository.h"

#include "storage/query.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kSelect =
    "SELECT id, login, login_key, display_name, kana, mail, note, role, account_state, password_kind, "
    "(SELECT COUNT(*) FROM face_template t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id), "
    "created_at, last_sign_in_at, valid_from, valid_to, rev FROM user_account u "
    "WHERE tenant_id = :tenant AND deleted_at IS NULL";
constexpr std::string_view kMatches = " AND (LOWER(login) LIKE :q ESCAPE '!' OR LOWER(display_name) LIKE :q "
                                      "ESCAPE '!' OR LOWER(kana) LIKE :q ESCAPE '!' OR LOWER(mail) LIKE :q "
                                      "ESCAPE '!')";

using Row = std::tuple<UserId, Text, Text, Text, Text, Text, Text, Text, Text, Text, int, TimePoint,
                       MaybeTime, MaybeTime, MaybeTime, long long>;

std::string stateOf(const Text& stored, const Text& passwordKind, const MaybeTime& validTo, TimePoint now) {
    if (stored != "active") {
        return stored;
    }
    if (validTo && *validTo <= now) {
        return "expired";
    }
    return passwordKind == "chosen" ? "active" : "provisional";
}

UserRow fromRow(Row& row, TimePoint now) {
    auto& [id, login, key, display, kana, mail, note, role, state, kind, templates, created, signIn, from, to,
           rev] = row;
    UserRow result;
    result.loginKey = key;
    result.user = {.id = id,
                   .login = login,
                   .displayName = display,
                   .kana = kana,
                   .mail = mail,
                   .note = note,
                   .role = role,
                   .accountState = stateOf(state, kind, to, now),
                   .faceState = templates > 0 ? "enrolled" : "none",
                   .templateCount = templates,
                   .createdAt = created,
                   .lastSignInAt = signIn,
                   .validFrom = from,
                   .validTo = to,
                   .rev = rev};
    return result;
}

std::vector<Row> rowsOf(Query& query) {
    return query.all<UserId, Text, Text, Text, Text, Text, Text, Text, Text, Text, int, TimePoint, MaybeTime,
                     MaybeTime, MaybeTime, long long>();
}

// The pattern of a search: contained anywhere, ASCII letters without case, wildcards taken literally.
std::string likePattern(const std::string& search) {
    std::string pattern = "%";
    for (const char c : search) {
        if (c == '%' || c == '_' || c == '!') {
            pattern += '!';
        }
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}

} // namespace

std::vector<UserRow> UserRepository::list(const UserFilter& filter) {
    std::string sql(kSelect);
    sql += filter.search.empty() ? "" : kMatches;
    sql += filter.afterLogin.empty() ? "" : " AND login_key > :after";
    sql += " ORDER BY login_key LIMIT :limit";
    Query query(m_unit, sql);
    query.bind("tenant", m_unit.tenant()).bind("limit", filter.limit);
    if (!filter.search.empty()) {
        query.bind("q", likePattern(filter.search));
    }
    if (!filter.afterLogin.empty()) {
        query.bind("after", filter.afterLogin);
    }
    std::vector<UserRow> users;
    for (auto& row : rowsOf(query)) {
        users.push_back(fromRow(row, m_now));
    }
    return users;
}

long long UserRepository::count(const std::string& search) {
    std::string sql = "SELECT COUNT(*) FROM user_account WHERE tenant_id = :tenant AND deleted_at IS NULL";
    sql += search.empty() ? "" : kMatches;
    Query query(m_unit, sql);
    query.bind("tenant", m_unit.tenant());
    if (!search.empty()) {
        query.bind("q", likePattern(search));
    }
    return std::get<0>(query.first<long long>().value_or(std::tuple(0LL)));
}

std::optional<wire::User> UserRepository::find(const UserId& id) {
    Query query(m_unit, std::string(kSelect) + " AND id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto rows = rowsOf(query);
    return rows.empty() ? std::nullopt : std::optional(fromRow(rows.front(), m_now).user);
}

std::vector<wire::User> UserRepository::changedBetween(long long first, long long last) {
    Query query(m_unit, std::string(kSelect) + " AND rev >= :first AND rev <= :last");
    query.bind("tenant", m_unit.tenant()).bind("first", first).bind("last", last);
    std::vector<wire::User> users;
    for (auto& row : rowsOf(query)) {
        users.push_back(fromRow(row, m_now).user);
    }
    return users;
}

bool UserRepository::hasLogin(const std::string& loginKey) {
    return Query(m_unit, "SELECT id FROM user_account WHERE tenant_id = :tenant AND login_key = :key")
        .bind("tenant", m_unit.tenant())
        .bind("key", loginKey)
        .first<std::string>()
        .has_value();
}

bool UserRepository::isKnown(const UserId& id) {
    return Query(m_unit, "SELECT id FROM user_account WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .first<std::string>()
        .has_value();
}

long long UserRepository::activeOwners() {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM user_account WHERE tenant_id = :tenant AND "
                                   "role = 'owner' AND account_state = 'active' AND deleted_at IS NULL")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

wire::UserKeys UserRepository::keys(const UserId& id) {
    wire::UserKeys keys{.user = id, .identity = {}, .vaultKeys = KeyRepository(m_unit).vaultKeys(id)};
    auto row = Query(m_unit, "SELECT sign_public, box_public, identity_wrapped FROM user_account WHERE "
                             "tenant_id = :tenant AND id = :id AND identity_wrapped IS NOT NULL")
                   .bind("tenant", m_unit.tenant())
                   .bind("id", id)
                   .first<Bytes, Bytes, Bytes>();
    if (row) {
        auto& [sign, box, wrapped] = *row;
        keys.identity = wire::IdentityRecord{std::move(sign), std::move(box), std::move(wrapped)};
    }
    return keys;
}

long long UserRepository::touch(const UserId& id) {
    return recordChange(m_unit, "user", id.text(), ChangeOp::Upsert, "", m_now);
}

void UserRepository::add(const wire::NewUser& user, const std::string& loginKey,
                         const std::optional<StoredPassword>& oneTime) {
    const long long rev = touch(user.id);
    Query(m_unit,
          "INSERT INTO user_account (tenant_id, id, login, login_key, display_name, kana, mail, note, role, "
          "account_state, password_salt, password_iterations, password_memory, password_verifier, "
          "password_kind, password_expires_at, created_at, rev) VALUES (:tenant, :id, :login, :key, "
          ":display, :kana, :mail, :note, :role, 'active', :salt, :iterations, :memory, :verifier, :pwkind, "
          ":expires, :now, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", user.id)
        .bind("login", user.login)
        .bind("key", loginKey)
        .bind("display", user.displayName)
        .bind("kana", user.kana)
        .bind("mail", user.mail)
        .bind("note", user.note)
        .bind("role", user.role)
        .bind("salt", oneTime ? std::optional(oneTime->salt) : std::nullopt)
        .bind("iterations", oneTime ? oneTime->iterations : 3)
        .bind("memory", oneTime ? oneTime->memoryKib : 65536)
        .bind("verifier", oneTime ? std::optional(oneTime->verifier) : std::nullopt)
        .bind("pwkind", oneTime ? "one_time" : "none")
        .bind("expires", oneTime ? oneTime->expiresAt : std::nullopt)
        .bind("now", m_now)
        .bind("rev", rev)
        .run();
}

void UserRepository::update(const wire::User& user) {
    const long long rev = touch(user.id);
    const bool isDisabled = user.accountState == "disabled";
    Query(m_unit,
          "UPDATE user_account SET display_name = :display, kana = :kana, mail = :mail, note = :note, "
          "account_state = :state, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("display", user.displayName)
        .bind("kana", user.kana)
        .bind("mail", user.mail)
        .bind("note", user.note)
        .bind("state", isDisabled                      ? "disabled"
                       : user.accountState == "locked" ? "locked"
                                                       : "active")
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", user.id)
        .run();
}

void UserRepository::setOneTimePassword(const UserId& id, const StoredPassword& password) {
    const long long rev = touch(id);
    Query(m_unit, "UPDATE user_account SET password_salt = :salt, password_iterations = :iterations, "
                  "password_memory = :memory, password_verifier = :verifier, password_kind = 'one_time', "
                  "password_expires_at = :expires, sign_public = NULL, box_public = NULL, "
                  "identity_wrapped = NULL, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("salt", password.salt)
        .bind("iterations", password.iterations)
        .bind("memory", password.memoryKib)
        .bind("verifier", password.verifier)
        .bind("expires", password.expiresAt)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    KeyRepository(m_unit).removePasswordWrap(id);
    Query(m_unit, "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = (SELECT login_key FROM "
                  "user_account WHERE tenant_id = :tenant AND id = :id)")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void UserRepository::remove(const UserId& id) {
    const auto templates =
        Query(m_unit, "SELECT id FROM face_template WHERE tenant_id = :tenant AND user_id = :id")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .all<std::string>();
    for (const auto& [templateId] : templates) {
        (void)recordChange(m_unit, "template", templateId, ChangeOp::Delete, "", m_now);
    }
    const long long rev = recordChange(m_unit, "user", id.text(), ChangeOp::Delete, "", m_now);
    Query(m_unit, "UPDATE user_account SET account_state = 'disabled', login_key = :key, deleted_at = :now, "
                  "rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("key", "deleted/" + id.text())
        .bind("now", m_now)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    endSessions(id);
}

void UserRepository::endSessions(const UserId& id) {
    Query(m_unit, "DELETE FROM session WHERE tenant_id = :tenant AND user_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage

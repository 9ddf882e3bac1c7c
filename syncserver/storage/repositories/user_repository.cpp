// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_repository.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kColumns = R"(SELECT u.login_key, u.id, u.login, u.display_name, u.kana, u.mail, u.note,
    u.role, u.account_state, u.created_at, u.last_sign_in_at, u.valid_from, u.valid_to, u.rev,
    (SELECT COUNT(*) FROM face_template f WHERE f.tenant_id = u.tenant_id AND f.user_id = u.id)
    FROM user_account u )";

using Row = std::tuple<std::string, UserId, std::string, std::string, std::string, std::string, std::string,
                       std::string, std::string, TimePoint, std::optional<TimePoint>, std::optional<TimePoint>,
                       std::optional<TimePoint>, long long, int>;

template<class... Ts>
std::vector<std::tuple<Ts...>> fetch(Query& query, std::tuple<Ts...>*) {
    return query.all<Ts...>();
}

std::vector<Row> rowsOf(Query& query) {
    return fetch(query, static_cast<Row*>(nullptr));
}

wire::User toUser(Row row) {
    auto& [key, id, login, name, kana, mail, note, role, state, created, signIn, from, to, rev, templates] = row;
    wire::User user;
    user.id = std::move(id);
    user.login = std::move(login);
    user.displayName = std::move(name);
    user.kana = std::move(kana);
    user.mail = std::move(mail);
    user.note = std::move(note);
    user.role = std::move(role);
    user.accountState = std::move(state);
    user.faceState = templates > 0 ? "enrolled" : "none";
    user.templateCount = templates;
    user.createdAt = created;
    user.lastSignInAt = signIn;
    user.validFrom = from;
    user.validTo = to;
    user.rev = rev;
    return user;
}

// A LIKE pattern that finds `text` anywhere.
std::string pattern(const std::string& text) {
    std::string escaped = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            escaped += '\\';
        }
        escaped += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return escaped + "%";
}

constexpr std::string_view kMatches =
    R"( AND (u.login_key LIKE :text ESCAPE '\' OR LOWER(u.display_name) LIKE :text2 ESCAPE '\'
        OR LOWER(u.kana) LIKE :text3 ESCAPE '\'))";

constexpr std::string_view kCredentialColumns = R"(SELECT id, login, display_name, role, account_state, password_salt,
    password_iterations, password_memory, password_verifier, password_kind, password_expires_at, valid_from, valid_to,
    sign_public, box_public, identity_wrapped FROM user_account )";

std::optional<CredentialRow> toCredentials(Query& query) {
    auto row = query.first<UserId, std::string, std::string, std::string, std::string, std::optional<Bytes>, int, int,
                           std::optional<std::string>, std::string, std::optional<TimePoint>, std::optional<TimePoint>,
                           std::optional<TimePoint>, std::optional<Bytes>, std::optional<Bytes>, std::optional<Bytes>>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, login, name, role, state, salt, iterations, memory, verifier, kind, expires, from, to, sign, box,
           wrapped] = *row;
    CredentialRow found;
    found.user = std::move(id);
    found.login = std::move(login);
    found.displayName = std::move(name);
    found.role = std::move(role);
    found.accountState = std::move(state);
    found.salt = std::move(salt);
    found.iterations = iterations;
    found.memoryKib = memory;
    found.verifier = std::move(verifier);
    found.isOneTime = kind == "one_time";
    found.passwordExpiresAt = expires;
    found.validFrom = from;
    found.validTo = to;
    if (sign && box && wrapped) {
        found.identity = wire::IdentityRecord{std::move(*sign), std::move(*box), std::move(*wrapped)};
    }
    return found;
}

} // namespace

std::optional<wire::User> UserRepository::find(const TenantId& tenant, const UserId& user) {
    Query query(m_work, std::string(kColumns) + "WHERE u.tenant_id = :tenant AND u.id = :id");
    query.bind("tenant", tenant).bind("id", user);
    auto rows = rowsOf(query);
    return rows.empty() ? std::nullopt : std::optional(toUser(std::move(rows.front())));
}

std::vector<std::pair<std::string, wire::User>> UserRepository::list(const TenantId& tenant,
                                                                     const UserListQuery& wanted) {
    std::string sql = std::string(kColumns) + "WHERE u.tenant_id = :tenant AND u.login_key > :after";
    if (!wanted.text.empty()) {
        sql += kMatches;
    }
    Query query(m_work, sql + " ORDER BY u.login_key LIMIT :limit");
    query.bind("tenant", tenant).bind("after", wanted.after);
    if (!wanted.text.empty()) {
        const std::string like = pattern(wanted.text);
        query.bind("text", like).bind("text2", like).bind("text3", like);
    }
    query.bind("limit", wanted.limit);
    std::vector<std::pair<std::string, wire::User>> users;
    for (auto& row : rowsOf(query)) {
        std::string key = std::get<0>(row);
        users.emplace_back(std::move(key), toUser(std::move(row)));
    }
    return users;
}

long long UserRepository::count(const TenantId& tenant, const std::string& text) {
    std::string sql = "SELECT COUNT(*) FROM user_account u WHERE u.tenant_id = :tenant";
    if (!text.empty()) {
        sql += kMatches;
    }
    Query query(m_work, sql);
    query.bind("tenant", tenant);
    if (!text.empty()) {
        const std::string like = pattern(text);
        query.bind("text", like).bind("text2", like).bind("text3", like);
    }
    return std::get<0>(*query.first<long long>());
}

bool UserRepository::hasLogin(const TenantId& tenant, const std::string& loginKey) {
    return Query(m_work, "SELECT id FROM user_account WHERE tenant_id = :tenant AND login_key = :key")
        .bind("tenant", tenant)
        .bind("key", loginKey)
        .first<std::string>()
        .has_value();
}

bool UserRepository::exists(const TenantId& tenant, const UserId& user) {
    return Query(m_work, "SELECT id FROM user_account WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", tenant)
        .bind("id", user)
        .first<std::string>()
        .has_value();
}

void UserRepository::insert(const TenantId& tenant, const wire::User& user, const std::string& loginKey) {
    Query(m_work, R"(INSERT INTO user_account (tenant_id, id, login, login_key, display_name, kana, mail, note, role,
        account_state, password_iterations, password_memory, password_kind, created_at, rev)
        VALUES (:tenant, :id, :login, :login_key, :name, :kana, :mail, :note, :role, :state, 3, 65536, 'none',
        :created_at, :rev))")
        .bind("tenant", tenant)
        .bind("id", user.id)
        .bind("login", user.login)
        .bind("login_key", loginKey)
        .bind("name", user.displayName)
        .bind("kana", user.kana)
        .bind("mail", user.mail)
        .bind("note", user.note)
        .bind("role", user.role)
        .bind("state", user.accountState)
        .bind("created_at", user.createdAt)
        .bind("rev", user.rev)
        .run();
}

void UserRepository::update(const TenantId& tenant, const wire::User& user) {
    Query(m_work, R"(UPDATE user_account SET display_name = :name, kana = :kana, mail = :mail, note = :note,
        account_state = :state, rev = :rev WHERE tenant_id = :tenant AND id = :id)")
        .bind("name", user.displayName)
        .bind("kana", user.kana)
        .bind("mail", user.mail)
        .bind("note", user.note)
        .bind("state", user.accountState)
        .bind("rev", user.rev)
        .bind("tenant", tenant)
        .bind("id", user.id)
        .run();
}

void UserRepository::remove(const TenantId& tenant, const UserId& user) {
    for (const char* sql : {"DELETE FROM session WHERE tenant_id = :tenant AND user_id = :id",
                            "DELETE FROM face_template WHERE tenant_id = :tenant AND user_id = :id",
                            "DELETE FROM consent WHERE tenant_id = :tenant AND user_id = :id",
                            "DELETE FROM user_key WHERE tenant_id = :tenant AND user_id = :id",
                            "DELETE FROM user_account WHERE tenant_id = :tenant AND id = :id"}) {
        Query(m_work, sql).bind("tenant", tenant).bind("id", user).run();
    }
}

void UserRepository::setRevision(const TenantId& tenant, const UserId& user, long long rev) {
    Query(m_work, "UPDATE user_account SET rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("rev", rev)
        .bind("tenant", tenant)
        .bind("id", user)
        .run();
}

std::optional<CredentialRow> UserRepository::credentials(const TenantId& tenant, const std::string& loginKey) {
    Query query(m_work, std::string(kCredentialColumns) + "WHERE tenant_id = :tenant AND login_key = :key");
    query.bind("tenant", tenant).bind("key", loginKey);
    return toCredentials(query);
}

std::optional<CredentialRow> UserRepository::credentialsOf(const TenantId& tenant, const UserId& user) {
    Query query(m_work, std::string(kCredentialColumns) + "WHERE tenant_id = :tenant AND id = :id");
    query.bind("tenant", tenant).bind("id", user);
    return toCredentials(query);
}

void UserRepository::setPassword(const TenantId& tenant, const UserId& user, const PasswordRow& password) {
    Query(m_work, R"(UPDATE user_account SET password_salt = :salt, password_iterations = :iterations,
        password_memory = :memory, password_verifier = :verifier, password_kind = :kind,
        password_expires_at = :expires_at WHERE tenant_id = :tenant AND id = :id)")
        .bind("salt", password.salt)
        .bind("iterations", password.iterations)
        .bind("memory", password.memoryKib)
        .bind("verifier", password.verifier)
        .bind("kind", password.isOneTime ? "one_time" : "chosen")
        .bind("expires_at", password.expiresAt)
        .bind("tenant", tenant)
        .bind("id", user)
        .run();
}

void UserRepository::setIdentity(const TenantId& tenant, const UserId& user, const wire::IdentityRecord& identity) {
    Query(m_work, R"(UPDATE user_account SET sign_public = :sign, box_public = :box, identity_wrapped = :wrapped
        WHERE tenant_id = :tenant AND id = :id)")
        .bind("sign", identity.signPublic)
        .bind("box", identity.boxPublic)
        .bind("wrapped", identity.wrapped)
        .bind("tenant", tenant)
        .bind("id", user)
        .run();
}

void UserRepository::touchSignIn(const TenantId& tenant, const UserId& user, TimePoint now) {
    Query(m_work, "UPDATE user_account SET last_sign_in_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("now", now)
        .bind("tenant", tenant)
        .bind("id", user)
        .run();
}

std::vector<wire::VaultKeyWrap> UserRepository::vaultKeys(const TenantId& tenant, const UserId& user) {
    std::vector<wire::VaultKeyWrap> wraps;
    for (auto& [kind, target, sealed] :
         Query(m_work, R"(SELECT kind, target, sealed FROM user_key WHERE tenant_id = :tenant AND user_id = :id
            ORDER BY kind, target)")
             .bind("tenant", tenant)
             .bind("id", user)
             .all<std::string, std::string, Bytes>()) {
        wraps.push_back({std::move(kind), std::move(target), std::move(sealed)});
    }
    return wraps;
}

void UserRepository::putVaultKey(const TenantId& tenant, const UserId& user, const wire::VaultKeyWrap& wrap,
                                 long long rev) {
    Query(m_work, R"(INSERT INTO user_key (tenant_id, user_id, kind, target, sealed, rev)
        VALUES (:tenant, :id, :kind, :target, :sealed, :rev) ON CONFLICT (tenant_id, user_id, kind, target)
        DO UPDATE SET sealed = excluded.sealed, rev = excluded.rev)")
        .bind("tenant", tenant)
        .bind("id", user)
        .bind("kind", wrap.kind)
        .bind("target", wrap.target)
        .bind("sealed", wrap.sealed)
        .bind("rev", rev)
        .run();
}

void UserRepository::removePasswordWrap(const TenantId& tenant, const UserId& user) {
    Query(m_work, "DELETE FROM user_key WHERE tenant_id = :tenant AND user_id = :id AND kind = 'password'")
        .bind("tenant", tenant)
        .bind("id", user)
        .run();
}

} // namespace kaomon::storage

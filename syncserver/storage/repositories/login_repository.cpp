// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/login_repository.h"

#include "domain/lockout.h"
#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeBytes = std::optional<Bytes>;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kSelect =
    "SELECT id, login, login_key, display_name, role, account_state, password_salt, password_iterations, "
    "password_memory, password_verifier, password_kind, password_expires_at, valid_from, valid_to, "
    "sign_public, "
    "box_public, identity_wrapped FROM user_account WHERE tenant_id = :tenant AND ";

} // namespace

std::optional<LoginRow> LoginRepository::findWhere(const char* column, const std::string& value) {
    auto row = Query(m_unit, std::string(kSelect) + column + " = :value")
                   .bind("tenant", m_unit.tenant())
                   .bind("value", value)
                   .first<UserId, Text, Text, Text, Text, Text, MaybeBytes, int, int, MaybeText, Text,
                          MaybeTime, MaybeTime, MaybeTime, MaybeBytes, MaybeBytes, MaybeBytes>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, login, key, display, role, state, salt, iterations, memory, verifier, kind, expires, from, to,
           sign, box, wrapped] = *row;
    return LoginRow{.id = std::move(id),
                    .login = std::move(login),
                    .loginKey = std::move(key),
                    .displayName = std::move(display),
                    .role = std::move(role),
                    .accountState = std::move(state),
                    .salt = std::move(salt),
                    .iterations = iterations,
                    .memoryKib = memory,
                    .verifier = std::move(verifier),
                    .passwordKind = std::move(kind),
                    .passwordExpiresAt = expires,
                    .validFrom = from,
                    .validTo = to,
                    .signPublic = std::move(sign),
                    .boxPublic = std::move(box),
                    .identityWrapped = std::move(wrapped)};
}

std::optional<LoginRow> LoginRepository::find(const std::string& loginKey) {
    return findWhere("login_key", loginKey);
}

std::optional<LoginRow> LoginRepository::find(const UserId& user) {
    return findWhere("id", user.text());
}

void LoginRepository::addOwner(const NewOwner& owner) {
    const long long rev = recordChange(m_unit, "user", owner.id.text(), ChangeOp::Upsert, "", m_now);
    Query(m_unit,
          "INSERT INTO user_account (tenant_id, id, login, login_key, display_name, kana, mail, note, role, "
          "account_state, password_salt, password_iterations, password_memory, password_verifier, "
          "password_kind, "
          "sign_public, box_public, identity_wrapped, created_at, rev) VALUES (:tenant, :id, :login, :key, "
          ":display, '', :mail, '', 'owner', 'active', :salt, :iterations, :memory, :verifier, 'chosen', "
          ":sign, "
          ":box, :wrapped, :now, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", owner.id)
        .bind("login", owner.login)
        .bind("key", owner.loginKey)
        .bind("display", owner.displayName)
        .bind("mail", owner.mail)
        .bind("salt", owner.password.salt)
        .bind("iterations", owner.password.iterations)
        .bind("memory", owner.password.memoryKib)
        .bind("verifier", owner.password.verifier)
        .bind("sign", owner.password.identity.signPublic)
        .bind("box", owner.password.identity.boxPublic)
        .bind("wrapped", owner.password.identity.wrapped)
        .bind("now", m_now)
        .bind("rev", rev)
        .run();
}

void LoginRepository::setChosenPassword(const UserId& user, const NewPassword& password) {
    const long long rev = recordChange(m_unit, "user", user.text(), ChangeOp::Upsert, "", m_now);
    Query(m_unit, "UPDATE user_account SET password_salt = :salt, password_iterations = :iterations, "
                  "password_memory = :memory, password_verifier = :verifier, password_kind = 'chosen', "
                  "password_expires_at = NULL, sign_public = :sign, box_public = :box, "
                  "identity_wrapped = :wrapped, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("salt", password.salt)
        .bind("iterations", password.iterations)
        .bind("memory", password.memoryKib)
        .bind("verifier", password.verifier)
        .bind("sign", password.identity.signPublic)
        .bind("box", password.identity.boxPublic)
        .bind("wrapped", password.identity.wrapped)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", user)
        .run();
}

void LoginRepository::noteSignIn(const UserId& user) {
    Query(m_unit, "UPDATE user_account SET last_sign_in_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("now", m_now)
        .bind("tenant", m_unit.tenant())
        .bind("id", user)
        .run();
}

bool LoginRepository::beginTry(const std::string& loginKey, const std::string& source) {
    const auto counted =
        Query(m_unit, "INSERT INTO login_guard (tenant_id, login_key, source, failures, locked_until) "
                      "VALUES (:tenant, :login, :source, 1, 0) "
                      "ON CONFLICT (tenant_id, login_key, source) DO UPDATE "
                      "SET failures = login_guard.failures + 1 WHERE login_guard.locked_until <= :now")
            .bind("tenant", m_unit.tenant())
            .bind("login", loginKey)
            .bind("source", source)
            .bind("now", m_now)
            .run();
    if (counted == 0) {
        return false;
    }
    const auto row = Query(m_unit, "SELECT failures FROM login_guard WHERE tenant_id = :tenant AND "
                                   "login_key = :login AND source = :source")
                         .bind("tenant", m_unit.tenant())
                         .bind("login", loginKey)
                         .bind("source", source)
                         .first<int>();
    const auto wait = domain::PasswordLockout::delayAfter(row ? std::get<0>(*row) : 1);
    if (wait.count() > 0) {
        Query(m_unit, "UPDATE login_guard SET locked_until = :until WHERE tenant_id = :tenant AND "
                      "login_key = :login AND source = :source")
            .bind("until", m_now + wait)
            .bind("tenant", m_unit.tenant())
            .bind("login", loginKey)
            .bind("source", source)
            .run();
    }
    return true;
}

void LoginRepository::forgetTries(const std::string& loginKey, const std::string& source) {
    Query(m_unit,
          "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = :login AND source = :source")
        .bind("tenant", m_unit.tenant())
        .bind("login", loginKey)
        .bind("source", source)
        .run();
}

} // namespace kaomon::storage

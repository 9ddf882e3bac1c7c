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
    "box_public, identity_wrapped, must_change, vault_frozen_at, password_set_at FROM user_account WHERE "
    "tenant_id = :tenant "
    "AND ";

constexpr int kKeptTries = 20;

long long microsecondsOf(std::chrono::microseconds duration) {
    return duration.count();
}

} // namespace

std::optional<LoginRow> LoginRepository::findWhere(const char* column, const std::string& value) {
    auto row =
        Query(m_unit, std::string(kSelect) + column + " = :value")
            .bind("tenant", m_unit.tenant())
            .bind("value", value)
            .first<UserId, Text, Text, Text, Text, Text, MaybeBytes, int, int, MaybeText, Text, MaybeTime,
                   MaybeTime, MaybeTime, MaybeBytes, MaybeBytes, MaybeBytes, int, MaybeTime, MaybeTime>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, login, key, display, role, state, salt, iterations, memory, verifier, kind, expires, from, to,
           sign, box, wrapped, mustChange, frozen, setAt] = *row;
    const bool isOneTime = kind != "chosen";
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
                    .identityWrapped = std::move(wrapped),
                    .mustChange = mustChange == 1 || isOneTime,
                    .vaultFrozenAt = frozen,
                    .passwordSetAt = setAt};
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
          "password_kind, sign_public, box_public, identity_wrapped, created_at, password_set_at, rev) "
          "VALUES (:tenant, :id, :login, :key, "
          ":display, '', :mail, '', 'owner', 'active', :salt, :iterations, :memory, :verifier, 'chosen', "
          ":sign, :box, :wrapped, :now, :now, :rev)")
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
                  "password_expires_at = NULL, password_set_at = :now, must_change = 0, sign_public = :sign, "
                  "box_public = :box, "
                  "identity_wrapped = :wrapped, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("salt", password.salt)
        .bind("iterations", password.iterations)
        .bind("memory", password.memoryKib)
        .bind("verifier", password.verifier)
        .bind("sign", password.identity.signPublic)
        .bind("box", password.identity.boxPublic)
        .bind("wrapped", password.identity.wrapped)
        .bind("now", m_now)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", user)
        .run();
}

void LoginRepository::notePasswordAge(const UserId& user) {
    Query(m_unit, "UPDATE user_account SET password_set_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("now", m_now)
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

TryRule TryRule::of(const domain::Policy& policy) {
    return {policy.lockAfterFailures, policy.longestLock, policy.failuresForgotten};
}

bool LoginRepository::beginTry(const std::string& loginKey, const std::string& source, const TryRule& rule) {
    // PasswordLockout::delayAfter() in SQL, so that any number of nodes count in one statement. A wait that
    // is over, and one of no length, leave the time of the last try behind: from it the time to forget is
    // counted.
    return Query(m_unit,
                 "INSERT INTO login_guard (tenant_id, login_key, source, failures, locked_until) "
                 "VALUES (:tenant, :login, :source, 1, :now) ON CONFLICT (tenant_id, login_key, source) "
                 "DO UPDATE SET failures = CASE WHEN login_guard.locked_until <= :forgotten THEN 1 "
                 "ELSE login_guard.failures + 1 END, locked_until = CASE "
                 "WHEN login_guard.locked_until <= :forgotten OR login_guard.failures + 1 < :free THEN :now "
                 "WHEN (login_guard.failures + 2 - :free) * :step < :longest "
                 "THEN :now + (login_guard.failures + 2 - :free) * :step ELSE :latest END "
                 "WHERE login_guard.locked_until <= :now OR login_guard.failures < :free")
               .bind("tenant", m_unit.tenant())
               .bind("login", loginKey)
               .bind("source", source)
               .bind("free", rule.freeTries)
               .bind("step", microsecondsOf(domain::PasswordLockout::kStep))
               .bind("longest", microsecondsOf(rule.longestWait))
               .bind("latest", m_now + rule.longestWait)
               .bind("forgotten", m_now - rule.forgottenAfter)
               .bind("now", m_now)
               .run() == 1;
}

std::string LoginRepository::noteTry(const std::string& loginKey, const std::string& source,
                                     const std::string& address) {
    std::string id = makeUuid();
    Query(m_unit, "INSERT INTO sign_in_try (tenant_id, login_key, id, at, source, address) VALUES (:tenant, "
                  ":login, :id, :now, :source, :address)")
        .bind("tenant", m_unit.tenant())
        .bind("login", loginKey)
        .bind("id", id)
        .bind("now", m_now)
        .bind("source", source)
        .bind("address", address)
        .run();
    Query(m_unit, "DELETE FROM sign_in_try WHERE tenant_id = :tenant AND login_key = :login AND id NOT IN "
                  "(SELECT id FROM sign_in_try WHERE tenant_id = :tenant AND login_key = :login "
                  "ORDER BY at DESC, id DESC LIMIT :kept)")
        .bind("tenant", m_unit.tenant())
        .bind("login", loginKey)
        .bind("kept", kKeptTries)
        .run();
    return id;
}

void LoginRepository::forgetTry(const std::string& loginKey, const std::string& id) {
    Query(m_unit, "DELETE FROM sign_in_try WHERE tenant_id = :tenant AND login_key = :login AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("login", loginKey)
        .bind("id", id)
        .run();
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

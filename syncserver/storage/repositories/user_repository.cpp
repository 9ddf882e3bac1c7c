// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_repository.h"

#include "storage/query.h"
#include "storage/repositories/aged_users.h"
#include "storage/repositories/key_renewal_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {

namespace {

std::optional<wire::User> select(UnitOfWork& unit, const UserId& id, std::string_view where,
                                 const FaceAges& ages, TimePoint now) {
    Query query(unit, selectUsers(unit.dialect(), ages) + " AND u.id = :id" + std::string(where));
    query.bind("tenant", unit.tenant()).bind("id", id).bind("now", now);
    ages.bindTo(query);
    auto rows = userRowsOf(query);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front().user));
}

// The settings are read only for somebody whose faces could be too old.
std::optional<wire::User> selectWithAge(UnitOfWork& unit, const UserId& id, std::string_view where,
                                        TimePoint now) {
    auto user = select(unit, id, where, FaceAges(), now);
    const bool hasFace = user && (user->faceState == "enrolled" || user->faceState == "low_quality");
    return hasFace ? select(unit, id, where, FaceAges::load(unit, id), now) : user;
}

} // namespace

std::optional<wire::User> UserRepository::find(const UserId& id) {
    return selectWithAge(m_unit, id, " AND u.deleted_at IS NULL", m_now);
}

std::optional<wire::User> UserRepository::findDeleted(const UserId& id) {
    return selectWithAge(m_unit, id, " AND u.deleted_at IS NOT NULL", m_now);
}

std::optional<wire::User> UserRepository::findInFull(const UserId& id) {
    auto user = find(id);
    if (!user) {
        return user;
    }
    user->earlierLogins = textsOf("SELECT login FROM login_alias WHERE tenant_id = :tenant AND user_id = :id "
                                  "ORDER BY changed_at DESC, login_key",
                                  id);
    auto& accounts = user->osAccounts.emplace();
    auto rows = Query(m_unit, "SELECT authority, name FROM os_account_link WHERE tenant_id = :tenant AND "
                              "user_id = :id ORDER BY authority, name")
                    .bind("tenant", m_unit.tenant())
                    .bind("id", id)
                    .all<std::string, std::string>();
    for (auto& [authority, name] : rows) {
        accounts.push_back({std::move(authority), std::move(name)});
    }
    return user;
}

std::vector<std::string> UserRepository::textsOf(std::string_view sql, const UserId& id) {
    std::vector<std::string> texts;
    for (auto& [text] :
         Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("id", id).all<std::string>()) {
        texts.push_back(std::move(text));
    }
    return texts;
}

bool UserRepository::isLoginTaken(const std::string& loginKey, const UserId& except) {
    return Query(m_unit, "SELECT id FROM user_account WHERE tenant_id = :tenant AND login_key = :key AND id "
                         "<> :except UNION ALL SELECT user_id FROM login_alias WHERE tenant_id = :tenant AND "
                         "login_key = :key AND user_id <> :except")
        .bind("tenant", m_unit.tenant())
        .bind("key", loginKey)
        .bind("except", except.text())
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

bool UserRepository::hasOtherOwner(const UserId& id) {
    return Query(m_unit, "SELECT u.id FROM user_account u WHERE u.tenant_id = :tenant AND "
                         "u.role = 'owner' AND u.account_state = 'active' AND u.password_kind = 'chosen' AND "
                         "u.deleted_at IS NULL AND u.id <> :id AND "
                         "(u.valid_from IS NULL OR u.valid_from <= :now) AND u.valid_to IS NULL AND "
                         "EXISTS (SELECT 1 FROM key_seal k WHERE k.tenant_id = u.tenant_id AND "
                         "k.kind = 'tr' AND k.receiver = u.id AND k.unconfirmed_since IS NULL)")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .bind("now", m_now)
        .first<std::string>()
        .has_value();
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
          "INSERT INTO user_account (tenant_id, id, login, login_key, display_name, kana, mail, note, "
          "role, "
          "account_state, password_salt, password_iterations, password_memory, password_verifier, "
          "password_kind, password_expires_at, created_at, enabled_at, valid_from, valid_to, rev) VALUES "
          "(:tenant, :id, :login, :key, "
          ":display, :kana, :mail, :note, :role, 'active', :salt, :iterations, :memory, :verifier, "
          ":pwkind, "
          ":expires, :now, :now, :from, :to, :rev)")
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
        .bind("from", user.validFrom)
        .bind("to", user.validTo)
        .bind("rev", rev)
        .run();
}

void UserRepository::update(const wire::User& user) {
    const long long rev = touch(user.id);
    const bool isDisabled = user.accountState == "disabled";
    Query(m_unit,
          "UPDATE user_account SET display_name = :display, kana = :kana, mail = :mail, note = :note, "
          "enabled_at = CASE WHEN account_state <> 'active' AND :state = 'active' THEN :now ELSE "
          "enabled_at "
          "END, "
          "account_state = :state, valid_from = :from, valid_to = :to, rev = :rev WHERE tenant_id = "
          ":tenant "
          "AND id = :id")
        .bind("display", user.displayName)
        .bind("kana", user.kana)
        .bind("mail", user.mail)
        .bind("note", user.note)
        .bind("state", isDisabled                      ? "disabled"
                       : user.accountState == "locked" ? "locked"
                                                       : "active")
        .bind("now", m_now)
        .bind("from", user.validFrom)
        .bind("to", user.validTo)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", user.id)
        .run();
    const bool isOut =
        isDisabled || (user.validTo && *user.validTo <= m_now) || (user.validFrom && *user.validFrom > m_now);
    if (isOut && user.role != "member") {
        KeyRenewalRepository renewals(m_unit, m_now);
        renewals.noteLoss(user.id, domain::Role::Member, "disabled");
        if (user.validTo && *user.validTo <= m_now) {
            renewals.markEndNoted(user.id);
        }
    }
    if (user.validTo) {
        Query(m_unit, "UPDATE session SET ends_at = :to WHERE tenant_id = :tenant AND user_id = :id AND "
                      "ends_at > :to")
            .bind("to", user.validTo)
            .bind("tenant", m_unit.tenant())
            .bind("id", user.id)
            .run();
    }
}

void UserRepository::setOneTimePassword(const UserId& id, const StoredPassword& password) {
    const long long rev = touch(id);
    Query(m_unit, "UPDATE user_account SET password_salt = :salt, password_iterations = :iterations, "
                  "password_memory = :memory, password_verifier = :verifier, password_kind = 'one_time', "
                  "password_expires_at = :expires, must_change = 0, sign_public = NULL, box_public = NULL, "
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
    KeyRepository keys(m_unit);
    keys.removePasswordWrap(id);
    KeyRenewalRepository(m_unit, m_now).keepFormer(id);
    keys.removeSealsOf(id.text()); // made for the identity that is gone
    Query(m_unit, "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = (SELECT login_key FROM "
                  "user_account WHERE tenant_id = :tenant AND id = :id)")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void UserRepository::endSessions(const UserId& id) {
    Query(m_unit, "DELETE FROM session WHERE tenant_id = :tenant AND user_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void UserRepository::stamp(const UserId& id) {
    Query(m_unit, "UPDATE user_account SET rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("rev", touch(id))
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/second_factor_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

std::optional<SecondFactorRow> SecondFactorRepository::find(const UserId& user) {
    auto row = Query(m_unit, "SELECT secret_sealed, is_active, changed_at FROM second_factor WHERE "
                             "tenant_id = :tenant AND user_id = :user")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .first<std::string, int, TimePoint>();
    if (!row) {
        return std::nullopt;
    }
    auto& [sealed, isActive, changedAt] = *row;
    return SecondFactorRow{std::move(sealed), isActive == 1, changedAt};
}

void SecondFactorRepository::putPending(const UserId& user, const std::string& secretSealed, TimePoint now) {
    Query(m_unit, "INSERT INTO second_factor (tenant_id, user_id, secret_sealed, is_active, last_step, "
                  "changed_at) VALUES (:tenant, :user, :sealed, 0, 0, :now) "
                  "ON CONFLICT (tenant_id, user_id) DO UPDATE SET secret_sealed = excluded.secret_sealed, "
                  "last_step = 0, changed_at = excluded.changed_at WHERE second_factor.is_active = 0")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("sealed", secretSealed)
        .bind("now", now)
        .run();
}

bool SecondFactorRepository::takeStep(const UserId& user, long long step) {
    return Query(m_unit, "UPDATE second_factor SET last_step = :step WHERE tenant_id = :tenant AND "
                         "user_id = :user AND last_step < :step")
               .bind("step", step)
               .bind("tenant", m_unit.tenant())
               .bind("user", user)
               .run() == 1;
}

void SecondFactorRepository::activate(const UserId& user, TimePoint now) {
    Query(m_unit, "UPDATE second_factor SET is_active = 1, changed_at = :now WHERE tenant_id = :tenant AND "
                  "user_id = :user")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
    Query(m_unit, "UPDATE session SET needs_second_factor = 0 WHERE tenant_id = :tenant AND user_id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

void SecondFactorRepository::remove(const UserId& user) {
    replaceRecoveryCodes(user, {});
    Query(m_unit, "DELETE FROM second_factor WHERE tenant_id = :tenant AND user_id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

void SecondFactorRepository::replaceRecoveryCodes(const UserId& user,
                                                  const std::vector<std::string>& hashes) {
    Query(m_unit, "DELETE FROM recovery_code WHERE tenant_id = :tenant AND user_id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
    for (const std::string& hash : hashes) {
        Query(m_unit,
              "INSERT INTO recovery_code (tenant_id, user_id, code_hash) VALUES (:tenant, :user, :hash)")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .bind("hash", hash)
            .run();
    }
}

bool SecondFactorRepository::takeRecoveryCode(const UserId& user, const std::string& hash) {
    return Query(m_unit, "DELETE FROM recovery_code WHERE tenant_id = :tenant AND user_id = :user AND "
                         "code_hash = :hash")
               .bind("tenant", m_unit.tenant())
               .bind("user", user)
               .bind("hash", hash)
               .run() == 1;
}

int SecondFactorRepository::recoveryCodes(const UserId& user) {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM recovery_code WHERE tenant_id = :tenant AND "
                                   "user_id = :user")
                         .bind("tenant", m_unit.tenant())
                         .bind("user", user)
                         .first<int>();
    return row ? std::get<0>(*row) : 0;
}

bool SecondFactorRepository::isRequired() {
    const auto row =
        Query(m_unit, "SELECT administrators_need_second_factor FROM account_rule WHERE tenant_id = :tenant")
            .bind("tenant", m_unit.tenant())
            .first<int>();
    return row && std::get<0>(*row) == 1;
}

long long SecondFactorRepository::rulesRev() {
    const auto row = Query(m_unit, "SELECT rev FROM account_rule WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

void SecondFactorRepository::setRequired(bool isRequired) {
    Query(m_unit, "INSERT INTO account_rule (tenant_id, administrators_need_second_factor, rev) "
                  "VALUES (:tenant, :flag, 1) ON CONFLICT (tenant_id) DO UPDATE SET "
                  "administrators_need_second_factor = excluded.administrators_need_second_factor, "
                  "rev = account_rule.rev + 1")
        .bind("tenant", m_unit.tenant())
        .bind("flag", isRequired ? 1 : 0)
        .run();
    Query(m_unit, "UPDATE session SET needs_second_factor = :flag WHERE tenant_id = :tenant AND "
                  "is_limited = 0 AND user_id IN (SELECT id FROM user_account u WHERE "
                  "u.tenant_id = :tenant AND u.role <> 'member' AND NOT EXISTS (SELECT 1 FROM "
                  "second_factor f WHERE f.tenant_id = u.tenant_id AND f.user_id = u.id AND "
                  "f.is_active = 1))")
        .bind("flag", isRequired ? 1 : 0)
        .bind("tenant", m_unit.tenant())
        .run();
}

} // namespace kaomon::storage

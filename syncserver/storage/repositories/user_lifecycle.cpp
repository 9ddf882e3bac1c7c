// SPDX-License-Identifier: GPL-3.0-or-later
// The part of UserRepository in which people come back, go and change their names.
#include <array>
#include <optional>
#include <string>

#include "storage/query.h"
#include "storage/repositories/key_renewal_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::storage {
namespace {

struct Reason {
    std::optional<TimePoint> at; // nullopt: there is none any more
    std::string text;
    long long rev = 0;
};

// Why a person is to enrol again (`re_enrol`), or his face was refused (`face_refused`): two columns.
void putReason(UnitOfWork& unit, const UserId& id, const std::string& columns, const Reason& reason) {
    Query(unit, "UPDATE user_account SET " + columns + "_at = :at, " + columns +
                    "_reason = :reason, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("at", reason.at)
        .bind("reason", reason.text)
        .bind("rev", reason.rev)
        .bind("tenant", unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace

void UserRepository::rename(const UserId& id, const std::string& login, const std::string& loginKey) {
    const long long rev = touch(id);
    Query(m_unit, "DELETE FROM login_alias WHERE tenant_id = :tenant AND login_key = :key AND user_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("key", loginKey)
        .bind("id", id)
        .run();
    Query(m_unit, "INSERT INTO login_alias (tenant_id, login_key, login, user_id, changed_at) SELECT "
                  "tenant_id, login_key, login, id, :now FROM user_account WHERE tenant_id = :tenant AND "
                  "id = :id AND login_key <> :key")
        .bind("now", m_now)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .bind("key", loginKey)
        .run();
    Query(m_unit, "UPDATE user_account SET login = :login, login_key = :key, rev = :rev WHERE tenant_id = "
                  ":tenant AND id = :id")
        .bind("login", login)
        .bind("key", loginKey)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void UserRepository::requestReEnrolment(const UserId& id, const std::string& reason) {
    putReason(m_unit, id, "re_enrol", {m_now, reason, touch(id)});
}

void UserRepository::clearReEnrolment(const UserId& id) {
    putReason(m_unit, id, "re_enrol", {std::nullopt, {}, touch(id)});
}

void UserRepository::refuseFace(const UserId& id, const std::string& reason) {
    putReason(m_unit, id, "face_refused", {m_now, reason, touch(id)});
}

void UserRepository::clearFaceRefusal(const UserId& id) {
    const auto refused =
        Query(m_unit, "SELECT 1 FROM user_account WHERE tenant_id = :tenant AND id = :id AND "
                      "face_refused_at IS NOT NULL")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .first<int>();
    if (!refused) {
        return;
    }
    putReason(m_unit, id, "face_refused", {std::nullopt, {}, touch(id)});
}

void UserRepository::remove(const UserId& id) {
    const long long rev = recordChange(m_unit, "user", id.text(), ChangeOp::Delete, "", m_now);
    Query(m_unit, "UPDATE user_account SET state_before_deletion = account_state, account_state = "
                  "'deleting', deleted_at = :now, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("now", m_now)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    KeyRenewalRepository(m_unit, m_now).noteLoss(id, domain::Role::Member, "deleted");
    resendUser(m_unit, id, m_now);
    endSessions(id);
}

void UserRepository::restore(const UserId& id) {
    const long long rev = touch(id);
    Query(m_unit, "UPDATE user_account SET account_state = COALESCE(state_before_deletion, 'disabled'), "
                  "state_before_deletion = NULL, deleted_at = NULL, enabled_at = :now, rev = :rev WHERE "
                  "tenant_id = :tenant AND id = :id")
        .bind("now", m_now)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    resendUser(m_unit, id, m_now);
}

int UserRepository::purgeDeleted(int limit) {
    const auto ids = Query(m_unit, "SELECT id FROM user_account WHERE tenant_id = :tenant AND deleted_at <= "
                                   ":until ORDER BY deleted_at LIMIT :limit")
                         .bind("tenant", m_unit.tenant())
                         .bind("until", m_now - kRestorableFor)
                         .bind("limit", limit)
                         .all<UserId>();
    for (const auto& [id] : ids) {
        erase(id);
    }
    return static_cast<int>(ids.size());
}

// The tombstone of the user stays in the change log for PCs that were away; events keep the bare id.
void UserRepository::erase(const UserId& id) {
    const auto templates =
        Query(m_unit, "SELECT id FROM face_template WHERE tenant_id = :tenant AND user_id = :id")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .all<std::string>();
    for (const auto& [face] : templates) {
        (void)recordChange(m_unit, "template", face, ChangeOp::Delete, "", m_now);
    }
    for (const char* kind : {"account_links", "group_members", "policy"}) {
        PolicyRepository(m_unit).remove(kind, "user:" + id.text(), m_now);
    }
    PolicyRepository(m_unit).erase("blind_entries", "user:" + id.text(), m_now);
    // The operation log keeps what was done; what an administrator signed counts no more without him.
    const auto acts = Query(m_unit, "SELECT id FROM two_person_act WHERE tenant_id = :tenant AND "
                                    "(subject_id = :id OR requester_id = :id OR approver_id = :id)")
                          .bind("tenant", m_unit.tenant())
                          .bind("id", id)
                          .all<std::string>();
    for (const auto& [act] : acts) {
        (void)recordChange(m_unit, "act", act, ChangeOp::Delete, "", m_now);
        Query(m_unit, "DELETE FROM two_person_act WHERE tenant_id = :tenant AND id = :act")
            .bind("tenant", m_unit.tenant())
            .bind("act", act)
            .run();
    }
    KeyRepository(m_unit).removeSealsOf(id.text());
    constexpr auto kTables = std::to_array<std::string_view>(
        {"second_factor", "recovery_code", "face_template", "consent", "user_key", "session", "login_alias",
         "os_account_link", "user_group_member", "scim_group_member", "notice_receipt", "vault_item",
         "vault_manifest", "face_access", "former_seal"});
    for (const std::string_view table : kTables) {
        Query(m_unit, "DELETE FROM " + std::string(table) + " WHERE tenant_id = :tenant AND user_id = :id")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .run();
    }
    for (const std::string_view sql :
         {"DELETE FROM mail_delivery WHERE tenant_id = :tenant AND recipient = :id",
          "DELETE FROM saved_filter WHERE tenant_id = :tenant AND owner_id = :id",
          "DELETE FROM login_guard WHERE tenant_id = :tenant AND login_key = (SELECT login_key FROM "
          "user_account WHERE tenant_id = :tenant AND id = :id)",
          "DELETE FROM user_account WHERE tenant_id = :tenant AND id = :id"}) {
        Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("id", id).run();
    }
}

} // namespace kaomon::storage

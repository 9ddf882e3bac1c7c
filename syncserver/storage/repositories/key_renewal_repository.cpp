// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/key_renewal_repository.h"

#include <algorithm>
#include <set>

#include "storage/query.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/key_repository.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

#define KAOMON_IN_OFFICE                                                                                     \
    "u.tenant_id = :tenant AND u.role <> 'member' AND u.deleted_at IS NULL AND u.account_state <> "          \
    "'disabled' AND (u.valid_from IS NULL OR u.valid_from <= :now) AND (u.valid_to IS NULL OR u.valid_to > " \
    ":now)"

constexpr std::string_view kHolders =
    "SELECT u.id, u.display_name, u.role, u.sign_public FROM user_account u WHERE " KAOMON_IN_OFFICE
    " ORDER BY u.id";
constexpr std::string_view kRole =
    "SELECT u.role FROM user_account u WHERE " KAOMON_IN_OFFICE " AND u.id = :user";
constexpr std::string_view kKeepOld =
    "UPDATE key_seal SET kind = :old WHERE tenant_id = :tenant AND kind = :kind AND receiver IN (SELECT u.id "
    "FROM user_account u WHERE " KAOMON_IN_OFFICE ")";
#undef KAOMON_IN_OFFICE
// Who is disabled or deleted besides was noted when that was done.
constexpr std::string_view kEnded =
    "SELECT u.id FROM user_account u WHERE u.tenant_id = :tenant AND u.role <> 'member' AND u.deleted_at IS "
    "NULL AND u.account_state <> 'disabled' AND u.valid_to <= :now AND (u.end_noted IS NULL OR u.end_noted "
    "<> u.valid_to) ORDER BY u.id LIMIT :limit";

std::set<Text> kindsHeldBy(UnitOfWork& unit, const std::string& receiver) {
    std::set<Text> kinds;
    for (auto& [kind] : Query(unit, "SELECT DISTINCT kind FROM key_seal WHERE tenant_id = :tenant AND "
                                    "receiver = :receiver")
                            .bind("tenant", unit.tenant())
                            .bind("receiver", receiver)
                            .all<Text>()) {
        kinds.insert(std::move(kind));
    }
    return kinds;
}

std::set<Text> kindsFormerlyHeldBy(UnitOfWork& unit, const UserId& user) {
    std::set<Text> kinds;
    for (auto& [kind] : Query(unit, "SELECT DISTINCT kind FROM former_seal WHERE tenant_id = :tenant AND "
                                    "user_id = :user")
                            .bind("tenant", unit.tenant())
                            .bind("user", user)
                            .all<Text>()) {
        kinds.insert(std::move(kind));
    }
    return kinds;
}

} // namespace

void KeyRenewalRepository::noteLoss(const UserId& user, domain::Role role, const std::string& reason) {
    auto held = kindsHeldBy(m_unit, user.text());
    held.merge(kindsFormerlyHeldBy(m_unit, user));
    const auto isLost = [&](std::string_view kind) {
        return held.contains(Text(kind)) && !domain::mayHoldSeal(role, kind);
    };
    for (const domain::KeyPair pair : domain::allKeyPairs()) {
        if (std::ranges::none_of(domain::sealKindsOf(pair), isLost)) {
            continue;
        }
        Query(m_unit, "INSERT INTO due_key (tenant_id, kind, holder_id, reason, due_at) VALUES (:tenant, "
                      ":kind, :holder, :reason, :now) ON CONFLICT (tenant_id, kind, holder_id) DO UPDATE "
                      "SET reason = excluded.reason, due_at = excluded.due_at")
            .bind("tenant", m_unit.tenant())
            .bind("kind", Text(domain::toWire(pair)))
            .bind("holder", user)
            .bind("reason", reason)
            .bind("now", m_now)
            .run();
    }
    if (isLost("fk")) {
        DeviceGroupRepository groups(m_unit, m_now);
        for (const wire::DeviceGroup& group : groups.list()) {
            groups.markDue(group.id, reason);
        }
    }
}

int KeyRenewalRepository::noteEnds(int most) {
    const auto ended = Query(m_unit, std::string(kEnded))
                           .bind("tenant", m_unit.tenant())
                           .bind("now", m_now)
                           .bind("limit", most)
                           .all<UserId>();
    for (const auto& [user] : ended) {
        noteLoss(user, domain::Role::Member, "ended");
        markEndNoted(user);
    }
    return static_cast<int>(ended.size());
}

void KeyRenewalRepository::markEndNoted(const UserId& user) {
    Query(m_unit, "UPDATE user_account SET end_noted = valid_to WHERE tenant_id = :tenant AND id = :user")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

void KeyRenewalRepository::keepFormer(const UserId& user) {
    // TR is never due, and old halves open nothing new
    Query(m_unit, "INSERT INTO former_seal (tenant_id, user_id, kind, key_id) SELECT tenant_id, receiver, "
                  "kind, key_id FROM key_seal WHERE tenant_id = :tenant AND receiver = :user AND kind <> "
                  "'tr' AND kind NOT LIKE '%-old' ON CONFLICT (tenant_id, user_id, kind, key_id) DO NOTHING")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

void KeyRenewalRepository::forgetForeign(const UserId& user, domain::Role role) {
    for (const Text& kind : kindsFormerlyHeldBy(m_unit, user)) {
        if (!domain::mayHoldSeal(role, kind)) {
            Query(m_unit, "DELETE FROM former_seal WHERE tenant_id = :tenant AND user_id = :user AND kind = "
                          ":kind")
                .bind("tenant", m_unit.tenant())
                .bind("user", user)
                .bind("kind", kind)
                .run();
        }
    }
}

std::vector<wire::DueKey> KeyRenewalRepository::due() {
    std::vector<wire::DueKey> due;
    auto rows = Query(m_unit, "SELECT d.kind, d.holder_id, COALESCE(u.display_name, ''), d.reason, d.due_at "
                              "FROM due_key d LEFT JOIN user_account u ON u.tenant_id = d.tenant_id AND u.id "
                              "= d.holder_id WHERE d.tenant_id = :tenant ORDER BY d.kind, d.due_at, "
                              "d.holder_id")
                    .bind("tenant", m_unit.tenant())
                    .all<Text, UserId, Text, Text, TimePoint>();
    for (auto& [kind, holder, name, reason, at] : rows) {
        due.push_back({std::move(kind), holder, std::move(name), std::move(reason), at});
    }
    return due;
}

std::vector<wire::KeyHolder> KeyRenewalRepository::holders() {
    std::vector<wire::KeyHolder> holders;
    KeyRepository keys(m_unit);
    for (auto& [id, name, role, signPublic] : Query(m_unit, kHolders)
                                                  .bind("tenant", m_unit.tenant())
                                                  .bind("now", m_now)
                                                  .all<UserId, Text, Text, std::optional<Bytes>>()) {
        const auto kinds = kindsHeldBy(m_unit, id.text());
        holders.push_back(
            {id,
             std::move(name),
             std::move(role),
             {kinds.begin(), kinds.end()},
             std::move(signPublic).value_or(Bytes()),
             kinds.contains("tr") ? std::optional(keys.hasConfirmedRoot(id.text())) : std::nullopt});
    }
    return holders;
}

std::optional<domain::Role> KeyRenewalRepository::roleInOffice(const std::string& user) {
    const auto row = Query(m_unit, kRole)
                         .bind("tenant", m_unit.tenant())
                         .bind("now", m_now)
                         .bind("user", user)
                         .first<Text>();
    return row ? domain::roleFromWire(std::get<0>(*row)) : std::nullopt;
}

void KeyRenewalRepository::retire(domain::KeyPair pair) {
    for (const std::string_view kind : domain::sealKindsOf(pair)) {
        Query(m_unit, kKeepOld)
            .bind("old", domain::oldKind(kind))
            .bind("tenant", m_unit.tenant())
            .bind("kind", Text(kind))
            .bind("now", m_now)
            .run();
        for (const std::string_view sql :
             {"DELETE FROM key_seal WHERE tenant_id = :tenant AND kind = :kind",
              "DELETE FROM former_seal WHERE tenant_id = :tenant AND kind = :kind"}) {
            Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("kind", Text(kind)).run();
        }
    }
    Query(m_unit, "DELETE FROM due_key WHERE tenant_id = :tenant AND kind = :kind")
        .bind("tenant", m_unit.tenant())
        .bind("kind", Text(domain::toWire(pair)))
        .run();
}

} // namespace kaomon::storage

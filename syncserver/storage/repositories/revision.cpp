// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/revision.h"

#include "storage/query.h"
#include "storage/repositories/revision_mark.h"

namespace kaomon::storage {
namespace {

// Entries of the change log that belong to the people whose ids `users` (an SQL condition) allows. The id of
// the person starts at 1 in those of a vault and its keys and at 20 in those of his signed documents.
std::string entriesOf(const std::string& users) {
    return "tenant_id = :tenant AND ((kind = 'user' AND object_id " + users +
           ") OR (kind = 'template' AND object_id IN (SELECT id FROM face_template WHERE tenant_id = :tenant "
           "AND user_id " +
           users + ")) OR (kind IN ('user_key', 'vault', 'vault_item') AND SUBSTR(object_id, 1, 36) " +
           users +
           ") OR (kind = 'policy' AND SUBSTR(object_id, 1, 14) IN ('account_links|', 'group_members|', "
           "'blind_entries|') AND "
           "SUBSTR(object_id, 20, 36) " +
           users + "))";
}

void resend(UnitOfWork& unit, const std::string& users, const std::optional<std::string>& id, TimePoint now) {
    const std::string entries = entriesOf(users);
    Query counting(unit, "SELECT COUNT(*) FROM change_log WHERE " + entries);
    counting.bind("tenant", unit.tenant());
    if (id) {
        counting.bind("id", *id);
    }
    const long long count = std::get<0>(counting.first<long long>().value_or(std::tuple(0LL)));
    if (count == 0) {
        return;
    }
    const long long base = takeRevisions(unit, count) - count;
    Query update(unit, "UPDATE change_log SET rev = :base + r.n, changed_at = :now FROM (SELECT kind, "
                       "object_id, ROW_NUMBER() OVER (ORDER BY rev) AS n FROM change_log WHERE " +
                           entries +
                           ") r WHERE change_log.tenant_id = :tenant AND change_log.kind = r.kind AND "
                           "change_log.object_id = r.object_id");
    update.bind("base", base).bind("now", now).bind("tenant", unit.tenant());
    if (id) {
        update.bind("id", *id);
    }
    update.run();
}

} // namespace

long long recordChange(UnitOfWork& unit, const std::string& kind, const std::string& objectId, ChangeOp op,
                       const std::string& scope, TimePoint now) {
    const long long rev = takeRevisions(unit, 1);
    Query(unit, "INSERT INTO change_log (tenant_id, kind, object_id, rev, op, scope, changed_at) "
                "VALUES (:tenant, :kind, :object, :rev, :op, :scope, :now) "
                "ON CONFLICT (tenant_id, kind, object_id) DO UPDATE SET rev = excluded.rev, "
                "op = excluded.op, scope = excluded.scope, changed_at = excluded.changed_at")
        .bind("tenant", unit.tenant())
        .bind("kind", kind)
        .bind("object", scope.empty() ? objectId : objectId + "|" + scope)
        .bind("rev", rev)
        .bind("op", static_cast<int>(op))
        .bind("scope", scope)
        .bind("now", now)
        .run();
    return rev;
}

void lockTenant(UnitOfWork& unit) {
    if (unit.dialect() == Dialect::Postgresql) {
        (void)Query(unit, "SELECT rev FROM tenant_seq WHERE tenant_id = :tenant FOR UPDATE")
            .bind("tenant", unit.tenant())
            .first<long long>();
    }
}

void resendUser(UnitOfWork& unit, const UserId& user, TimePoint now) {
    resend(unit, "= :id", user.text(), now);
}

void resendMembers(UnitOfWork& unit, const GroupId& userGroup, TimePoint now) {
    resend(unit, "IN (SELECT user_id FROM user_group_member WHERE tenant_id = :tenant AND group_id = :id)",
           userGroup.text(), now);
}

void resendEverybody(UnitOfWork& unit, TimePoint now) {
    resend(unit, "IN (SELECT id FROM user_account WHERE tenant_id = :tenant)", std::nullopt, now);
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/accounts/account_mails.h"

#include <boost/json.hpp>

#include "storage/repositories/outbox_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

void queue(storage::UnitOfWork& unit, const std::string& kind, const boost::json::object& payload,
           TimePoint now) {
    storage::OutboxRepository(unit).add({kind, now, boost::json::serialize(payload)}, now);
}

} // namespace

void mailReissued(storage::UnitOfWork& unit, const UserId& user, TimePoint expiresAt, TimePoint now) {
    queue(unit, "password_reissued:" + user.text(),
          {{"user", user.text()}, {"expires_at", toRfc3339(expiresAt)}}, now);
}

void mailUnlocked(storage::UnitOfWork& unit, const UserId& user, TimePoint now) {
    queue(unit, "account_unlocked:" + user.text(), {{"user", user.text()}, {"unlocked_at", toRfc3339(now)}},
          now);
}

void mailRecovered(storage::UnitOfWork& unit, const UserId& user, TimePoint expiresAt, TimePoint now) {
    queue(unit, "vault_recovered:" + user.text(),
          {{"user", user.text()}, {"recovered_at", toRfc3339(now)}, {"expires_at", toRfc3339(expiresAt)}},
          now);
}

void mailRoleChanged(storage::UnitOfWork& unit, const UserId& user, TimePoint now) {
    queue(unit, "role_changed:" + user.text(), {{"user", user.text()}, {"changed_at", toRfc3339(now)}}, now);
}

void mailSecondFactorRemoved(storage::UnitOfWork& unit, const UserId& user, TimePoint now) {
    queue(unit, "second_factor_removed:" + user.text(),
          {{"user", user.text()}, {"removed_at", toRfc3339(now)}}, now);
}

void mailReissueReport(storage::UnitOfWork& unit, const UserId& by, int count, TimePoint now) {
    const auto who = storage::UserRepository(unit, now).find(by);
    queue(unit, "reissue_report:" + by.text(),
          {{"count", count}, {"by", who ? who->login : by.text()}, {"at", toRfc3339(now)}}, now);
}

} // namespace kaomon::features

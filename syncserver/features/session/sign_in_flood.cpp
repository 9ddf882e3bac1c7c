// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/session/sign_in_flood.h"

#include "auth/address_key.h"
#include "auth/rate_bucket.h"
#include "base/log.h"
#include "storage/repositories/alert_repository.h"
#include "storage/repositories/rate_repository.h"

namespace kaomon::features {
namespace {

constexpr long long kFlood = 1000;
constexpr std::chrono::hours kFloodWindow{1};
constexpr long long kStrictTries = 2;
constexpr std::chrono::minutes kStrictWindow{1};
constexpr const char* kFailed = "failed_sign_ins";

} // namespace

Status checkFlood(storage::UnitOfWork& unit, const auth::ServerKey& key, const std::string& peer,
                  TimePoint now) {
    storage::RateRepository rates(unit);
    if (rates.current(kFailed, unit.tenant().text(), now, kFloodWindow) < kFlood) {
        return {};
    }
    const std::string source = key.mac("rate", unit.tenant().text() + ' ' + auth::addressKey(peer));
    if (rates.count("strict_sign_in", source, now, kStrictWindow) > kStrictTries) {
        return auth::refuseFor(kStrictWindow, "too many failed sign-ins in this tenant");
    }
    return {};
}

void noteFailedSignIn(storage::UnitOfWork& unit, TimePoint now) {
    const auto failed = storage::RateRepository(unit).count(kFailed, unit.tenant().text(), now, kFloodWindow);
    if (failed == kFlood) {
        storage::AlertRepository(unit).raise("sign_in_flood", now);
        log::warning("session.sign_in_flood", {{"tenant", unit.tenant().text()}});
    }
}

} // namespace kaomon::features

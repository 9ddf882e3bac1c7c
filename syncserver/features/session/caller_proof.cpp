// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/session/caller_proof.h"

#include "crypto/password.h"
#include "features/proven_write.h"
#include "storage/repositories/login_repository.h"

namespace kaomon::features {
namespace {

constexpr const char* kSource = "session";

} // namespace

http::Awaitable<Status> proveCaller(ServiceContext& services, http::RequestContext& context,
                                    const Bytes& auth) {
    const http::Principal& caller = context.principal;
    const TimePoint now = services.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Result<std::string> {
        storage::LoginRepository logins(unit, now);
        const auto account = logins.find(caller.user);
        if (!account || !account->verifier) {
            return fail(ErrorCode::Unauthenticated, "the account is gone");
        }
        const auto rule = storage::TryRule::of(*services.settings.of(unit));
        return logins.beginTry(account->loginKey, kSource, rule) ? *account->verifier : std::string();
    };
    context.isRecorded = true; // what the password is proven for is the act, not the proof
    const auto verifier = co_await provenWrite(services, context, job);
    context.isRecorded = false;
    if (!verifier) {
        co_return propagate(verifier.error());
    }
    if (verifier->empty()) {
        co_return fail(ErrorCode::LoginFailed, "too many wrong passwords");
    }
    const auto work = [&] { return crypto::checkVerifier(services.serverKey.pepper(), auth, *verifier); };
    const auto isRight = co_await services.cpu.run(work);
    if (!isRight) {
        co_return propagate(isRight.error());
    }
    co_return *isRight ? Status() : fail(ErrorCode::LoginFailed, "wrong current password");
}

void forgetCallerTries(storage::UnitOfWork& unit, const http::Principal& caller, TimePoint now) {
    storage::LoginRepository logins(unit, now);
    if (const auto account = logins.find(caller.user)) {
        logins.forgetTries(account->loginKey, kSource);
    }
}

} // namespace kaomon::features

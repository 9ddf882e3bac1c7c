// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <type_traits>

#include "audit/act_recorder.h"
#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/proof_repository.h"

namespace kaomon::features {

// One write transaction of the caller's tenant which also uses up the counter of the request's proof: either
// both happen or neither, so a copy of the request has no effect on any node. Every write of a handler goes
// through here or through idempotentWrite(); the second one of a request takes no counter, and neither do
// those of an identity provider, who signs nothing. A success also leaves its entry in the operation log, by
// itself: the first transaction of a request that does not call acts().omit(). `work(UnitOfWork&)` returns a
// Result<T>. ErrorCode::ProofInvalid when the request was carried out before.
template<class F>
[[nodiscard]] http::Awaitable<std::invoke_result_t<F, storage::UnitOfWork&>>
provenWrite(ServiceContext& services, http::RequestContext& context, F work) {
    using Value = std::invoke_result_t<F, storage::UnitOfWork&>;
    const http::Principal& caller = context.principal;
    const TimePoint now = services.clock.now();
    const bool isOpen = !context.isProofTaken && context.request.method != "GET" && !caller.keyId.empty();
    bool isWritten = false;
    const auto job = [&](storage::UnitOfWork& unit) -> Value {
        if (isOpen) {
            Status taken = storage::ProofRepository(unit).takeCounter(caller.keyId, caller.counter, now);
            if (!taken) {
                return propagate(taken.error());
            }
        }
        return audit::recorded(unit, context, now, work, isWritten);
    };
    Value result = co_await services.database.write(caller.tenant, job);
    context.isProofTaken = context.isProofTaken || (isOpen && result);
    context.isRecorded = context.isRecorded || (isWritten && result);
    co_return result;
}

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// Runs `work` in one write transaction of the caller's tenant. With an Idempotency-Key the answer is stored
// in the same transaction: the same key and request give the stored answer again, another request under the
// same key is ErrorCode::IdempotencyKeyReused, one that comes while the first still runs is
// IdempotencyInProgress. Without a key it is just provenWrite().
[[nodiscard]] http::Awaitable<Result<http::Response>>
idempotentWrite(ServiceContext& services, http::RequestContext& context,
                std::function<Result<http::Response>(storage::UnitOfWork&)> work);

} // namespace kaomon::features

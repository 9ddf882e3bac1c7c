// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "http/principal.h"
#include "storage/repositories/account_repository.h"

namespace kaomon::features {

// A line in the log of acts for something that an administrator did to the tenant as a whole, in the
// transaction of the act. Throws StorageFault.
inline void noteAct(storage::UnitOfWork& unit, const http::Principal& caller, TimePoint now, std::string kind,
                    std::string detail) {
    storage::AccountRepository(unit, now).note({.id = makeUuid(),
                                                .at = now,
                                                .kind = std::move(kind),
                                                .actor = caller.user.text(),
                                                .user = {},
                                                .device = {},
                                                .reason = {},
                                                .detail = std::move(detail)});
}

} // namespace kaomon::features

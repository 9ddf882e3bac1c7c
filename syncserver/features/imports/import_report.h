// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id.h"
#include "exchange/import_reason.h"
#include "features/service_context.h"
#include "http/route.h"
#include "wire/imports.h"

namespace kaomon::features {

// The refused rows of a checked import as a CSV file in its own encoding: the columns of the file, then line,
// reason and what to do about it. `services` outlives the source.
[[nodiscard]] http::BodySource refusedRowsFile(ServiceContext& services, TenantId tenant, wire::ImportJob job,
                                               exchange::Language language);

} // namespace kaomon::features

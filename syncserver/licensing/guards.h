// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "storage/unit_of_work.h"

namespace kaomon::licensing {

// What the licence of the unit's tenant forbids, by what LicenceBook::refresh() wrote last. Each reads a row
// or two, inside the write that it guards. They throw storage::StorageFault.

// The licence has not ended, and the tenant is not being erased. ErrorCode::LicenceEnded.
[[nodiscard]] Status checkWritable(storage::UnitOfWork& unit, TimePoint now);

// Before `user`, who is enabled, gets a face: there is a seat. ErrorCode::SeatsExceeded with the numbers.
[[nodiscard]] Status checkSeat(storage::UnitOfWork& unit, const UserId& user);

// Before a person is enabled or restored, who takes a seat again if there is a face. The same error.
[[nodiscard]] Status checkSeatOnReturn(storage::UnitOfWork& unit, const UserId& user);

} // namespace kaomon::licensing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "licensing/licence_book.h"
#include "storage/repositories/erasure_repository.h"
#include "wire/licences.h"

namespace kaomon::features {

// What the API says of a tenant's licences.
[[nodiscard]] wire::LicenceStatus statusOf(const licensing::LicenceReading& reading, long long seatsTaken);
[[nodiscard]] wire::Licence shownLicence(const licensing::LicenceReading& reading,
                                         const storage::LicenceRow& row, TimePoint now);
[[nodiscard]] wire::ErasurePlan planOf(const licensing::LicenceReading& reading,
                                       storage::ErasureRepository erasure, TimePoint now);

} // namespace kaomon::features

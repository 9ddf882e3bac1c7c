// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "crypto/hierarchy.h"
#include "storage/unit_of_work.h"
#include "wire/templates.h"

namespace kaomon::features {

// What every new face has to keep, whoever brings it.

inline constexpr std::size_t kTemplateBody = 400 * 1024; // of a request: base64url of 256 KiB, and the rest

// Bounds and form. ErrorCode::ValidationFailed, PayloadTooLarge. Pure.
[[nodiscard]] Status checkForm(const wire::FaceTemplate& face, const UserId& user);

// What signatures about a template are checked against.
[[nodiscard]] crypto::SealedTemplate headerOf(const wire::FaceTemplate& face, const TenantId& tenant);

// Checks consent, number, a rest after a reissue, face keys of the PC's group and the seat, and stores it;
// `face` is then as stored. ErrorCode::ConsentRequired, Conflict, FaceFrozen, SeatsExceeded. Inside a write
// job.
[[nodiscard]] Status addNewFace(storage::UnitOfWork& unit, wire::FaceTemplate& face, const GroupId& group,
                                TimePoint now);

} // namespace kaomon::features

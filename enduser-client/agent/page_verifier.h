// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "agent/device_identity.h"
#include "localstore/local_store.h"
#include "wire/changes.h"

namespace kaomon::agent {

// Kind of the stored numbers below which no version of a signed document counts: the highest seen of each.
inline constexpr std::string_view kFloor = "policy_floor";

// What of the server's changes may enter the local store. A manifest must be signed by the tenant root and
// not be older than the one held: otherwise everything is refused (SignatureInvalid, ManifestRolledBack). A
// policy or account link that is unsigned or older than the one held is logged and passed over, so that the
// held one stays (a face likewise), and the highest version seen is remembered also after the server took the
// document away. Faces that were waiting for their upload are cleared once they come from the server. Main
// thread.
[[nodiscard]] Result<std::vector<localstore::Change>> verifyChanges(const std::vector<wire::Change>& changes,
                                                                    const DeviceIdentity& device,
                                                                    const localstore::LocalStore& held,
                                                                    localstore::LocalStore::PageMode mode);

} // namespace kaomon::agent

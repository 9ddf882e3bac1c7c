// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/role.h"

namespace kaomon::domain {

// The keys of a tenant that are sealed to administrators, by the kind of the seal: tr, ev-image,
// ev-diagnostics, rk-owner, rk-user-admin, emergency, fk. A pair that was replaced stays sealed to its
// holders as "<kind>-old", so that what was sealed to it before still opens. Pure; any thread.

// Pairs that are replaced when somebody loses the role that opened them. TR is not among them: it is what
// everybody has pinned. Face keys have a way of their own.
enum class KeyPair { ImageEvidence, DiagnosticsEvidence, Recovery, Emergency };

[[nodiscard]] std::span<const KeyPair> allKeyPairs();
[[nodiscard]] std::string_view toWire(KeyPair pair); // ev-image, ev-diagnostics, rk, emergency
// What its private half is sealed as: one kind, for Recovery its two parts.
[[nodiscard]] std::span<const std::string_view> sealKindsOf(KeyPair pair);

[[nodiscard]] bool isSealKind(std::string_view kind); // old ones too
[[nodiscard]] std::string oldKind(std::string_view kind);
// The kind without "-old".
[[nodiscard]] std::string_view baseKind(std::string_view kind);
// Whether the role may open it, now or an old one.
[[nodiscard]] bool mayHoldSeal(Role role, std::string_view kind);

} // namespace kaomon::domain

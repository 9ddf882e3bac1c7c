// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace kaomon::domain {

// The life of an account: provisional holds a one-time password; locked ends by time or by the help desk;
// deleting waits for its purge. Wire names are the snake_case forms.
enum class AccountState { Provisional, Active, Locked, Disabled, Expired, Deleting };

[[nodiscard]] std::string_view toWire(AccountState value);
// nullopt for a name that this version does not know.
[[nodiscard]] std::optional<AccountState> accountStateFromWire(std::string_view name);

// What is known of a person's face. LowQuality and ReEnrol still log on, and ask for new pictures.
enum class FaceState { None, Enrolled, LowQuality, ReEnrol, Erased, Waiting };

[[nodiscard]] std::string_view toWire(FaceState value);
// nullopt for a name that this version does not know.
[[nodiscard]] std::optional<FaceState> faceStateFromWire(std::string_view name);

// Whether the account may sign in at all; a provisional one only in order to change its one-time password.
[[nodiscard]] bool maySignIn(AccountState state);
// Whether templates of this state may be matched.
[[nodiscard]] bool isUsable(FaceState state);

} // namespace kaomon::domain

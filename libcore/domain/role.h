// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace kaomon::domain {

// What an account may do. A member signs in on PCs only; the others administer. Wire names are the snake_case
// forms (owner, user_admin, help_desk, auditor, image_viewer, member).
enum class Role { Member, Owner, UserAdmin, HelpDesk, Auditor, ImageViewer };

[[nodiscard]] std::string_view toWire(Role role);
[[nodiscard]] std::optional<Role> roleFromWire(std::string_view name);

// Owners and user admins: may sign policy, account links and enrolment delegates.
[[nodiscard]] bool maySignPolicy(Role role);
[[nodiscard]] bool isAdministrator(Role role);

} // namespace kaomon::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/role.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kNames = std::to_array<WireName<Role>>({
    {Role::Member, "member"},
    {Role::Owner, "owner"},
    {Role::UserAdmin, "user_admin"},
    {Role::HelpDesk, "help_desk"},
    {Role::Auditor, "auditor"},
    {Role::ImageViewer, "image_viewer"},
});

} // namespace

std::string_view toWire(Role role) {
    return nameOf(kNames, role);
}

std::optional<Role> roleFromWire(std::string_view name) {
    return valueOf(kNames, name);
}

bool maySignPolicy(Role role) {
    return role == Role::Owner || role == Role::UserAdmin;
}

bool isAdministrator(Role role) {
    return role != Role::Member;
}

} // namespace kaomon::domain

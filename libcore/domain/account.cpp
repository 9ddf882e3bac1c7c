// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kAccountStateNames = std::to_array<WireName<AccountState>>({
    {AccountState::Provisional, "provisional"},
    {AccountState::Active, "active"},
    {AccountState::Locked, "locked"},
    {AccountState::Disabled, "disabled"},
    {AccountState::Expired, "expired"},
    {AccountState::Deleting, "deleting"},
});

constexpr auto kFaceStateNames = std::to_array<WireName<FaceState>>({
    {FaceState::None, "none"},
    {FaceState::Enrolled, "enrolled"},
    {FaceState::LowQuality, "low_quality"},
    {FaceState::ReEnrol, "re_enrol"},
    {FaceState::Waiting, "waiting"},
    {FaceState::Erased, "erased"},
});

} // namespace

std::string_view toWire(AccountState value) {
    return nameOf(kAccountStateNames, value);
}

std::optional<AccountState> accountStateFromWire(std::string_view name) {
    return valueOf(kAccountStateNames, name);
}

std::string_view toWire(FaceState value) {
    return nameOf(kFaceStateNames, value);
}

std::optional<FaceState> faceStateFromWire(std::string_view name) {
    return valueOf(kFaceStateNames, name);
}

bool maySignIn(AccountState state) {
    return state == AccountState::Provisional || state == AccountState::Active;
}

bool isUsable(FaceState state) {
    return state == FaceState::Enrolled || state == FaceState::LowQuality || state == FaceState::ReEnrol;
}

} // namespace kaomon::domain

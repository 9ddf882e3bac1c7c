// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/key_kind.h"

#include <algorithm>
#include <array>

namespace kaomon::domain {
namespace {

constexpr std::string_view kOld = "-old";
constexpr auto kPairs = std::to_array(
    {KeyPair::ImageEvidence, KeyPair::DiagnosticsEvidence, KeyPair::Recovery, KeyPair::Emergency});
constexpr auto kImage = std::to_array<std::string_view>({"ev-image"});
constexpr auto kDiagnostics = std::to_array<std::string_view>({"ev-diagnostics"});
constexpr auto kRecovery = std::to_array<std::string_view>({"rk-owner", "rk-user-admin"});
constexpr auto kEmergency = std::to_array<std::string_view>({"emergency"});
constexpr auto kKinds = std::to_array<std::string_view>(
    {"tr", "ev-image", "ev-diagnostics", "rk-owner", "rk-user-admin", "emergency", "fk"});

} // namespace

std::span<const KeyPair> allKeyPairs() {
    return kPairs;
}

std::string_view toWire(KeyPair pair) {
    switch (pair) {
    case KeyPair::ImageEvidence:
        return "ev-image";
    case KeyPair::DiagnosticsEvidence:
        return "ev-diagnostics";
    case KeyPair::Recovery:
        return "rk";
    case KeyPair::Emergency:
        break;
    }
    return "emergency";
}

std::span<const std::string_view> sealKindsOf(KeyPair pair) {
    switch (pair) {
    case KeyPair::ImageEvidence:
        return kImage;
    case KeyPair::DiagnosticsEvidence:
        return kDiagnostics;
    case KeyPair::Recovery:
        return kRecovery;
    case KeyPair::Emergency:
        break;
    }
    return kEmergency;
}

std::string oldKind(std::string_view kind) {
    return std::string(baseKind(kind)) + std::string(kOld);
}

std::string_view baseKind(std::string_view kind) {
    return kind.ends_with(kOld) ? kind.substr(0, kind.size() - kOld.size()) : kind;
}

bool isSealKind(std::string_view kind) {
    const bool isPair = std::ranges::any_of(
        kPairs, [&](KeyPair pair) { return std::ranges::count(sealKindsOf(pair), baseKind(kind)) > 0; });
    return std::ranges::count(kKinds, kind) > 0 || (isPair && kind == oldKind(kind));
}

bool mayHoldSeal(Role role, std::string_view kind) {
    const std::string_view base = baseKind(kind);
    if (base == "tr" || base == "rk-owner") {
        return role == Role::Owner;
    }
    if (base == "rk-user-admin") {
        return role == Role::UserAdmin;
    }
    if (base == "ev-image") {
        return role == Role::Owner || role == Role::ImageViewer;
    }
    if (base == "ev-diagnostics") {
        return role == Role::Owner || role == Role::HelpDesk;
    }
    if (base == "emergency") {
        return role == Role::Owner || role == Role::UserAdmin || role == Role::HelpDesk;
    }
    return base == "fk" && maySignPolicy(role);
}

} // namespace kaomon::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/route.h"

#include <algorithm>

namespace kaomon::http {

using domain::Role;

namespace {

// Health of the server, for its operator's probes.
bool isProbe(const Route& route) {
    return route.path == "/healthz" || route.path == "/readyz";
}

bool isForProviders(const Route& route) {
    return route.path.starts_with("/scim/");
}

} // namespace

Access anybody() {
    Access access;
    access.isPublic = true;
    return access;
}

Access deviceOnly() {
    Access access;
    access.allowsDevice = true;
    return access;
}

Access everyUser() {
    return usersIn(
        {Role::Member, Role::Owner, Role::UserAdmin, Role::HelpDesk, Role::Auditor, Role::ImageViewer});
}

Access usersIn(std::vector<Role> roles) {
    Access access;
    access.roles = std::move(roles);
    return access;
}

Access withDevice(Access access) {
    access.allowsDevice = true;
    return access;
}

Access withOneTimePassword(Access access) {
    access.allowsOneTimePassword = true;
    return access;
}

Access withoutSecondFactor(Access access) {
    access.allowsMissingSecondFactor = true;
    return access;
}

std::vector<ErrorCode> allProblems(const Route& route) {
    std::vector<ErrorCode> codes{ErrorCode::Internal,         ErrorCode::Unavailable,
                                 ErrorCode::MalformedRequest, ErrorCode::RateLimited,
                                 ErrorCode::StorageFailed,    ErrorCode::StorageCorrupt};
    const auto add = [&codes](std::initializer_list<ErrorCode> more) {
        codes.insert(codes.end(), more.begin(), more.end());
    };
    if (!route.request.name.empty()) {
        add({ErrorCode::ValidationFailed, ErrorCode::PayloadTooLarge, ErrorCode::UnsupportedMediaType});
    }
    if (!route.access.isPublic) {
        add({ErrorCode::Unauthenticated, ErrorCode::ProofInvalid, ErrorCode::ClockSkew,
             ErrorCode::Forbidden});
    }
    if (!isProbe(route)) {
        add({ErrorCode::AddressNotAllowed});
    }
    if (route.method != "GET" && (!route.access.roles.empty() || isForProviders(route))) {
        add({ErrorCode::ReadOnlyMaintenance, ErrorCode::ClientTooOld});
    }
    if (!route.access.roles.empty() && !route.access.allowsOneTimePassword) {
        add({ErrorCode::PasswordChangeRequired});
    }
    if (!route.access.roles.empty() && !route.access.allowsMissingSecondFactor) {
        add({ErrorCode::SecondFactorSetupRequired});
    }
    if (route.access.allowsDevice || !route.access.roles.empty()) {
        add({ErrorCode::DeviceNotEnrolled, ErrorCode::DevicePending, ErrorCode::DeviceSuspended,
             ErrorCode::DeviceRevoked});
    }
    if (route.method != "GET") {
        add({ErrorCode::Conflict, ErrorCode::DiskFull});
    }
    if (route.method != "GET" && !route.access.isPublic) {
        add({ErrorCode::LicenceEnded});
    }
    if (route.ifMatch == IfMatch::Required) {
        add({ErrorCode::PreconditionRequired, ErrorCode::StaleRevision});
    }
    if (route.idempotency == Idempotency::KeyRequired) {
        add({ErrorCode::IdempotencyKeyRequired, ErrorCode::IdempotencyKeyReused,
             ErrorCode::IdempotencyInProgress});
    }
    if (route.reauth == Reauth::Required) {
        add({ErrorCode::ReauthRequired});
    }
    if (route.path.find('{') != std::string::npos) {
        add({ErrorCode::NotFound});
    }
    codes.insert(codes.end(), route.problems.begin(), route.problems.end());
    std::ranges::sort(codes);
    const auto rest = std::ranges::unique(codes);
    codes.erase(rest.begin(), rest.end());
    return codes;
}

} // namespace kaomon::http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/session_gate.h"

#include <algorithm>

#include "auth/session_times.h"
#include "auth/token.h"
#include "domain/device_state.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/proof_repository.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kKnownDevices = 200'000;

Status checkStates(const std::optional<std::string>& deviceState, const http::Principal& principal,
                   const std::string& accountState) {
    if (principal.isUser() && accountState != "active") {
        return fail(ErrorCode::Unauthenticated, "the account is " + accountState);
    }
    return deviceState ? checkDeviceState(*deviceState) : Status();
}

Status checkAccess(const http::Route& route, const http::Principal& principal) {
    const http::Access& access = route.access;
    if (principal.isDevice()) {
        return access.allowsDevice ? Status() : fail(ErrorCode::Forbidden, "not for PCs");
    }
    if (principal.role == domain::Role::Member && principal.device.isEmpty()) {
        return fail(ErrorCode::Forbidden, "members act on PCs only");
    }
    if (std::ranges::find(access.roles, principal.role) == access.roles.end()) {
        return fail(ErrorCode::Forbidden, "not for this role");
    }
    if (principal.mustChangePassword && !access.allowsOneTimePassword) {
        return fail(ErrorCode::PasswordChangeRequired, "one-time password");
    }
    if (route.reauth == http::Reauth::Required && !principal.hasFreshAuth) {
        return fail(ErrorCode::ReauthRequired, "the last proof of the password is too old");
    }
    return {};
}

} // namespace

Status checkDeviceState(const std::string& state) {
    const auto known = domain::deviceStateFromWire(state);
    if (!known) {
        return fail(ErrorCode::StorageCorrupt, "device state");
    }
    switch (*known) {
    case domain::DeviceState::Active:
        return {};
    case domain::DeviceState::Pending:
        return fail(ErrorCode::DevicePending, "not confirmed yet");
    case domain::DeviceState::Suspended:
        return fail(ErrorCode::DeviceSuspended, "suspended");
    case domain::DeviceState::Revoked:
        break;
    }
    return fail(ErrorCode::DeviceRevoked, "revoked");
}

http::Awaitable<Result<http::Principal>> SessionGate::admit(const http::Route& route,
                                                            const http::Request& request) {
    if (route.access.isPublic) {
        co_return http::Principal();
    }
    const auto proof = m_proofs.read(request);
    if (!proof) {
        co_return propagate(proof.error());
    }
    auto caller = co_await findCaller(request, *proof);
    if (!caller) {
        co_return propagate(caller.error());
    }
    if (const Status verified = m_proofs.verify(*proof, request, caller->keyPublic); !verified) {
        co_return propagate(verified.error());
    }
    caller->principal.keyId = proof->keyId;
    caller->principal.counter = proof->counter;
    if (const Status state = checkStates(caller->deviceState, caller->principal, caller->accountState);
        !state) {
        co_return propagate(state.error());
    }
    if (const Status allowed = checkAccess(route, caller->principal); !allowed) {
        co_return propagate(allowed.error());
    }
    const Status taken = co_await takeProof(request, *proof, *caller);
    if (!taken) {
        co_return propagate(taken.error());
    }
    co_return std::move(caller->principal);
}

http::Awaitable<Result<SessionGate::Caller>> SessionGate::findCaller(const http::Request& request,
                                                                     const crypto::RequestProof& proof) {
    std::string token(bearerToken(request));
    if (token.empty()) {
        co_return co_await findDevice(proof.keyId);
    }
    co_return co_await findPerson(std::move(token), proof.keyId);
}

http::Awaitable<Result<SessionGate::Caller>> SessionGate::findPerson(std::string token, std::string keyId) {
    const auto tenant = tenantOfToken(token);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const std::string hash = tokenHash(token);
    const TimePoint now = m_clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Result<Caller> {
        auto row = storage::SessionRepository(unit).findByAccess(hash);
        if (!row || row->keyId != keyId || row->times.accessUntil <= now || row->times.endsAt <= now) {
            return fail(ErrorCode::Unauthenticated, "unknown or ended session");
        }
        const bool isFresh = isFreshAuth(row->strongAuthAt, now);
        auto caller = toCaller(*tenant, std::move(*row));
        if (caller) {
            caller->principal.hasFreshAuth = isFresh;
        }
        return caller;
    };
    co_return co_await m_database.read(*tenant, job);
}

Result<SessionGate::Caller> SessionGate::toCaller(const TenantId& tenant, storage::SessionRow row) {
    const auto role = domain::roleFromWire(row.role);
    if (!role) {
        return fail(ErrorCode::StorageCorrupt, "role");
    }
    if (row.device && !row.deviceState) {
        return fail(ErrorCode::DeviceNotEnrolled, "the PC of this session is gone");
    }
    Caller caller;
    http::Principal& principal = caller.principal;
    principal.kind = http::Principal::Kind::User;
    principal.tenant = tenant;
    principal.user = row.user;
    principal.device = row.device.value_or(DeviceId());
    if (row.deviceGroup) {
        principal.deviceGroup = GroupId::parse(*row.deviceGroup).value_or(GroupId());
    }
    principal.role = *role;
    principal.mustChangePassword = row.passwordKind != "chosen";
    principal.sessionId = row.id;
    caller.keyPublic = std::move(row.keyPublic);
    caller.accountState = std::move(row.accountState);
    caller.deviceState = std::move(row.deviceState);
    caller.times = row.times;
    return caller;
}

http::Awaitable<Result<TenantId>> SessionGate::tenantOfDevice(DeviceId device) {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_tenants.find(device.text()); known != m_tenants.end()) {
            co_return known->second;
        }
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Result<TenantId> {
        auto tenant = storage::LocatorRepository(unit).find("device", device.text());
        if (!tenant) {
            return fail(ErrorCode::DeviceNotEnrolled, "unknown device");
        }
        return *tenant;
    };
    auto tenant = co_await m_database.read(TenantId(), job);
    if (tenant) {
        const std::lock_guard lock(m_mutex);
        if (m_tenants.size() >= kKnownDevices) {
            m_tenants.clear();
        }
        m_tenants.emplace(device.text(), *tenant);
    }
    co_return tenant;
}

http::Awaitable<Result<SessionGate::Caller>> SessionGate::findDevice(std::string keyId) {
    const auto device = DeviceId::parse(keyId);
    if (!device) {
        co_return fail(ErrorCode::Unauthenticated, "no token, and the key is not of a PC");
    }
    const auto tenant = co_await tenantOfDevice(*device);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Result<Caller> {
        auto row = storage::SessionRepository(unit).deviceKey(*device);
        if (!row) {
            return fail(ErrorCode::DeviceNotEnrolled, "unknown device");
        }
        Caller caller;
        caller.principal.kind = http::Principal::Kind::Device;
        caller.principal.tenant = *tenant;
        caller.principal.device = *device;
        caller.principal.deviceGroup = row->group;
        caller.keyPublic = std::move(row->signPublic);
        caller.deviceState = std::move(row->state);
        return caller;
    };
    co_return co_await m_database.read(*tenant, job);
}

http::Awaitable<Status> SessionGate::takeProof(const http::Request& request,
                                               const crypto::RequestProof& proof, const Caller& caller) {
    const bool isWrite = request.method != "GET";
    if (!isWrite) {
        if (Status fresh = m_proofs.takeNonce(proof); !fresh) {
            co_return fresh;
        }
    }
    const TimePoint now = m_clock.now();
    const bool isExtended = caller.times && needsExtension(*caller.times, now);
    if (!isWrite && !isExtended) {
        co_return Status();
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        if (isWrite) {
            if (Status taken = storage::ProofRepository(unit).takeCounter(proof.keyId, proof.counter, now);
                !taken) {
                return taken;
            }
        }
        if (isExtended) {
            const auto times = timesAt(now, caller.times->endsAt, m_settings.of(unit)->sessionIdle);
            storage::SessionRepository(unit).extend(caller.principal.sessionId, times.accessUntil,
                                                    times.refreshUntil);
        }
        return {};
    };
    co_return co_await m_database.write(caller.principal.tenant, job);
}

} // namespace kaomon::auth

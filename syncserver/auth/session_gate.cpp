// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/session_gate.h"

#include <algorithm>
#include <array>

#include "audit/act_recorder.h"
#include "auth/address_key.h"
#include "auth/session_times.h"
#include "auth/token.h"
#include "domain/device_state.h"
#include "http/problem.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/proof_repository.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kKnownDevices = 200'000;
constexpr int kUnauthorized = 401;
constexpr std::string_view kSignIn = "signIn";
// What a PC may ask whatever its state: how it stands, and that it has erased itself.
constexpr std::array<std::string_view, 2> kOfAnyState = {"getOwnDevice", "confirmWipe"};

Status checkStates(const http::Route& route, const std::optional<std::string>& deviceState,
                   const http::Principal& principal, const std::string& accountState) {
    if (principal.isUser() && accountState != "active") {
        return fail(ErrorCode::Unauthenticated, "the account is " + accountState);
    }
    const bool isToldAnyway =
        principal.isDevice() && std::ranges::find(kOfAnyState, route.operation) != kOfAnyState.end();
    return deviceState && !isToldAnyway ? checkDeviceState(*deviceState) : Status();
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
    if (principal.mustSetSecondFactor && !access.allowsMissingSecondFactor) {
        return fail(ErrorCode::SecondFactorSetupRequired, "the tenant requires a second factor");
    }
    if (route.reauth == http::Reauth::Required && !principal.hasFreshAuth) {
        return fail(ErrorCode::ReauthRequired, "the last proof of the password is too old");
    }
    return {};
}

} // namespace

domain::AddressScope scopeOf(const http::Principal& principal) {
    return principal.device.isEmpty() ? domain::AddressScope::Console : domain::AddressScope::Client;
}

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
        const Status allowed = co_await admitAnybody(route, request);
        if (!allowed) {
            co_return propagate(allowed.error());
        }
        co_return http::Principal();
    }
    auto principal = co_await admitKnown(route, request);
    if (!principal && http::statusOf(principal.error().code) == kUnauthorized) {
        if (const Status allowed = m_limits.takeAnonymous(request.peer); !allowed) {
            co_return propagate(allowed.error());
        }
    }
    co_return principal;
}

http::Awaitable<Status> SessionGate::screen(const http::Route& route, const http::Request& request) {
    if (route.access.isPublic) {
        co_return Status(); // its limit is all that stands before it
    }
    Status known = co_await checkHead(route, request);
    if (!known && http::statusOf(known.error().code) == kUnauthorized) {
        if (const Status allowed = m_limits.takeAnonymous(request.peer); !allowed) {
            co_return allowed;
        }
    }
    co_return known;
}

http::Awaitable<Status> SessionGate::checkHead(const http::Route& route, const http::Request& request) {
    const auto proof = m_proofs.read(request);
    if (!proof) {
        co_return propagate(proof.error());
    }
    const auto caller = co_await findCaller(request, *proof);
    if (!caller) {
        co_return propagate(caller.error());
    }
    co_return checkStates(route, caller->deviceState, caller->principal, caller->accountState);
}

// PCs behind one address do not take each other's share: the one whose signature is right counts by itself.
http::Awaitable<Status> SessionGate::admitAnybody(const http::Route& route, const http::Request& request) {
    if (request.method == "GET") {
        co_return Status(); // health and version: nothing to guess, and probes come often
    }
    const std::string device = co_await signingDevice(request);
    if (const Status allowed =
            device.empty() ? m_limits.takeAnonymous(request.peer) : m_limits.takeKnown(device);
        !allowed) {
        co_return allowed;
    }
    if (route.operation == kSignIn) {
        std::string subject = device.empty() ? addressKey(request.peer) : device;
        co_return co_await m_limits.takeSignIn(std::move(subject));
    }
    co_return Status();
}

http::Awaitable<std::string> SessionGate::signingDevice(const http::Request& request) {
    const auto proof = m_proofs.read(request);
    if (!proof || !DeviceId::parse(proof->keyId)) {
        co_return std::string();
    }
    const auto caller = co_await findDevice(proof->keyId);
    const bool isActive = caller && caller->deviceState && checkDeviceState(*caller->deviceState) &&
                          m_proofs.verify(*proof, request, caller->keyPublic);
    co_return isActive ? proof->keyId : std::string();
}

http::Awaitable<Result<http::Principal>> SessionGate::admitKnown(const http::Route& route,
                                                                 const http::Request& request) {
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
    if (const Status near = co_await checkAddress(request, caller->principal); !near) {
        co_return propagate(near.error());
    }
    if (const Status allowed = m_limits.takeKnown(proof->keyId); !allowed) {
        co_return propagate(allowed.error());
    }
    caller->principal.counter = proof->counter;
    if (const Status state = checkStates(route, caller->deviceState, caller->principal, caller->accountState);
        !state) {
        co_return propagate(state.error());
    }
    if (const Status allowed = checkAccess(route, caller->principal); !allowed) {
        const http::RequestContext context{request, route, caller->principal, {}};
        (void)co_await record(context, nullptr, &allowed.error());
        co_return propagate(allowed.error());
    }
    // reads rest on the memory of nonces alone; writes use up their counter in the handler's transaction
    if (const Status fresh = m_proofs.takeNonce(*proof); !fresh) {
        co_return propagate(fresh.error());
    }
    if (caller->times && needsExtension(*caller->times, m_clock.now())) {
        if (const Status extended = co_await extend(*caller); !extended) {
            co_return propagate(extended.error());
        }
    }
    co_return std::move(caller->principal);
}

http::Awaitable<Result<Caller>> SessionGate::findCaller(const http::Request& request,
                                                        const crypto::RequestProof& proof) {
    std::string token(bearerToken(request));
    if (token.empty()) {
        co_return co_await findDevice(proof.keyId);
    }
    co_return co_await findPerson(std::move(token), proof.keyId);
}

http::Awaitable<Result<Caller>> SessionGate::findPerson(std::string token, std::string keyId) {
    const auto tenant = tenantOfToken(token);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const std::string hash = tokenHash(token);
    Result<Caller> caller = fail(ErrorCode::Unauthenticated, "unknown session");
    if (auto known = m_callers.find(hash)) {
        caller = std::move(*known);
    } else {
        caller = co_await loadPerson(*tenant, hash);
    }
    if (!caller) {
        co_return caller;
    }
    if (caller->principal.keyId != keyId || !isAlive(*caller->times, m_clock.now())) {
        co_return fail(ErrorCode::Unauthenticated, "unknown or ended session");
    }
    caller->principal.hasFreshAuth = isFreshAuth(caller->strongAuthAt, m_clock.now());
    co_return caller;
}

http::Awaitable<Result<Caller>> SessionGate::loadPerson(const TenantId& tenant, const std::string& hash) {
    const auto generation = m_database.callers().of(tenant);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<Caller> {
        auto row = storage::SessionRepository(unit).findByAccess(hash);
        if (!row) {
            return fail(ErrorCode::Unauthenticated, "unknown session");
        }
        return toCaller(tenant, std::move(*row));
    };
    auto caller = co_await m_database.read(tenant, job);
    if (caller) {
        m_callers.put(hash, *caller, generation);
    }
    co_return caller;
}

Result<Caller> SessionGate::toCaller(const TenantId& tenant, storage::SessionRow row) {
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
    principal.role = row.isLimited ? domain::Role::Member : *role;
    principal.mustChangePassword = row.passwordKind != "chosen" || row.mustChange;
    principal.mustSetSecondFactor = row.needsSecondFactor;
    principal.sessionId = row.id;
    principal.keyId = row.keyId;
    caller.keyPublic = std::move(row.keyPublic);
    caller.accountState = std::move(row.accountState);
    caller.deviceState = std::move(row.deviceState);
    caller.times = row.times;
    caller.strongAuthAt = row.strongAuthAt;
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

http::Awaitable<Result<Caller>> SessionGate::findDevice(std::string keyId) {
    const auto device = DeviceId::parse(keyId);
    if (!device) {
        co_return fail(ErrorCode::Unauthenticated, "no token, and the key is not of a PC");
    }
    if (auto known = m_callers.find(keyId)) {
        co_return std::move(*known);
    }
    const auto tenant = co_await tenantOfDevice(*device);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    co_return co_await loadDevice(*tenant, *device);
}

http::Awaitable<Result<Caller>> SessionGate::loadDevice(const TenantId& tenant, const DeviceId& device) {
    const auto generation = m_database.callers().of(tenant);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<Caller> {
        auto row = storage::SessionRepository(unit).deviceKey(device);
        if (!row) {
            return fail(ErrorCode::DeviceNotEnrolled, "unknown device");
        }
        Caller caller;
        caller.principal.kind = http::Principal::Kind::Device;
        caller.principal.tenant = tenant;
        caller.principal.device = device;
        caller.principal.deviceGroup = row->group;
        caller.principal.keyId = device.text();
        caller.keyPublic = std::move(row->signPublic);
        caller.deviceState = std::move(row->state);
        return caller;
    };
    auto caller = co_await m_database.read(tenant, job);
    if (caller) {
        m_callers.put(device.text(), *caller, generation);
    }
    co_return caller;
}

http::Awaitable<Status> SessionGate::checkAddress(const http::Request& request,
                                                  const http::Principal& principal) {
    const auto scope = scopeOf(principal);
    if (request.admission != nullptr) {
        *request.admission = {principal.tenant, scope};
    }
    co_return co_await m_addresses.admit(principal.tenant, scope, request.address);
}

http::Awaitable<Status> SessionGate::extend(const Caller& caller) {
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        const auto times = timesAt(m_clock.now(), caller.times->endsAt, m_settings.of(unit)->sessionIdle);
        storage::SessionRepository(unit).extend(caller.principal.sessionId, times.accessUntil,
                                                times.refreshUntil);
        return {};
    };
    co_return co_await m_database.write(caller.principal.tenant, job);
}

http::Awaitable<Status> SessionGate::settle(const http::Principal& principal) {
    const TimePoint now = m_clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        return storage::ProofRepository(unit).takeCounter(principal.keyId, principal.counter, now);
    };
    co_return co_await m_database.write(principal.tenant, job);
}

// A success that cannot be written down is no success; a refusal stays one either way.
http::Awaitable<Status> SessionGate::record(const http::RequestContext& context,
                                            const http::Response* response, const Error* refusal) {
    const http::Principal& principal = context.principal;
    const bool isOfInterest = refusal == nullptr ? !principal.tenant.isEmpty()
                                                 : http::isRecorded(context.route) &&
                                                       audit::isNotableRefusal(principal, refusal->code);
    if (!isOfInterest) {
        co_return Status();
    }
    const TimePoint now = m_clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        audit::ActRecorder recorder(unit, context, now);
        if (refusal != nullptr) {
            recorder.refuse(refusal->code);
        } else {
            (void)recorder.finish(response);
        }
        return {};
    };
    co_return co_await m_database.write(principal.tenant, job);
}

} // namespace kaomon::auth

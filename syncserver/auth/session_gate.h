// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "auth/caller_cache.h"
#include "auth/proof_checker.h"
#include "auth/request_limits.h"
#include "auth/tenant_settings.h"
#include "http/admission.h"
#include "http/gate.h"
#include "storage/database.h"
#include "storage/repositories/session_repository.h"

namespace kaomon::auth {

// The gate of the API: knows PCs by their device key, people by a session whose token is bound to the key
// that signed the sign-in. Public routes pass as nobody; those that want a proof all the same (sign-in,
// refresh) check it themselves. Every request counts against the share of its sender: a known key's, or its
// address's. Owned by the application; thread-safe.
class SessionGate final : public http::Gate {
public:
    SessionGate(storage::Database& database, const Clock& clock, ProofChecker& proofs,
                TenantSettings& settings, RequestLimits& limits, http::AdmissionCheck& addresses)
        : m_database(database)
        , m_clock(clock)
        , m_proofs(proofs)
        , m_settings(settings)
        , m_limits(limits)
        , m_addresses(addresses)
        , m_callers(clock, database.callers()) {}

    [[nodiscard]] http::Awaitable<Result<http::Principal>> admit(const http::Route& route,
                                                                 const http::Request& request) override;
    [[nodiscard]] http::Awaitable<Status> screen(const http::Route& route,
                                                 const http::Request& request) override;
    [[nodiscard]] http::Awaitable<Status> settle(const http::Principal& principal) override;
    [[nodiscard]] http::Awaitable<Status> record(const http::RequestContext& context,
                                                 const http::Response* response,
                                                 const Error* refusal) override;

private:
    [[nodiscard]] http::Awaitable<Status> admitAnybody(const http::Route& route,
                                                       const http::Request& request);
    [[nodiscard]] http::Awaitable<Result<http::Principal>> admitKnown(const http::Route& route,
                                                                      const http::Request& request);
    // Whether the head names somebody who is known and alive.
    [[nodiscard]] http::Awaitable<Status> checkHead(const http::Route& route, const http::Request& request);
    // The id of an active PC whose key signed the request; empty when it is from nobody known.
    [[nodiscard]] http::Awaitable<std::string> signingDevice(const http::Request& request);
    [[nodiscard]] http::Awaitable<Result<Caller>> findCaller(const http::Request& request,
                                                             const crypto::RequestProof& proof);
    [[nodiscard]] http::Awaitable<Result<Caller>> loadPerson(const TenantId& tenant, const std::string& hash);
    [[nodiscard]] http::Awaitable<Result<Caller>> loadDevice(const TenantId& tenant, const DeviceId& device);
    [[nodiscard]] http::Awaitable<Result<Caller>> findPerson(std::string token, std::string keyId);
    [[nodiscard]] http::Awaitable<Result<Caller>> findDevice(std::string keyId);
    [[nodiscard]] http::Awaitable<Result<TenantId>> tenantOfDevice(DeviceId device);
    [[nodiscard]] http::Awaitable<Status> checkAddress(const http::Request& request,
                                                       const http::Principal& principal);
    [[nodiscard]] http::Awaitable<Status> extend(const Caller& caller);
    [[nodiscard]] static Result<Caller> toCaller(const TenantId& tenant, storage::SessionRow row);

    storage::Database& m_database;
    const Clock& m_clock;
    ProofChecker& m_proofs;
    TenantSettings& m_settings;
    RequestLimits& m_limits;
    http::AdmissionCheck& m_addresses;
    CallerCache m_callers;
    std::mutex m_mutex;                                  // of m_tenants
    std::unordered_map<std::string, TenantId> m_tenants; // by device; a device never changes its tenant
};

// By which list of addresses somebody is let in: people at consoles, or PCs and the people on them.
[[nodiscard]] domain::AddressScope scopeOf(const http::Principal& principal);

// ErrorCode::DevicePending, DeviceSuspended or DeviceRevoked unless `state` is active.
[[nodiscard]] Status checkDeviceState(const std::string& state);

} // namespace kaomon::auth

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "auth/proof_checker.h"
#include "auth/tenant_settings.h"
#include "http/gate.h"
#include "storage/database.h"
#include "storage/repositories/session_repository.h"

namespace kaomon::auth {

// The gate of the API: knows PCs by their device key, people by a session whose token is bound to the key
// that signed the sign-in. Public routes pass as nobody; those that want a proof all the same (sign-in,
// refresh) check it themselves. Owned by the application; thread-safe.
class SessionGate final : public http::Gate {
public:
    SessionGate(storage::Database& database, const Clock& clock, ProofChecker& proofs,
                TenantSettings& settings)
        : m_database(database)
        , m_clock(clock)
        , m_proofs(proofs)
        , m_settings(settings) {}

    [[nodiscard]] http::Awaitable<Result<http::Principal>> admit(const http::Route& route,
                                                                 const http::Request& request) override;

private:
    // Somebody who claims to be known; proven when his key verifies.
    struct Caller {
        http::Principal principal;
        Bytes keyPublic;
        std::string accountState;               // of people
        std::optional<std::string> deviceState; // of PCs
        std::optional<storage::SessionTimes> times;
    };

    [[nodiscard]] http::Awaitable<Result<Caller>> findCaller(const http::Request& request,
                                                             const crypto::RequestProof& proof);
    [[nodiscard]] http::Awaitable<Result<Caller>> findPerson(std::string token, std::string keyId);
    [[nodiscard]] http::Awaitable<Result<Caller>> findDevice(std::string keyId);
    [[nodiscard]] http::Awaitable<Result<TenantId>> tenantOfDevice(DeviceId device);
    [[nodiscard]] http::Awaitable<Status> takeProof(const http::Request& request,
                                                    const crypto::RequestProof& proof, const Caller& caller);
    [[nodiscard]] static Result<Caller> toCaller(const TenantId& tenant, storage::SessionRow row);

    storage::Database& m_database;
    const Clock& m_clock;
    ProofChecker& m_proofs;
    TenantSettings& m_settings;
    std::mutex m_mutex;                                  // of m_tenants
    std::unordered_map<std::string, TenantId> m_tenants; // by device; a device never changes its tenant
};

// ErrorCode::DevicePending, DeviceSuspended or DeviceRevoked unless `state` is active.
[[nodiscard]] Status checkDeviceState(const std::string& state);

} // namespace kaomon::auth

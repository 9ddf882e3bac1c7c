// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "auth/proof_checker.h"
#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/login_repository.h"
#include "storage/repositories/session_repository.h"
#include "wire/session.h"

namespace kaomon::features {

// Sign-in with a password. Whatever is wrong with login, password or account, the answer is the same
// LoginFailed, and one password verification is done in any case. Thread-safe.
class SignIn {
public:
    // `standIn`: verifier of a random password, checked where there is no account.
    SignIn(ServiceContext& services, auth::ProofChecker& proofs, std::string standIn)
        : m_services(services)
        , m_proofs(proofs)
        , m_standIn(std::move(standIn)) {}

    [[nodiscard]] http::Awaitable<Result<http::Response>> prelogin(http::RequestContext& context);
    [[nodiscard]] http::Awaitable<Result<http::Response>> signIn(http::RequestContext& context);

private:
    // Whose key signed the request.
    struct Signer {
        std::string keyId;
        Bytes keyPublic;
        std::optional<DeviceId> device;
        std::string deviceState;
        std::string address; // network of the caller

        // Tries are counted apart for each PC and for all others together.
        [[nodiscard]] std::string source() const { return device ? "device:" + device->text() : "console"; }
    };
    struct Attempt {
        std::optional<storage::LoginRow> account;
        bool isAllowed = false;
        std::string tryId; // of the try written down; forgotten when all was right
        Status mayTry;     // against a flood of sign-ins
    };

    [[nodiscard]] http::Awaitable<Result<Signer>> proveSigner(http::RequestContext& context,
                                                              const wire::SignInRequest& request);
    [[nodiscard]] http::Awaitable<Result<Signer>> findDevice(const wire::SignInRequest& request,
                                                             std::string keyId);
    [[nodiscard]] http::Awaitable<Status> noteFailure(const http::RequestContext& context,
                                                      const TenantId& tenant, const Attempt& attempt);
    [[nodiscard]] http::Awaitable<Result<Attempt>> begin(const std::string& peer,
                                                         const wire::SignInRequest& request,
                                                         const Signer& signer, std::uint64_t counter);
    [[nodiscard]] http::Awaitable<Result<bool>> isRightPassword(const wire::SignInRequest& request,
                                                                const Attempt& attempt);
    [[nodiscard]] http::Awaitable<Result<wire::SessionReply>> openSession(const http::RequestContext& context,
                                                                          const wire::SignInRequest& request,
                                                                          const Signer& signer,
                                                                          const Attempt& attempt);
    // Whether the session may be opened and as what. ErrorCode::SecondFactorRequired, LoginFailed.
    [[nodiscard]] Status decideFactor(storage::UnitOfWork& unit, const wire::SignInRequest& request,
                                      const storage::LoginRow& account, storage::NewSession& session,
                                      TimePoint now) const;

    ServiceContext& m_services;
    auth::ProofChecker& m_proofs;
    std::string m_standIn;
};

// What a client is told of a session: tokens in clear, the person, and his keys where the password opens
// them.
[[nodiscard]] wire::SessionReply sessionReply(storage::UnitOfWork& unit, const storage::LoginRow& account,
                                              const storage::SessionTimes& times, TimePoint now);

// What a session may do is less than what its person may: see storage::NewSession.
void limitReply(wire::SessionReply& reply, bool isLimited, bool needsSecondFactor);

} // namespace kaomon::features

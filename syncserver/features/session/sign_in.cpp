// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/session/sign_in.h"

#include <algorithm>

#include "audit/act_recorder.h"
#include "auth/address_check.h"
#include "auth/network_of.h"
#include "auth/session_gate.h"
#include "auth/session_times.h"
#include "auth/token.h"
#include "crypto/password.h"
#include "domain/login_key.h"
#include "domain/role.h"
#include "features/reply.h"
#include "features/session/second_factor_check.h"
#include "features/session/sign_in_flood.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/proof_repository.h"
#include "storage/repositories/second_factor_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestTypedLogin = 1024; // 200 characters in whichever form they were typed

using http::Awaitable;
using http::RequestContext;
using http::Response;

constexpr std::size_t kPublicKeySize = 32;
constexpr std::size_t kLongestFactor = 64;
constexpr int kUnknownBuckets = 64;

tl::unexpected<Error> loginFailed(std::string why) {
    return fail(ErrorCode::LoginFailed, std::move(why));
}

// Logins that do not exist are counted as well, so that the answer takes as long; a few rows stand in for all
// of them, so that nobody fills the table with names.
std::string guardKey(const auth::ServerKey& key, const wire::SignInRequest& request,
                     const std::optional<storage::LoginRow>& account) {
    if (account) {
        return account->loginKey;
    }
    const std::string mac = key.mac("unknown-login", request.login);
    return "unknown/" + std::to_string(static_cast<unsigned char>(mac.front()) % kUnknownBuckets);
}

bool mayUse(const storage::LoginRow& account, bool isOnDevice, TimePoint now) {
    const auto role = domain::roleFromWire(account.role);
    if (account.accountState != "active" || !role || !account.verifier) {
        return false;
    }
    if ((account.validFrom && *account.validFrom > now) || (account.validTo && *account.validTo <= now)) {
        return false;
    }
    if (account.passwordKind == "one_time" && account.passwordExpiresAt &&
        *account.passwordExpiresAt <= now) {
        return false;
    }
    return isOnDevice || domain::isAdministrator(*role);
}

// Sign-ins of administrators, whichever way they ended; those of other people are the PCs' events.
void recordSignIn(storage::UnitOfWork& unit, const RequestContext& context, const storage::LoginRow& account,
                  const std::string& session, std::optional<ErrorCode> refusal, TimePoint now) {
    const auto role = domain::roleFromWire(account.role);
    if (!role || !domain::isAdministrator(*role)) {
        return;
    }
    const std::string id = account.id.text();
    // who typed a wrong password is not known
    const audit::Actor actor{refusal ? "nobody" : "user",
                             refusal ? "" : id,
                             refusal ? "" : account.login,
                             refusal ? "" : account.role,
                             "",
                             session};
    audit::recordAct(unit, context, actor, {"user", id, account.login}, refusal, now);
}

// When the password must be changed; from then on the session can do nothing else. One from before its age
// was kept counts from this sign-in on.
std::optional<TimePoint> passwordEnd(storage::UnitOfWork& unit, storage::LoginRow& account,
                                     std::chrono::days life, TimePoint now) {
    if (life.count() == 0 || account.passwordKind != "chosen") {
        return std::nullopt;
    }
    if (!account.passwordSetAt) {
        storage::LoginRepository(unit, now).notePasswordAge(account.id);
    }
    const TimePoint end = account.passwordSetAt.value_or(now) + life;
    if (end <= now && !account.mustChange) {
        storage::AccountRepository(unit, now).requireNewPassword(account.id);
        account.mustChange = true;
    }
    return end;
}

} // namespace

Awaitable<Result<Response>> SignIn::prelogin(RequestContext& context) {
    const auto request = bodyOf<wire::PreloginRequest>(context);
    if (!request) {
        co_return propagate(request.error());
    }
    if (request->login.size() > kLongestTypedLogin) {
        co_return fail(ErrorCode::ValidationFailed, "too long", "/login");
    }
    const std::string loginKey = domain::loginKey(request->login).value_or(request->login);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<wire::PreloginReply> {
        const auto account = storage::LoginRepository(unit, m_services.clock.now()).find(loginKey);
        if (account && account->salt) {
            return wire::PreloginReply{*account->salt, account->iterations, account->memoryKib};
        }
        return wire::PreloginReply{.salt = m_services.serverKey.fakeSalt(request->tenant.text(), loginKey)};
    };
    const auto reply = co_await m_services.database.read(request->tenant, job);
    if (!reply) {
        co_return propagate(reply.error());
    }
    co_return jsonReply(200, *reply);
}

Awaitable<Result<Response>> SignIn::signIn(RequestContext& context) {
    const auto request = bodyOf<wire::SignInRequest>(context);
    if (!request) {
        co_return propagate(request.error());
    }
    const auto signer = co_await proveSigner(context, *request);
    if (!signer) {
        co_return propagate(signer.error());
    }
    // before login and password are looked at, so that the answer and its time tell nothing of them
    const auto scope = signer->device ? domain::AddressScope::Client : domain::AddressScope::Console;
    const Status near = co_await m_services.addresses.admit(request->tenant, scope, context.request.address);
    if (!near) {
        co_return propagate(near.error());
    }
    if (request->secondFactor && request->secondFactor->size() > kLongestFactor) {
        co_return fail(ErrorCode::ValidationFailed, "too long", "/second_factor");
    }
    const auto proof = m_proofs.read(context.request);
    const auto attempt = co_await begin(context.request.peer, *request, *signer, proof ? proof->counter : 0);
    if (!attempt) {
        co_return propagate(attempt.error());
    }
    if (!attempt->mayTry) {
        co_return propagate(attempt->mayTry.error());
    }
    const auto isRight = co_await isRightPassword(*request, *attempt);
    if (!isRight) {
        co_return propagate(isRight.error());
    }
    if (!*isRight || !attempt->isAllowed || !attempt->account ||
        !mayUse(*attempt->account, signer->device.has_value(), m_services.clock.now())) {
        const Status noted = co_await noteFailure(context, request->tenant, *attempt);
        if (!noted) {
            co_return propagate(noted.error());
        }
        co_return loginFailed("login, password or account");
    }
    const auto reply = co_await openSession(context, *request, *signer, *attempt);
    if (!reply) {
        if (reply.error().code == ErrorCode::LoginFailed) { // a wrong second factor
            const Status noted = co_await noteFailure(context, request->tenant, *attempt);
            if (!noted) {
                co_return propagate(noted.error());
            }
        }
        co_return propagate(reply.error());
    }
    co_return jsonReply(200, *reply);
}

Awaitable<Result<SignIn::Signer>> SignIn::proveSigner(RequestContext& context,
                                                      const wire::SignInRequest& request) {
    const auto proof = m_proofs.read(context.request);
    if (!proof) {
        co_return propagate(proof.error());
    }
    Result<Signer> signer = fail(ErrorCode::ProofInvalid, "the key id is not of the session key");
    if (!request.sessionPublicKey) {
        signer = co_await findDevice(request, proof->keyId);
    } else if (request.sessionPublicKey->size() == kPublicKeySize &&
               crypto::sessionKeyId(*request.sessionPublicKey) == proof->keyId) {
        Signer console;
        console.keyId = proof->keyId;
        console.keyPublic = *request.sessionPublicKey;
        signer = std::move(console);
    }
    if (!signer) {
        co_return signer;
    }
    if (const Status verified = m_proofs.verify(*proof, context.request, signer->keyPublic); !verified) {
        co_return propagate(verified.error());
    }
    signer->address = auth::networkOf(context.request.peer);
    if (signer->device) {
        if (const Status state = auth::checkDeviceState(signer->deviceState); !state) {
            co_return propagate(state.error());
        }
    }
    co_return signer;
}

Awaitable<Result<SignIn::Signer>> SignIn::findDevice(const wire::SignInRequest& request, std::string keyId) {
    const auto device = DeviceId::parse(keyId);
    if (!device) {
        co_return fail(ErrorCode::Unauthenticated, "neither a session key nor a PC");
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Result<Signer> {
        auto row = storage::SessionRepository(unit).deviceKey(*device);
        if (!row) {
            return fail(ErrorCode::DeviceNotEnrolled, "unknown device");
        }
        return Signer{keyId, std::move(row->signPublic), *device, std::move(row->state), {}};
    };
    co_return co_await m_services.database.read(request.tenant, job);
}

Awaitable<Status> SignIn::noteFailure(const RequestContext& context, const TenantId& tenant,
                                      const Attempt& attempt) {
    const TimePoint now = m_services.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        noteFailedSignIn(unit, now);
        if (attempt.account) {
            recordSignIn(unit, context, *attempt.account, "", ErrorCode::LoginFailed, now);
        }
        return {};
    };
    co_return co_await m_services.database.write(tenant, job);
}

Awaitable<Result<SignIn::Attempt>> SignIn::begin(const std::string& peer, const wire::SignInRequest& request,
                                                 const Signer& signer, std::uint64_t counter) {
    const TimePoint now = m_services.clock.now();
    const auto loginKey = domain::loginKey(request.login);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<Attempt> {
        const auto tenant = storage::TenantRepository(unit, now).find(request.tenant);
        // after the end of its licence a tenant is read-only: who reads, or brings a new licence, signs in
        if (!tenant || (tenant->state != "active" && tenant->state != "expired")) {
            return loginFailed("no such tenant");
        }
        if (Status taken = storage::ProofRepository(unit).takeCounter(signer.keyId, counter, now); !taken) {
            return propagate(taken.error());
        }
        Attempt attempt;
        if (!signer.device) {
            attempt.mayTry = checkFlood(unit, m_services.serverKey, peer, now);
        }
        storage::LoginRepository logins(unit, now);
        if (loginKey) {
            attempt.account = logins.find(*loginKey);
        }
        const std::string guarded = guardKey(m_services.serverKey, request, attempt.account);
        if (attempt.mayTry) {
            attempt.isAllowed = logins.beginTry(guarded, signer.source(),
                                                storage::TryRule::of(*m_services.settings.of(unit)));
            attempt.tryId = logins.noteTry(guarded, signer.source(), signer.address);
        }
        return attempt;
    };
    co_return co_await m_services.database.write(request.tenant, job);
}

Awaitable<Result<bool>> SignIn::isRightPassword(const wire::SignInRequest& request, const Attempt& attempt) {
    const bool hasVerifier = attempt.account && attempt.account->verifier;
    const std::string verifier = hasVerifier ? *attempt.account->verifier : m_standIn;
    const auto work = [&] {
        return crypto::checkVerifier(m_services.serverKey.pepper(), request.auth, verifier);
    };
    const auto isRight = co_await m_services.cpu.run(work);
    if (!isRight) {
        co_return propagate(isRight.error());
    }
    co_return *isRight&& hasVerifier;
}

Awaitable<Result<wire::SessionReply>> SignIn::openSession(const RequestContext& context,
                                                          const wire::SignInRequest& request,
                                                          const Signer& signer, const Attempt& attempt) {
    const storage::LoginRow& account = *attempt.account;
    const TimePoint now = m_services.clock.now();
    const std::string access = auth::makeToken(request.tenant);
    const std::string refresh = auth::makeToken(request.tenant);
    storage::NewSession session{.id = makeUuid(),
                                .accessHash = auth::tokenHash(access),
                                .refreshHash = auth::tokenHash(refresh),
                                .user = account.id,
                                .keyId = signer.keyId,
                                .keyPublic = signer.keyPublic,
                                .device = signer.device,
                                .createdAt = now,
                                .times = {},
                                .strongAuthAt = now,
                                .isLimited = false,
                                .needsSecondFactor = false,
                                .address = signer.address};
    const auto job = [&](storage::UnitOfWork& unit) -> Result<wire::SessionReply> {
        storage::LoginRepository logins(unit, now);
        auto current = logins.find(account.id);
        if (!current || current->verifier != account.verifier ||
            !mayUse(*current, signer.device.has_value(), now)) {
            return loginFailed("the account changed meanwhile");
        }
        if (Status factor = decideFactor(unit, request, *current, session, now); !factor) {
            return propagate(factor.error());
        }
        logins.forgetTries(current->loginKey, signer.source());
        logins.forgetTry(current->loginKey, attempt.tryId);
        logins.noteSignIn(current->id);
        const auto limits = m_services.settings.of(unit);
        // no session outlives the account
        const TimePoint latest =
            std::min(now + limits->sessionLimit, current->validTo.value_or(TimePoint::max()));
        session.times = auth::timesAt(now, latest, limits->sessionIdle);
        storage::SessionRepository sessions(unit);
        sessions.removeEnded(now);
        sessions.add(session);
        const auto end = passwordEnd(unit, *current, limits->passwordExpires, now);
        auto reply = sessionReply(unit, *current, session.times, now);
        reply.user.passwordExpiresAt = end;
        if (current->passwordKind == "one_time") {
            storage::KeyRepository(unit).removePasswordWrap(current->id); // works once, as the password does
        }
        limitReply(reply, session.isLimited, session.needsSecondFactor);
        reply.accessToken = access;
        reply.refreshToken = refresh;
        recordSignIn(unit, context, *current, session.id, std::nullopt, now);
        return reply;
    };
    co_return co_await m_services.database.write(request.tenant, job);
}

// On a PC an administrator may do without his second factor: he then is no more than a member there.
Status SignIn::decideFactor(storage::UnitOfWork& unit, const wire::SignInRequest& request,
                            const storage::LoginRow& account, storage::NewSession& session,
                            TimePoint now) const {
    const auto role = domain::roleFromWire(account.role);
    if (!role || !domain::isAdministrator(*role)) {
        return {};
    }
    storage::SecondFactorRepository factors(unit);
    const auto factor = factors.find(account.id);
    if (!factor || !factor->isActive) {
        const bool isRequired = factors.isRequired();
        session.isLimited = isRequired && session.device;
        session.needsSecondFactor = isRequired && !session.device;
        return {};
    }
    if (session.device && !request.secondFactor) {
        session.isLimited = true;
        return {};
    }
    return checkSecondFactor(unit, m_services.serverKey, account.id, request.secondFactor, now);
}

void limitReply(wire::SessionReply& reply, bool isLimited, bool needsSecondFactor) {
    if (isLimited) {
        reply.user.role = domain::toWire(domain::Role::Member);
    }
    reply.user.mustSetSecondFactor = needsSecondFactor;
}

wire::SessionReply sessionReply(storage::UnitOfWork& unit, const storage::LoginRow& account,
                                const storage::SessionTimes& times, TimePoint now) {
    wire::SessionReply reply;
    reply.expiresAt = times.accessUntil;
    reply.sessionEndsAt = times.endsAt;
    reply.tenant = unit.tenant();
    reply.user = {.id = account.id,
                  .login = account.login,
                  .displayName = account.displayName,
                  .role = account.role,
                  .mustChangePassword = account.mustChange,
                  .mustSetSecondFactor = false,
                  .vaultFrozen = account.vaultFrozenAt.has_value()};
    if (account.passwordKind == "chosen" && account.signPublic && account.boxPublic &&
        account.identityWrapped) {
        reply.identity =
            wire::IdentityRecord{*account.signPublic, *account.boxPublic, *account.identityWrapped};
    }
    reply.vaultKeys = storage::KeyRepository(unit).vaultKeys(account.id);
    reply.serverTime = now;
    return reply;
}

} // namespace kaomon::features

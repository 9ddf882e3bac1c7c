// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/session/session_changes.h"

#include "auth/address_check.h"
#include "auth/session_gate.h"
#include "auth/session_times.h"
#include "auth/token.h"
#include "base/log.h"
#include "crypto/password.h"
#include "domain/role.h"
#include "features/password_record.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "features/session/caller_proof.h"
#include "features/session/second_factor_check.h"
#include "features/session/sign_in.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/login_repository.h"
#include "storage/repositories/proof_repository.h"

namespace kaomon::features {
namespace {

using http::Awaitable;
using http::RequestContext;
using http::Response;

tl::unexpected<Error> unknownSession() {
    return fail(ErrorCode::Unauthenticated, "unknown or ended session");
}

// The keys of somebody whose password was forgotten may be new; otherwise they stay and are only wrapped
// anew.
Status checkIdentity(const storage::LoginRow& account, const wire::IdentityRecord& identity) {
    const bool isSame = account.signPublic == identity.signPublic && account.boxPublic == identity.boxPublic;
    if (account.passwordKind == "chosen" && account.signPublic && !isSame) {
        return fail(ErrorCode::Conflict, "the identity is another one");
    }
    return {};
}

} // namespace

Awaitable<Result<storage::SessionRow>> SessionChanges::findSession(const TenantId& tenant,
                                                                   const std::string& refreshHash) {
    const auto job = [&](storage::UnitOfWork& unit) -> Result<storage::SessionRow> {
        storage::SessionRepository sessions(unit);
        auto session = sessions.findByRefresh(refreshHash);
        if (!session) {
            session = sessions.findBySpentRefresh(refreshHash);
        }
        if (!session) {
            return unknownSession();
        }
        return std::move(*session);
    };
    co_return co_await m_services.database.read(tenant, job);
}

Awaitable<Result<Response>> SessionChanges::refresh(RequestContext& context) {
    const auto request = bodyOf<wire::RefreshRequest>(context);
    if (!request) {
        co_return propagate(request.error());
    }
    const auto proof = m_proofs.read(context.request);
    if (!proof) {
        co_return propagate(proof.error());
    }
    const auto tenant = auth::tenantOfToken(request->refreshToken);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const std::string hash = auth::tokenHash(request->refreshToken);
    const auto session = co_await findSession(*tenant, hash);
    if (!session) {
        co_return propagate(session.error());
    }
    if (session->keyId != proof->keyId) {
        co_return unknownSession();
    }
    if (const Status verified = m_proofs.verify(*proof, context.request, session->keyPublic); !verified) {
        co_return propagate(verified.error());
    }
    const auto scope = session->device ? domain::AddressScope::Client : domain::AddressScope::Console;
    const Status near = co_await m_services.addresses.admit(*tenant, scope, context.request.address);
    if (!near) {
        co_return propagate(near.error());
    }
    if (session->deviceState) {
        if (const Status state = auth::checkDeviceState(*session->deviceState); !state) {
            co_return propagate(state.error());
        }
    }
    co_return co_await rotate(*tenant, *session, hash, proof->counter);
}

Awaitable<Result<Response>> SessionChanges::rotate(const TenantId& tenant, const storage::SessionRow& session,
                                                   const std::string& refreshHash, std::uint64_t counter) {
    const TimePoint now = m_services.clock.now();
    const std::string access = auth::makeToken(tenant);
    const std::string refresh = auth::makeToken(tenant);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<std::optional<wire::SessionReply>> {
        if (Status taken = storage::ProofRepository(unit).takeCounter(session.keyId, counter, now); !taken) {
            return propagate(taken.error());
        }
        storage::SessionRepository sessions(unit);
        const auto times =
            auth::timesAt(now, session.times.endsAt, m_services.settings.of(unit)->sessionIdle);
        const auto account = storage::LoginRepository(unit, now).find(session.user);
        const bool isAlive = session.times.refreshUntil > now && session.times.endsAt > now && account &&
                             account->accountState == "active";
        if (!isAlive || !sessions.rotate(session.id, refreshHash, auth::tokenHash(access),
                                         auth::tokenHash(refresh), times)) {
            sessions.remove(session.id);
            return std::optional<wire::SessionReply>();
        }
        auto reply = sessionReply(unit, *account, times, now);
        limitReply(reply, session.isLimited, session.needsSecondFactor);
        reply.accessToken = access;
        reply.refreshToken = refresh;
        return std::optional(std::move(reply));
    };
    const auto reply = co_await m_services.database.write(tenant, job);
    if (!reply) {
        co_return propagate(reply.error());
    }
    if (!*reply) {
        log::warning("session.ended_at_refresh", {{"tenant", tenant.text()}, {"user", session.user.text()}});
        co_return unknownSession();
    }
    co_return jsonReply(200, **reply);
}

Awaitable<Result<Response>> SessionChanges::signOut(RequestContext& context) {
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        storage::SessionRepository(unit).remove(context.principal.sessionId);
        if (!domain::isAdministrator(context.principal.role)) {
            unit.acts().omit(); // people on PCs: their PCs' events tell
        }
        return {};
    };
    const Status ended = co_await provenWrite(m_services, context, job);
    if (!ended) {
        co_return propagate(ended.error());
    }
    co_return Response::noContent();
}

Awaitable<Result<Response>> SessionChanges::changePassword(RequestContext& context) {
    const auto change = bodyOf<wire::PasswordChange>(context);
    if (!change) {
        co_return propagate(change.error());
    }
    if (const Status valid = checkPasswordSet(change->next, "/next", change->identity, change->vaultKeys);
        !valid) {
        co_return propagate(valid.error());
    }
    if (const Status right = co_await proveCaller(m_services, context, change->currentAuth); !right) {
        co_return propagate(right.error());
    }
    const auto work = [&] { return crypto::makeVerifier(m_services.serverKey.pepper(), change->next.auth); };
    const auto verifier = co_await m_services.cpu.run(work);
    if (!verifier) {
        co_return propagate(verifier.error());
    }
    if (!*verifier) {
        co_return propagate(verifier->error());
    }
    const Status stored = co_await storePassword(context, *change, **verifier);
    if (!stored) {
        co_return propagate(stored.error());
    }
    co_return Response::noContent();
}

Awaitable<Result<Response>> SessionChanges::reauthenticate(RequestContext& context) {
    const auto request = bodyOf<wire::ReauthRequest>(context);
    if (!request) {
        co_return propagate(request.error());
    }
    if (const Status right = co_await proveCaller(m_services, context, request->auth); !right) {
        co_return propagate(right.error());
    }
    const TimePoint now = m_services.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        if (domain::isAdministrator(context.principal.role)) {
            if (Status factor = checkSecondFactor(unit, m_services.serverKey, context.principal.user,
                                                  request->secondFactor, now);
                !factor) {
                return factor;
            }
        }
        storage::SessionRepository(unit).noteStrongAuth(context.principal.sessionId, now);
        forgetCallerTries(unit, context.principal, now);
        return {};
    };
    const Status noted = co_await provenWrite(m_services, context, job);
    if (!noted) {
        co_return propagate(noted.error());
    }
    co_return jsonReply(200, wire::ReauthReply{now + auth::kStrongAuthLifetime});
}

Awaitable<Status> SessionChanges::storePassword(RequestContext& context, const wire::PasswordChange& change,
                                                const std::string& verifier) {
    const http::Principal& caller = context.principal;
    const TimePoint now = m_services.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        storage::LoginRepository logins(unit, now);
        const auto account = logins.find(caller.user);
        if (!account) {
            return unknownSession();
        }
        if (Status identity = checkIdentity(*account, change.identity); !identity) {
            return identity;
        }
        if (account->vaultFrozenAt && !change.vaultKeys.empty()) {
            // whoever holds the one-time password may not write over the seals of the vault
            return fail(ErrorCode::Conflict, "the vault rests since a reissue", "/vault_keys");
        }
        logins.setChosenPassword(caller.user, {.salt = change.next.salt,
                                               .iterations = change.next.iterations,
                                               .memoryKib = change.next.memoryKib,
                                               .verifier = verifier,
                                               .identity = change.identity});
        storage::KeyRepository keys(unit);
        for (const wire::VaultKeyWrap& wrap : change.vaultKeys) {
            keys.putVaultKey(caller.user, wrap, now);
        }
        forgetCallerTries(unit, caller, now);
        storage::SessionRepository sessions(unit);
        sessions.removeOthersOf(caller.user, caller.sessionId);
        sessions.noteStrongAuth(caller.sessionId, now);
        return {};
    };
    co_return co_await provenWrite(m_services, context, job);
}

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/totp.h"
#include "base/base64.h"
#include "features/accounts/account_mails.h"
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "features/session/second_factor_check.h"
#include "features/two_person_acts/agreement.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/second_factor_repository.h"
#include "storage/repositories/session_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"
#include "wire/accounts.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::SecondFactorRepository;
using storage::UnitOfWork;

AsyncReply getState(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        SecondFactorRepository factors(unit);
        const auto factor = factors.find(context.principal.user);
        wire::SecondFactorState state;
        state.isActive = factor && factor->isActive;
        state.isRequired = factors.isRequired();
        if (state.isActive) {
            state.changedAt = factor->changedAt;
            state.recoveryCodes = factors.recoveryCodes(context.principal.user);
        }
        return jsonReply(200, state);
    });
}

// Answers that carry a secret are never stored for a repeated request: the caller begins again instead.
AsyncReply begin(ServiceContext& services, http::RequestContext& context) {
    const http::Principal& caller = context.principal;
    const TimePoint now = services.clock.now();
    const SecretBytes secret = auth::makeTotpSecret();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SecondFactorRepository factors(unit);
        if (const auto factor = factors.find(caller.user); factor && factor->isActive) {
            return fail(ErrorCode::Conflict, "remove the second factor first");
        }
        const auto user = storage::UserRepository(unit, now).find(caller.user);
        const auto tenant = storage::TenantRepository(unit, now).find(caller.tenant);
        if (!user || !tenant) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        factors.putPending(caller.user,
                           sealSecondFactor(services.serverKey, caller.tenant, caller.user, secret), now);
        wire::SecondFactorSetup setup;
        setup.secret = toBase32(secret.reveal());
        setup.uri = auth::totpUri(secret, "Kaomon " + tenant->name, user->login).reveal();
        return jsonReply(200, setup);
    });
}

wire::RecoveryCodes newRecoveryCodes(UnitOfWork& unit, const auth::ServerKey& key, const UserId& user) {
    wire::RecoveryCodes codes{makeRecoveryCodes()};
    std::vector<std::string> hashes;
    for (const std::string& code : codes.codes) {
        hashes.push_back(recoveryHash(key, user, code));
    }
    SecondFactorRepository(unit).replaceRecoveryCodes(user, hashes);
    return codes;
}

AsyncReply confirm(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::SecondFactorConfirm>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const http::Principal& caller = context.principal;
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SecondFactorRepository factors(unit);
        const auto factor = factors.find(caller.user);
        if (!factor || factor->isActive) {
            return fail(ErrorCode::Conflict, "nothing to confirm");
        }
        const auto secret =
            openSecondFactor(services.serverKey, caller.tenant, caller.user, factor->secretSealed);
        if (!secret) {
            return propagate(secret.error());
        }
        const auto step = auth::totpStep(*secret, body->code, now);
        if (!step || !factors.takeStep(caller.user, *step)) {
            return fail(ErrorCode::SecondFactorWrong, "wrong code", "/code");
        }
        factors.activate(caller.user, now);
        storage::SessionRepository(unit).removeOthersOf(caller.user, caller.sessionId);
        storage::AccountRepository(unit, now).note(actBy(caller, "second_factor_set", caller.user, ""));
        return jsonReply(200, newRecoveryCodes(unit, services.serverKey, caller.user));
    });
}

AsyncReply regenerate(ServiceContext& services, http::RequestContext& context) {
    const http::Principal& caller = context.principal;
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto factor = SecondFactorRepository(unit).find(caller.user);
        if (!factor || !factor->isActive) {
            return fail(ErrorCode::Conflict, "no second factor");
        }
        storage::AccountRepository(unit, now).note(actBy(caller, "recovery_codes_made", caller.user, ""));
        return jsonReply(200, newRecoveryCodes(unit, services.serverKey, caller.user));
    });
}

// The person is told, whoever did it.
void removeFactor(UnitOfWork& unit, const UserId& user, TimePoint now) {
    SecondFactorRepository factors(unit);
    if (const auto factor = factors.find(user); factor && factor->isActive) {
        mailSecondFactorRemoved(unit, user, now);
    }
    factors.remove(user);
}

AsyncReply removeOwn(ServiceContext& services, http::RequestContext& context) {
    const http::Principal& caller = context.principal;
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SecondFactorRepository factors(unit);
        if (factors.isRequired()) {
            return fail(ErrorCode::Conflict, "the tenant requires a second factor");
        }
        removeFactor(unit, caller.user, now);
        storage::AccountRepository(unit, now).note(actBy(caller, "second_factor_removed", caller.user, ""));
        return http::Response::noContent();
    });
}

// For somebody who lost phone and recovery codes; the next sign-in asks for a new one where the rule says so.
AsyncReply removeOthers(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    if (!user) {
        co_return propagate(user.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        storage::AccountRepository accounts(unit, now);
        const auto account = helpable(accounts, context.principal, *user);
        if (!account) {
            return propagate(account.error());
        }
        if (account->role == "owner") {
            if (const Status agreed = takeAccountAgreement(unit, *user, OwnerStep::Weakened, now); !agreed) {
                return propagate(agreed.error());
            }
        }
        removeFactor(unit, *user, now);
        storage::SessionRepository(unit).removeOthersOf(*user, "");
        accounts.note(actBy(context.principal, "second_factor_removed", *user, ""));
        return http::Response::noContent();
    });
}

http::Response rulesReply(SecondFactorRepository factors) {
    return jsonReply(200, wire::AccountRules{factors.isRequired()}).with("ETag", etagOf(factors.rulesRev()));
}

AsyncReply getRules(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [](UnitOfWork& unit) -> Reply {
        return rulesReply(SecondFactorRepository(unit));
    });
}

AsyncReply putRules(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::AccountRules>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        SecondFactorRepository factors(unit);
        if (const Status fresh = checkIfMatch(context, factors.rulesRev()); !fresh) {
            return propagate(fresh.error());
        }
        factors.setRequired(body->administratorsNeedSecondFactor);
        auto act = actBy(context.principal, "account_rules_changed", std::nullopt, "");
        act.detail =
            body->administratorsNeedSecondFactor ? "second factor required" : "second factor optional";
        storage::AccountRepository(unit, now).note(std::move(act));
        return rulesReply(factors);
    });
}

std::vector<http::Route> ownRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/session/second-factor",
         .operation = "getSecondFactor",
         .summary = "Whether the caller has a second factor, and whether he must",
         .access = http::withoutSecondFactor(administrators()),
         .response = schemaNamed<wire::SecondFactorState>("SecondFactorState"),
         .handler = bindTo(services, getState)},
        {.method = "POST",
         .path = "/v1/session/second-factor",
         .operation = "beginSecondFactor",
         .summary = "A new secret for the caller's authenticator app, in force once confirmed",
         .access = http::withoutSecondFactor(administrators()),
         .response = schemaNamed<wire::SecondFactorSetup>("SecondFactorSetup"),
         .problems = {NotFound, Conflict},
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, begin)},
        {.method = "POST",
         .path = "/v1/session/second-factor:confirm",
         .operation = "confirmSecondFactor",
         .summary = "The first code: puts the second factor in force and gives ten recovery codes",
         .access = http::withoutSecondFactor(administrators()),
         .request = schemaNamed<wire::SecondFactorConfirm>("SecondFactorConfirm"),
         .response = schemaNamed<wire::RecoveryCodes>("RecoveryCodes"),
         .problems = {SecondFactorWrong},
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, confirm)},
        {.method = "POST",
         .path = "/v1/session/second-factor:recovery-codes",
         .operation = "makeRecoveryCodes",
         .summary = "Ten new recovery codes in place of the old ones",
         .access = administrators(),
         .response = schemaNamed<wire::RecoveryCodes>("RecoveryCodes"),
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, regenerate)},
        {.method = "DELETE",
         .path = "/v1/session/second-factor",
         .operation = "removeSecondFactor",
         .summary = "Removes the caller's second factor where none is required",
         .access = administrators(),
         .status = 204,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, removeOwn)},
    };
}

} // namespace

std::vector<http::Route> secondFactorRoutes(ServiceContext& services) {
    auto routes = ownRoutes(services);
    routes.push_back({.method = "DELETE",
                      .path = "/v1/users/{user}/second-factor",
                      .operation = "removeSecondFactorOf",
                      .summary = "Removes another administrator's lost second factor and ends his sessions",
                      .access = http::usersIn({Owner}),
                      .status = 204,
                      .problems = {ErrorCode::ApprovalRequired},
                      .reauth = http::Reauth::Required,
                      .handler = bindTo(services, removeOthers)});
    routes.push_back({.method = "GET",
                      .path = "/v1/account-rules",
                      .operation = "getAccountRules",
                      .summary = "What the tenant asks of its administrators",
                      .access = administrators(),
                      .response = schemaNamed<wire::AccountRules>("AccountRules"),
                      .handler = bindTo(services, getRules)});
    routes.push_back({.method = "PUT",
                      .path = "/v1/account-rules",
                      .operation = "putAccountRules",
                      .summary = "Sets what the tenant asks of its administrators",
                      .access = http::usersIn({Owner}),
                      .request = schemaNamed<wire::AccountRules>("AccountRules"),
                      .response = schemaNamed<wire::AccountRules>("AccountRules"),
                      .problems = {ErrorCode::StaleRevision},
                      .ifMatch = http::IfMatch::Required,
                      .reauth = http::Reauth::Required,
                      .handler = bindTo(services, putRules)});
    return routes;
}

} // namespace kaomon::features

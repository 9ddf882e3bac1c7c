// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/bootstrap/bootstrap.h"

#include "audit/act_recorder.h"
#include "auth/address_key.h"
#include "auth/rate_bucket.h"
#include "auth/token.h"
#include "base/log.h"
#include "crypto/password.h"
#include "domain/login_key.h"
#include "features/groups/face_keys.h"
#include "features/reply.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/login_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/rate_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using http::Awaitable;
using http::RequestContext;
using http::Response;

constexpr int kWrongCodes = 5;
constexpr std::chrono::seconds kWrongCodesWindow{60};
constexpr const char* kWrongCodeScope = "bootstrap_code";

std::string codeHashOf(const std::string& typed) {
    return auth::tokenHash(crypto::normaliseCode(typed).reveal());
}

tl::unexpected<Error> invalidCode() {
    return fail(ErrorCode::BootstrapCodeInvalid, "unknown, used or expired");
}

void storeOwner(storage::UnitOfWork& unit, const wire::BootstrapRequest& request, const std::string& verifier,
                TimePoint now) {
    storage::NewOwner owner;
    owner.id = request.ownerId;
    owner.login = request.login;
    owner.loginKey = domain::loginKey(request.login).value_or(request.login);
    owner.displayName = request.displayName;
    owner.mail = request.mail;
    owner.password = {.salt = request.password.salt,
                      .iterations = request.password.iterations,
                      .memoryKib = request.password.memoryKib,
                      .verifier = verifier,
                      .identity = request.identity};
    storage::LoginRepository(unit, now).addOwner(owner);
}

void storeKeys(storage::UnitOfWork& unit, const wire::BootstrapRequest& request, TimePoint now) {
    storage::KeyRepository keys(unit);
    keys.putManifest({request.manifest, 1}, now);
    for (const wire::KeySeal& seal : request.seals) {
        keys.putSeal(seal, now);
    }
    keys.confirmRoot(request.ownerId.text()); // only the root signs a manifest
    for (const wire::VaultKeyWrap& wrap : request.vaultKeys) {
        keys.putVaultKey(request.ownerId, wrap, now);
    }
    for (const wire::PolicyDocument& document : request.policies) {
        storage::PolicyRepository(unit).put(document, now);
    }
}

} // namespace

Awaitable<Status> Bootstrap::checkWrongCodes(const std::string& source) {
    const TimePoint now = m_services.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        const auto wrong =
            storage::RateRepository(unit).current(kWrongCodeScope, source, now, kWrongCodesWindow);
        return wrong < kWrongCodes ? Status() : auth::refuseFor(kWrongCodesWindow, "too many wrong codes");
    };
    co_return co_await m_services.database.read(TenantId(), job);
}

Awaitable<Status> Bootstrap::countWrongCode(const std::string& source) {
    const TimePoint now = m_services.clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        (void)storage::RateRepository(unit).count(kWrongCodeScope, source, now, kWrongCodesWindow);
        return {};
    };
    co_return co_await m_services.database.write(TenantId(), job);
}

Awaitable<Result<storage::TenantRow>> Bootstrap::openCode(const std::string& peer,
                                                          const std::string& codeHash) {
    const std::string source = m_services.serverKey.mac("rate", auth::addressKey(peer));
    const Status allowed = co_await checkWrongCodes(source);
    if (!allowed) {
        co_return propagate(allowed.error());
    }
    const auto locate = [&](storage::UnitOfWork& unit) -> Result<TenantId> {
        auto tenant = storage::LocatorRepository(unit).find("bootstrap_code", codeHash);
        if (!tenant) {
            return invalidCode();
        }
        return *tenant;
    };
    const auto tenant = co_await m_services.database.read(TenantId(), locate);
    Result<storage::TenantRow> row = invalidCode();
    if (tenant) {
        const auto check = [&](storage::UnitOfWork& unit) -> Result<storage::TenantRow> {
            storage::TenantRepository tenants(unit, m_services.clock.now());
            auto found = tenants.find(*tenant);
            if (!found || found->state != "new" || !tenants.isOpenBootstrapCode(codeHash)) {
                return invalidCode();
            }
            return *found;
        };
        row = co_await m_services.database.read(*tenant, check);
    } else {
        row = propagate(tenant.error());
    }
    if (!row && row.error().code == ErrorCode::BootstrapCodeInvalid) {
        if (const Status counted = co_await countWrongCode(source); !counted) {
            co_return propagate(counted.error());
        }
    }
    co_return row;
}

Awaitable<Result<Response>> Bootstrap::begin(RequestContext& context) {
    const auto request = bodyOf<wire::BootstrapBegin>(context);
    if (!request) {
        co_return propagate(request.error());
    }
    const std::string codeHash = codeHashOf(request->code);
    const auto tenant = co_await openCode(context.request.peer, codeHash);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const std::string pin = m_pins.read()->current;
    co_return jsonReply(200, wire::BootstrapInfo{tenant->id, tenant->name, tenant->isDemo, pin});
}

Awaitable<Result<Response>> Bootstrap::complete(RequestContext& context) {
    const auto request = bodyOf<wire::BootstrapRequest>(context);
    if (!request) {
        co_return propagate(request.error());
    }
    const std::string codeHash = codeHashOf(request->code);
    const auto tenant = co_await openCode(context.request.peer, codeHash);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    if (const Status founded = checkFounding(*request, *tenant); !founded) {
        co_return propagate(founded.error());
    }
    const auto work = [&] {
        return crypto::makeVerifier(m_services.serverKey.pepper(), request->password.auth);
    };
    const auto verifier = co_await m_services.cpu.run(work);
    if (!verifier) {
        co_return propagate(verifier.error());
    }
    if (!*verifier) {
        co_return propagate(verifier->error());
    }
    co_return co_await store(context, *request, *tenant, **verifier);
}

Awaitable<Result<Response>> Bootstrap::store(const RequestContext& context,
                                             const wire::BootstrapRequest& request,
                                             const storage::TenantRow& tenant, const std::string& verifier) {
    const TimePoint now = m_services.clock.now();
    const std::string codeHash = codeHashOf(request.code);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<wire::User> {
        storage::TenantRepository tenants(unit, now);
        if (!tenants.useBootstrapCode(codeHash)) {
            return invalidCode();
        }
        storeOwner(unit, request, verifier, now);
        storeKeys(unit, request, now);
        if (const Status adopted = adoptFaceKeys(unit, request.manifest, now); !adopted) {
            return propagate(adopted.error());
        }
        tenants.activate(tenant.id);
        const auto owner = storage::UserRepository(unit, now).find(request.ownerId);
        if (!owner) {
            return fail(ErrorCode::Internal, "the owner was not stored");
        }
        audit::recordAct(unit, context, {"user", request.ownerId.text(), owner->login, owner->role, "", ""},
                         {"tenant", tenant.id.text(), tenant.name}, std::nullopt, now);
        return *owner;
    };
    const auto owner = co_await m_services.database.write(tenant.id, job);
    if (!owner) {
        co_return propagate(owner.error());
    }
    log::info("tenant.founded", {{"tenant", tenant.id.text()}, {"owner", request.ownerId.text()}});
    co_return jsonReply(201, *owner).with("ETag", etagOf(owner->rev));
}

} // namespace kaomon::features

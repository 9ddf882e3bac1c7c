// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/tenant_commands.h"

#include "admin/operator_act.h"
#include "auth/token.h"
#include "crypto/password.h"
#include "domain/company.h"
#include "licensing/licence_book.h"
#include "runtime/data_folder.h"
#include "storage/database.h"
#include "storage/repositories/ledger_repository.h"
#include "storage/repositories/locator_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::admin {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::chrono::hours kCodeValid{72};

// Whose tenant it is; the key stays empty when nothing is known of the company.
Result<storage::TenantLife> lifeOf(const TenantCreateCommand& command, const TenantId& tenant) {
    storage::TenantLife life;
    life.tenant = tenant;
    const auto zone = domain::TimeZone::find(command.timeZone);
    if (!zone) {
        return fail(zone.error().code, zone.error().detail, "/time-zone");
    }
    life.timeZone = zone->name();
    life.company = command.company;
    if (command.isTrial || !command.company.empty() || !command.companyNumber.empty()) {
        auto key = domain::companyKey(command.companyNumber, command.company);
        if (!key) {
            return propagate(key.error());
        }
        life.companyKey = std::move(*key);
    }
    return life;
}

Status storeTenant(storage::Database& database, const storage::TenantRow& tenant,
                   const storage::TenantLife& life, bool isTrial, const std::string& codeHash,
                   TimePoint expiresAt) {
    const auto job = [&](storage::UnitOfWork& unit) -> Status {
        storage::TenantRepository tenants(unit, tenant.createdAt);
        tenants.add(tenant, toEpochMicros(tenant.createdAt));
        tenants.addBootstrapCode(codeHash, expiresAt);
        storage::LocatorRepository(unit).add("bootstrap_code", codeHash, tenant.id);
        storage::TenantLifeRepository(unit).update(life);
        storage::LedgerRepository(unit).audit(operatorName(), "TENANT_CREATED", tenant.id.text(),
                                              isTrial ? "trial" : "", tenant.createdAt);
        return isTrial ? licensing::LicenceBook(unit, {}, tenant.createdAt).startTrial() : Status();
    };
    return database.runBlocking(storage::Access::Write, tenant.id, job);
}

} // namespace

Status TenantCreateCommand::run(Surroundings& surroundings) {
    if (name.empty() || name.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "the name must have 1 to 200 characters", "/name");
    }
    const auto tls = runtime::openTlsIdentity(surroundings.config);
    if (!tls) {
        return propagate(tls.error());
    }
    const auto database = storage::Database::open({.url = surroundings.config.database()});
    if (!database) {
        return propagate(database.error());
    }
    const TimePoint now = surroundings.clock.now();
    const storage::TenantRow tenant{
        .id = TenantId::generate(), .name = name, .state = "new", .isDemo = isDemo, .createdAt = now};
    const auto life = lifeOf(*this, tenant.id);
    if (!life) {
        return propagate(life.error());
    }
    const SecretString code = crypto::makeBootstrapCode();
    const std::string codeHash = auth::tokenHash(crypto::normaliseCode(code.reveal()).reveal());
    if (Status stored = storeTenant(**database, tenant, *life, isTrial, codeHash, now + kCodeValid);
        !stored) {
        return stored;
    }
    surroundings.out << "tenant_id: " << tenant.id.text() << "\nname: " << name
                     << "\ndemo: " << (isDemo ? "yes" : "no") << "\ntrial: " << (isTrial ? "yes" : "no")
                     << "\nbootstrap_code: " << code.reveal()
                     << "\ncode_expires: " << toRfc3339(now + kCodeValid) << "\npin: " << tls->pin << '\n';
    return {};
}

Status TenantListCommand::run(Surroundings& surroundings) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
        return storage::TenantRepository(unit, surroundings.clock.now()).list();
    };
    const auto tenants = (*database)->runBlocking(storage::Access::Read, TenantId(), job);
    if (!tenants) {
        return propagate(tenants.error());
    }
    for (const storage::TenantRow& tenant : *tenants) {
        surroundings.out << tenant.id.text() << '\t' << tenant.state << '\t' << (tenant.isDemo ? "demo" : "-")
                         << '\t' << tenant.name << '\n';
    }
    return {};
}

} // namespace kaomon::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/tls_commands.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "admin/operator_act.h"
#include "auth/manifest_root.h"
#include "domain/device_state.h"
#include "runtime/data_folder.h"
#include "runtime/next_identity.h"
#include "storage/database.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/ledger_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::admin {
namespace {

using storage::UnitOfWork;

constexpr int kMostNamed = 20; // PCs of a tenant

Result<http::ServerPins> pinsOf(const Surroundings& surroundings) {
    const auto current = runtime::openTlsIdentity(surroundings.config);
    return current ? runtime::serverPins(surroundings.config, *current) : propagate(current.error());
}

// A tenant that was founded, and the pins that its owners have signed.
struct SignedPins {
    TenantId tenant;
    std::string name;
    std::vector<std::string> pins;

    [[nodiscard]] bool have(const std::string& pin) const {
        return std::ranges::find(pins, pin) != pins.end();
    }
};

Result<std::unique_ptr<storage::Database>> openDatabase(const Surroundings& surroundings) {
    return storage::Database::open(
        {.url = surroundings.config.database(), .readers = 1, .isMigrating = false});
}

Result<std::vector<std::string>> manifestPins(storage::Database& database, const TenantId& tenant) {
    return database.runBlocking(storage::Access::Read, tenant,
                                [&](UnitOfWork& unit) -> Result<std::vector<std::string>> {
                                    const auto stored = storage::KeyRepository(unit).manifest();
                                    if (!stored) {
                                        return fail(ErrorCode::NotFound, "not founded yet");
                                    }
                                    auto manifest = auth::openOwnManifest(stored->record, tenant.text());
                                    if (!manifest) {
                                        return propagate(manifest.error());
                                    }
                                    return std::move(manifest->tlsPins);
                                });
}

Result<std::vector<SignedPins>> signedPins(storage::Database& database, TimePoint now) {
    const auto tenants = database.runBlocking(
        storage::Access::Read, TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
            return storage::TenantRepository(unit, now).list();
        });
    if (!tenants) {
        return propagate(tenants.error());
    }
    std::vector<SignedPins> found;
    for (const storage::TenantRow& tenant : *tenants) {
        auto pins = manifestPins(database, tenant.id);
        if (pins) {
            found.push_back({tenant.id, tenant.name, std::move(*pins)});
        } else if (pins.error().code != ErrorCode::NotFound) {
            return propagate(pins.error());
        }
    }
    return found;
}

// The active PCs of a tenant, and those of them that have not said that they accept a key.
struct FollowingPcs {
    long long active = 0;
    long long without = 0;
    std::vector<wire::Device> first; // of those without
};

Result<FollowingPcs> followingPcs(storage::Database& database, const TenantId& tenant,
                                  const std::string& pin) {
    return database.runBlocking(storage::Access::Read, tenant, [&](UnitOfWork& unit) -> Result<FollowingPcs> {
        storage::DeviceRepository devices(unit);
        storage::DeviceFilter filter{.state = std::string(domain::toWire(domain::DeviceState::Active)),
                                     .limit = kMostNamed};
        FollowingPcs pcs{.active = devices.count(filter), .without = 0, .first = {}};
        filter.withoutPin = pin;
        pcs.without = devices.count(filter);
        pcs.first = devices.list(filter);
        return pcs;
    });
}

Status printFollowing(std::ostream& out, storage::Database& database, const TenantId& tenant,
                      const std::string& pin) {
    const auto pcs = followingPcs(database, tenant, pin);
    if (!pcs) {
        return propagate(pcs.error());
    }
    out << "pcs " << tenant.text() << ": " << pcs->active - pcs->without << " of " << pcs->active
        << " know the next key\n";
    for (const wire::Device& device : pcs->first) {
        out << "without " << device.id.text() << ": "
            << (device.lastSeenAt ? "last seen " + toRfc3339(*device.lastSeenAt) : "never seen") << ", "
            << device.name << '\n';
    }
    const long long more = pcs->without - static_cast<long long>(pcs->first.size());
    if (more > 0) {
        out << "without: and " << more << " more\n";
    }
    return {};
}

Status checkEverybodyFollows(storage::Database& database, const std::vector<SignedPins>& tenants,
                             const std::string& pin) {
    long long without = 0;
    for (const SignedPins& tenant : tenants) {
        const auto pcs = followingPcs(database, tenant.tenant, pin);
        if (!pcs) {
            return propagate(pcs.error());
        }
        without += pcs->without;
    }
    if (without == 0) {
        return {};
    }
    return fail(ErrorCode::Conflict, std::to_string(without) +
                                         " active PCs have not said that they know the next key "
                                         "(kaomonctl tls status names them); they would refuse the server. "
                                         "Wait until they were online, or use --leave-behind");
}

void print(std::ostream& out, const http::ServerPins& pins) {
    out << "current: " << pins.current << "\ncurrent_until: " << toRfc3339(pins.currentUntil)
        << "\nnext: " << (pins.next.empty() ? "none" : pins.next) << '\n';
    if (pins.nextUntil) {
        out << "next_until: " << toRfc3339(*pins.nextUntil) << '\n';
    }
}

Status checkEverybodySigned(const std::vector<SignedPins>& tenants, const std::string& pin) {
    std::string missing;
    for (const SignedPins& tenant : tenants) {
        if (!tenant.have(pin)) {
            missing += (missing.empty() ? "" : ", ") + tenant.tenant.text();
        }
    }
    if (missing.empty()) {
        return {};
    }
    return fail(ErrorCode::Conflict, "the next key is not signed by the owners of " + missing +
                                         "; their PCs and consoles would refuse the server. Have them sign "
                                         "it in the console (Administrators, Keys), or use --force");
}

} // namespace

Status TlsStatusCommand::run(Surroundings& surroundings) {
    const auto pins = pinsOf(surroundings);
    if (!pins) {
        return propagate(pins.error());
    }
    print(surroundings.out, *pins);
    if (const auto request = runtime::nextRequest(surroundings.config)) {
        surroundings.out << "request: " << request->string() << '\n';
    }
    const auto database = openDatabase(surroundings);
    if (!database) {
        return propagate(database.error());
    }
    const auto tenants = signedPins(**database, surroundings.clock.now());
    if (!tenants) {
        return propagate(tenants.error());
    }
    for (const SignedPins& tenant : *tenants) {
        surroundings.out << "tenant " << tenant.tenant.text() << ": current "
                         << (tenant.have(pins->current) ? "signed" : "NOT SIGNED");
        if (!pins->next.empty()) {
            surroundings.out << ", next " << (tenant.have(pins->next) ? "signed" : "not signed yet");
        }
        surroundings.out << ", " << tenant.name << '\n';
        const Status listed = pins->next.empty()
                                  ? Status()
                                  : printFollowing(surroundings.out, **database, tenant.tenant, pins->next);
        if (!listed) {
            return listed;
        }
    }
    return {};
}

Status TlsNextCommand::run(Surroundings& surroundings) {
    // So that there is a current one, which decides where the next one comes from.
    if (const auto pins = pinsOf(surroundings); !pins) {
        return propagate(pins.error());
    }
    const auto next = pin.empty() ? runtime::makeNextIdentity(surroundings.config)
                                  : runtime::noteNextIdentity(surroundings.config, pin);
    if (!next) {
        return propagate(next.error());
    }
    surroundings.out << "next: " << next->pin << '\n';
    if (next->notAfter) {
        surroundings.out << "next_until: " << toRfc3339(*next->notAfter) << '\n';
    }
    if (const auto request = runtime::nextRequest(surroundings.config)) {
        surroundings.out << "request: " << request->string() << '\n';
    }
    surroundings.out << "reload the server (SIGHUP), then have an owner of each tenant sign this pin in the "
                        "console: Administrators, Keys\n";
    return {};
}

Status TlsPromoteCommand::run(Surroundings& surroundings) {
    const auto next = runtime::nextIdentity(surroundings.config);
    if (!next) {
        return propagate(next.error());
    }
    const auto database = openDatabase(surroundings);
    if (!database) {
        return propagate(database.error());
    }
    const TimePoint now = surroundings.clock.now();
    if (*next && !(isForced && mayLeaveBehind)) {
        const auto tenants = signedPins(**database, now);
        if (!tenants) {
            return propagate(tenants.error());
        }
        Status ready = isForced ? Status() : checkEverybodySigned(*tenants, (*next)->pin);
        if (ready && !mayLeaveBehind) {
            ready = checkEverybodyFollows(**database, *tenants, (*next)->pin);
        }
        if (!ready) {
            return ready;
        }
    }
    if (Status promoted = runtime::promoteNextIdentity(surroundings.config); !promoted) {
        return promoted;
    }
    const auto note = [&](UnitOfWork& unit) -> Status {
        storage::LedgerRepository(unit).audit(operatorName(), "TLS_KEY_PROMOTED", "", (*next)->pin, now);
        return {};
    };
    if (Status noted = (*database)->runBlocking(storage::Access::Write, TenantId(), note); !noted) {
        return noted;
    }
    surroundings.out << "current: " << (*next)->pin
                     << "\nreload the server (SIGHUP) so that it uses this key\n";
    return {};
}

Status TlsDropCommand::run(Surroundings& surroundings) {
    if (Status dropped = runtime::dropNextIdentity(surroundings.config); !dropped) {
        return dropped;
    }
    surroundings.out << "next: none\nreload the server (SIGHUP) so that it tells of it no more\n";
    return {};
}

void TlsProgram::addTo(CLI::App& app, Command*& chosen) {
    CLI::App* tls =
        app.add_subcommand("tls", "the key of the server's certificate, which PCs and consoles pin")
            ->require_subcommand(1)
            ->fallthrough();
    tls->add_subcommand("status", "prints the pins in use and prepared, and who has signed them")
        ->fallthrough()
        ->callback([this, &chosen] { chosen = &m_status; });
    CLI::App* next = tls->add_subcommand("next", "prepares the key that is to follow")->fallthrough();
    next->add_option("--pin", m_next.pin,
                     "pin of a key that you have elsewhere, or a file with its certificate or request");
    next->callback([this, &chosen] { chosen = &m_next; });
    CLI::App* promote = tls->add_subcommand("promote", "makes the prepared key the server's")->fallthrough();
    promote->add_flag("--force", m_promote.isForced, "also where a tenant has not signed it");
    promote->add_flag("--leave-behind", m_promote.mayLeaveBehind, "also while active PCs do not know it");
    promote->callback([this, &chosen] { chosen = &m_promote; });
    tls->add_subcommand("drop", "forgets the prepared key")->fallthrough()->callback([this, &chosen] {
        chosen = &m_drop;
    });
}

} // namespace kaomon::admin

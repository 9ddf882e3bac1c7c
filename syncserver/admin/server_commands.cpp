// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/server_commands.h"

#include "crypto/secret_key.h"
#include "runtime/api_routes.h"
#include "runtime/data_folder.h"
#include "storage/database.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::admin {
namespace {

// Prints how one check went and keeps the first fault.
class Findings {
public:
    explicit Findings(std::ostream& out)
        : m_out(out) {}

    void note(const std::string& item, const Status& status, const std::string& value = {}) {
        m_out << (status ? "ok    " : "FAULT ") << item << ": "
              << (status ? value : std::string(wireName(status.error().code)) + ", " + status.error().detail)
              << '\n';
        if (!status && m_first) {
            m_first = status;
        }
    }
    [[nodiscard]] Status first() const { return m_first; }

private:
    std::ostream& m_out;
    Status m_first;
};

template<class T>
Status statusOf(const Result<T>& result) {
    return result ? Status() : Status(propagate(result.error()));
}

void checkDatabase(Surroundings& surroundings, Findings& findings) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    findings.note("database and schema", statusOf(database), "this program's version");
    if (!database) {
        return;
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Result<std::size_t> {
        return storage::TenantRepository(unit, surroundings.clock.now()).list().size();
    };
    const auto tenants = (*database)->runBlocking(storage::Access::Read, TenantId(), job);
    findings.note("tenants", statusOf(tenants), tenants ? std::to_string(*tenants) : "");
}

} // namespace

Status MigrateCommand::run(Surroundings& surroundings) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = true});
    if (!database) {
        return propagate(database.error());
    }
    surroundings.out << "the database has the schema of version " << runtime::programVersion() << '\n';
    return {};
}

Status DoctorCommand::run(Surroundings& surroundings) {
    Findings findings(surroundings.out);
    findings.note("random generator", crypto::initialise(), "usable");
    findings.note("server key", statusOf(runtime::openServerKey(surroundings.config)),
                  (surroundings.config.dataDir / "server.key").string());
    const auto tls = runtime::openTlsIdentity(surroundings.config);
    findings.note("certificate", statusOf(tls), tls ? "pin " + tls->pin : "");
    checkDatabase(surroundings, findings);
    findings.note("clock", {}, toRfc3339(surroundings.clock.now()));
    return findings.first();
}

Status OpenApiCommand::run(Surroundings& surroundings) {
    const auto document = runtime::apiDescription();
    if (!document) {
        return propagate(document.error());
    }
    surroundings.out << *document << '\n';
    return {};
}

} // namespace kaomon::admin

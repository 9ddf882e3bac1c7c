// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/archive_commands.h"

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "admin/operator_act.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/tenant_archive.h"

namespace kaomon::admin {
namespace {

void print(Surroundings& surroundings, const storage::ArchiveFigures& figures) {
    surroundings.out << "tenant_id: " << figures.tenant.text() << "\ntables: " << figures.tables
                     << "\nrows: " << figures.rows << '\n';
}

// In both logs, the operator's and the tenant's, in a transaction of its own.
Status noteArchive(storage::Database& database, const TenantId& tenant, const OperatorAct& act,
                   const std::string& detail, TimePoint now) {
    return database.runBlocking(storage::Access::Write, tenant, [&](storage::UnitOfWork& unit) -> Status {
        if (!storage::TenantRepository(unit, now).find(tenant)) {
            return fail(ErrorCode::NotFound, "no such tenant");
        }
        noteOperatorAct(unit, act, detail, now);
        return {};
    });
}

} // namespace

Status TenantExportCommand::run(Surroundings& surroundings) {
    const auto id = TenantId::parse(tenant);
    if (!id) {
        return fail(ErrorCode::ValidationFailed, "the tenant's id is a UUID", "/tenant");
    }
    if (std::filesystem::exists(file)) {
        return fail(ErrorCode::ValidationFailed, "a file of that name is there", "/file");
    }
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    // First: what cannot be noted is not handed out, and the archive holds the note of itself.
    const TimePoint now = surroundings.clock.now();
    if (Status noted = noteArchive(**database, *id, {"TENANT_EXPORTED", "operatorExportTenant"}, "", now);
        !noted) {
        return noted;
    }
    const mode_t before = ::umask(0077);
    std::ofstream out(file, std::ios::binary);
    ::umask(before);
    if (!out) {
        return fail(ErrorCode::StorageFailed, "the file cannot be written");
    }
    const auto figures = storage::exportTenant(**database, *id, now, out);
    if (!figures) {
        out.close();
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
        return propagate(figures.error());
    }
    print(surroundings, *figures);
    return {};
}

Status TenantImportCommand::run(Surroundings& surroundings) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return fail(ErrorCode::NotFound, "the file cannot be read");
    }
    const auto database = storage::Database::open({.url = surroundings.config.database()});
    if (!database) {
        return propagate(database.error());
    }
    const auto figures = storage::importTenant(**database, in);
    if (!figures) {
        return propagate(figures.error());
    }
    const OperatorAct act{"TENANT_IMPORTED", "operatorImportTenant"};
    if (Status noted = noteArchive(**database, figures->tenant, act, std::to_string(figures->rows) + " rows",
                                   surroundings.clock.now());
        !noted) {
        return noted;
    }
    print(surroundings, *figures);
    return {};
}

} // namespace kaomon::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/archive_commands.h"

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "storage/tenant_archive.h"

namespace kaomon::admin {
namespace {

void print(Surroundings& surroundings, const storage::ArchiveFigures& figures) {
    surroundings.out << "tenant_id: " << figures.tenant.text() << "\ntables: " << figures.tables
                     << "\nrows: " << figures.rows << '\n';
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
    const mode_t before = ::umask(0077);
    std::ofstream out(file, std::ios::binary);
    ::umask(before);
    if (!out) {
        return fail(ErrorCode::StorageFailed, "the file cannot be written");
    }
    const auto figures = storage::exportTenant(**database, *id, surroundings.clock.now(), out);
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
    print(surroundings, *figures);
    return {};
}

} // namespace kaomon::admin

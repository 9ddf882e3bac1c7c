// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/server_commands.h"

#include "runtime/api_routes.h"
#include "storage/database.h"

namespace kaomon::admin {
Status MigrateCommand::run(Surroundings& surroundings) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = true});
    if (!database) {
        return propagate(database.error());
    }
    surroundings.out << "the database has the schema of version " << runtime::programVersion() << '\n';
    return {};
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

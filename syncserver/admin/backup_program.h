// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/backup_commands.h"

namespace CLI {
class App;
}

namespace kaomon::admin {

// The commands of kaomonctl about backups. Outlives the parsing and the run.
class BackupProgram {
public:
    void addTo(CLI::App& app, Command*& chosen);

private:
    BackupCreateCommand m_create;
    BackupRestoreCommand m_restore;
    BackupDrillCommand m_drill;
};

} // namespace kaomon::admin

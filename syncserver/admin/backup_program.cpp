// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/backup_program.h"

#include <CLI/CLI.hpp>

namespace kaomon::admin {

void BackupProgram::addTo(CLI::App& app, Command*& chosen) {
    constexpr const char* kAdmin = "postgresql:// of a role that row-level security does not bind";
    CLI::App* backup =
        app.add_subcommand("backup", "copies of the database")->require_subcommand(1)->fallthrough();
    CLI::App* create =
        backup->add_subcommand("create", "copies the database while the server runs")->fallthrough();
    create->add_option("folder", m_create.folder, "a folder that does not exist yet")->required();
    create->add_option("--admin-database", m_create.adminUrl, kAdmin);
    create->callback([this, &chosen] { chosen = &m_create; });
    CLI::App* restore =
        backup->add_subcommand("restore", "puts a backup back; the server is stopped")->fallthrough();
    restore->add_option("folder", m_restore.folder, "made by backup create")->required();
    restore->add_flag("--replace", m_restore.replaces, "moves the SQLite database that is there aside");
    restore->callback([this, &chosen] { chosen = &m_restore; });
    CLI::App* drill =
        backup->add_subcommand("drill", "restores a backup for trial and compares every row")->fallthrough();
    drill->add_option("folder", m_drill.folder, "made by backup create")->required();
    drill->add_option("--admin-database", m_drill.adminUrl, kAdmin);
    drill->callback([this, &chosen] { chosen = &m_drill; });
}

} // namespace kaomon::admin

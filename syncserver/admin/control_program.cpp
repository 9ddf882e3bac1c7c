// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/control_program.h"
#include "admin/archive_commands.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "admin/address_commands.h"
#include "admin/audit_commands.h"
#include "admin/backup_program.h"
#include "admin/doctor_command.h"
#include "admin/duty_program.h"
#include "admin/licence_program.h"
#include "admin/server_commands.h"
#include "admin/tenant_commands.h"
#include "admin/tls_commands.h"
#include "base/log.h"
#include "crypto/secret_key.h"

namespace kaomon::admin {
namespace {

template<class T>
void addCommand(CLI::App& app, const char* name, const char* help, Command*& chosen, T& command) {
    app.add_subcommand(name, help)->callback([&chosen, &command] { chosen = &command; });
}

} // namespace

int runControl(int argc, char** argv, std::ostream& out, std::ostream& err) {
    const SystemClock clock;
    Surroundings surroundings{{}, clock, out};
    runtime::Config& config = surroundings.config;
    Command* chosen = nullptr;
    TenantCreateCommand create;
    TenantListCommand list;
    AddressesClearCommand clearAddresses;
    TenantExportCommand exportTenant;
    TenantImportCommand importTenant;
    MigrateCommand migrate;
    DoctorCommand doctor;
    OpenApiCommand openApi;
    LicenceProgram licence;
    AuditProgram audit;
    BackupProgram backup;
    DutyProgram duties;
    TlsProgram tls;

    CLI::App app("Looks after a Kaomon sync server", "kaomonctl");
    app.set_version_flag("--version", KAOMON_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.set_config("--config", "", "TOML file of the server");
    app.allow_config_extras(true);
    app.add_option("--database", config.databaseUrl, "sqlite:///PATH or postgresql://USER@HOST/NAME");
    app.add_option("--data-dir,--data", config.dataDir,
                   "folder of the server key, the certificate and the SQLite file");
    app.add_option("--tls-certificate", config.tlsCertificate, "PEM file; made self-signed when absent");
    app.add_option("--tls-key", config.tlsKey, "PEM file of the certificate's key");
    app.add_option("--operator-key", config.operatorKeys, "public key that signs licences");
    runtime::addDutyOptions(app, config.duties);
    app.add_option("--host-name", config.hostName, "name in the self-signed certificate");
    CLI::App* tenant =
        app.add_subcommand("tenant", "tenants of this server")->require_subcommand(1)->fallthrough();
    CLI::App* creation = tenant->add_subcommand("create", "makes a tenant and prints its bootstrap code");
    creation->add_option("--name", create.name, "name shown to people")->required();
    creation->add_flag("--demo", create.isDemo, "a tenant in which photographs may count as faces");
    creation->callback([&] { chosen = &create; });
    creation->add_flag("--trial", create.isTrial, "30 days and 100 seats, once per company");
    creation->add_option("--company", create.company, "name of the company");
    creation->add_option("--company-number", create.companyNumber, "corporate number of 13 digits");
    creation->add_option("--time-zone", create.timeZone, "in which days are counted (Asia/Tokyo)");
    licence.addTo(app, *tenant, chosen);
    audit.addTo(app, chosen);
    duties.addTo(app, chosen);
    addCommand(*tenant, "list", "prints the tenants", chosen, list);
    CLI::App* addresses =
        app.add_subcommand("addresses", "allowed addresses of tenants")->require_subcommand(1)->fallthrough();
    CLI::App* clearing = addresses->add_subcommand(
        "clear", "lets a tenant be reached from everywhere again, for somebody who locked himself out");
    clearing->add_option("--tenant", clearAddresses.tenant, "id of the tenant")->required();
    clearing->callback([&] { chosen = &clearAddresses; });
    CLI::App* exporting = tenant->add_subcommand("export", "writes every row of a tenant into a file");
    exporting->add_option("--tenant", exportTenant.tenant, "id of the tenant")->required();
    exporting->add_option("--file", exportTenant.file, "a file that does not exist yet")->required();
    exporting->callback([&] { chosen = &exportTenant; });
    CLI::App* importing = tenant->add_subcommand("import", "reads a tenant from such a file");
    importing->add_option("--file", importTenant.file, "made by tenant export")->required();
    importing->callback([&] { chosen = &importTenant; });
    backup.addTo(app, chosen);
    tls.addTo(app, chosen);
    addCommand(app, "migrate", "brings the database up to date", chosen, migrate);
    addCommand(app, "doctor", "checks what the server needs", chosen, doctor);
    addCommand(app, "openapi", "prints the description of the API", chosen, openApi);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, out, err);
    }
    log::setLevel(log::Level::Warning);
    Status done = crypto::initialise();
    if (done) {
        done = chosen->run(surroundings);
    }
    if (!done) {
        err << "kaomonctl: " << wireName(done.error().code) << ": " << done.error().detail << '\n';
        return 1;
    }
    return 0;
}

} // namespace kaomon::admin

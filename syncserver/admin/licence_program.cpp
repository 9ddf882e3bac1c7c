// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/licence_program.h"

#include <CLI/CLI.hpp>

namespace kaomon::admin {
namespace {

CLI::App* addGroup(CLI::App& app, const char* name, const char* help) {
    return app.add_subcommand(name, help)->require_subcommand(1)->fallthrough();
}

CLI::App* addCommand(CLI::App& app, const char* name, const char* help, Command*& chosen, Command& command) {
    CLI::App* added = app.add_subcommand(name, help)->fallthrough();
    added->callback([&chosen, &command] { chosen = &command; });
    return added;
}

} // namespace

void LicenceProgram::addTo(CLI::App& app, CLI::App& tenant, Command*& chosen) {
    addLicence(app, chosen);
    addTenant(tenant, chosen);
    addCertificate(app, chosen);
    CLI::App* restore = addGroup(app, "restore", "after a backup of the database was put back");
    addCommand(*restore, "replay-ledger", "erases again what was erased since the backup", chosen, m_replay);
}

void LicenceProgram::addLicence(CLI::App& app, Command*& chosen) {
    CLI::App* licence = addGroup(app, "licence", "licence files, on the operator's own machine");
    CLI::App* keygen = addCommand(*licence, "keygen", "makes the operator's key pair", chosen, m_keygen);
    keygen->add_option("--key-file", m_keygen.keyFile, "new file of the private key")->required();
    CLI::App* issue = addCommand(*licence, "issue", "signs a licence", chosen, m_issue);
    issue->add_option("--key-file", m_issue.keyFile, "file of the private key")->required();
    issue->add_option("--serial", m_issue.serial, "unique for ever")->required();
    issue->add_option("--seats", m_issue.seats, "enabled users with a face")->required();
    issue->add_option("--start", m_issue.start, "first day, YYYY-MM-DD")->required();
    issue->add_option("--end", m_issue.end, "last day, YYYY-MM-DD")->required();
    issue->add_option("--tenant", m_issue.tenant, "id of the tenant");
    issue->add_option("--company", m_issue.company, "name of the company");
    issue->add_option("--company-number", m_issue.companyNumber, "corporate number of 13 digits");
    issue->add_option("--kind", m_issue.kind, "paid or trial (paid)");
    issue->add_option("--out", m_issue.out, "new file; standard output when absent");
    CLI::App* inspect = addCommand(*licence, "inspect", "prints what a licence says", chosen, m_inspect);
    inspect->add_option("file", m_inspect.file, "licence file")->required();
}

void LicenceProgram::addTenant(CLI::App& tenant, Command*& chosen) {
    addCommand(tenant, "show", "prints where a tenant stands", chosen, m_show)
        ->add_option("tenant", m_show.tenant, "id")
        ->required();
    CLI::App* schedule =
        addCommand(tenant, "schedule-deletion", "has a tenant erased on a later day", chosen, m_schedule);
    schedule->add_option("tenant", m_schedule.tenant, "id")->required();
    schedule->add_option("--on", m_schedule.day, "day in the tenant's zone, YYYY-MM-DD")->required();
    schedule->add_option("--reason", m_schedule.reason, "kept in the operator's audit log")->required();
    addCommand(tenant, "cancel-deletion", "takes a scheduled deletion back", chosen, m_cancel)
        ->add_option("tenant", m_cancel.tenant, "id")
        ->required();
}

void LicenceProgram::addCertificate(CLI::App& app, Command*& chosen) {
    CLI::App* certificate = addGroup(app, "certificate", "certificates of deletion");
    CLI::App* verify = addCommand(*certificate, "verify", "checks a certificate", chosen, m_verify);
    verify->add_option("file", m_verify.file, "certificate")->required();
    verify->add_option("--public-key", m_verify.publicKey, "of the server that issued it");
    addCommand(*certificate, "key", "prints this server's public key", chosen, m_certificateKey);
    addCommand(*certificate, "list", "prints the certificates of a tenant", chosen, m_certificates)
        ->add_option("tenant", m_certificates.tenant, "id")
        ->required();
}

} // namespace kaomon::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/licence_commands.h"
#include "admin/tenant_life_commands.h"

namespace CLI {
class App;
}

namespace kaomon::admin {

// The commands of kaomonctl about licences, the life of tenants and what is left of them. Outlives the
// parsing and the run.
class LicenceProgram {
public:
    // `tenant` is the subcommand of that name; whichever command the person names ends up in `chosen`.
    void addTo(CLI::App& app, CLI::App& tenant, Command*& chosen);

private:
    void addLicence(CLI::App& app, Command*& chosen);
    void addTenant(CLI::App& tenant, Command*& chosen);
    void addCertificate(CLI::App& app, Command*& chosen);

    LicenceKeygenCommand m_keygen;
    LicenceIssueCommand m_issue;
    LicenceInspectCommand m_inspect;
    TenantShowCommand m_show;
    TenantScheduleDeletionCommand m_schedule;
    TenantCancelDeletionCommand m_cancel;
    CertificateVerifyCommand m_verify;
    CertificateKeyCommand m_certificateKey;
    CertificateListCommand m_certificates;
    RestoreReplayCommand m_replay;
};

} // namespace kaomon::admin

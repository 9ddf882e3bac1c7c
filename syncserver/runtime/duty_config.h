// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "domain/country_table.h"
#include "mail/mail_text.h"
#include "mail/smtp_client.h"

namespace CLI {
class App;
}

namespace kaomon::runtime {

// Mail, releases and the limit of countries: what the operator sets up on each node.
struct DutyConfig {
    mail::SmtpSettings mail;
    mail::MailLanguage mailLanguage = mail::MailLanguage::Both;
    std::vector<std::string> releaseKeys; // base64url Ed25519 publics that sign the client's releases
    std::filesystem::path releaseFolder;  // shared by all nodes; empty: "releases" in the data folder
    std::filesystem::path countryTable;   // CSV of the operator's
    std::vector<std::string> countries;   // two-letter codes; empty: from everywhere
};

void addDutyOptions(CLI::App& app, DutyConfig& config);
// For programs that only handle releases.
void addReleaseOptions(CLI::App& app, DutyConfig& config);
// ErrorCode::ValidationFailed.
[[nodiscard]] Status checkDutyConfig(const DutyConfig& config);

// ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::vector<Bytes>> releaseKeys(const DutyConfig& config);
[[nodiscard]] std::filesystem::path releaseFolder(const DutyConfig& config,
                                                  const std::filesystem::path& dataDir);
// ErrorCode::StorageFailed, ValidationFailed.
[[nodiscard]] Result<domain::CountryTable> readCountryTable(const DutyConfig& config);

} // namespace kaomon::runtime

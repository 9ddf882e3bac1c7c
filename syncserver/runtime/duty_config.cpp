// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/duty_config.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <CLI/CLI.hpp>

#include "base/base64.h"

namespace kaomon::runtime {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::uintmax_t kLargestTable = 256ULL * 1024 * 1024;

bool isCountry(const std::string& text) {
    return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

void addReleaseOptions(CLI::App& app, DutyConfig& config) {
    app.add_option("--release-key", config.releaseKeys, "public key that signs the client's releases");
    app.add_option(
        "--release-folder", config.releaseFolder,
        "folder of the releases' files, the same for all nodes (default: releases in the data folder)");
}

void addDutyOptions(CLI::App& app, DutyConfig& config) {
    const std::map<std::string, mail::MailLanguage> languages{{"ja", mail::MailLanguage::Japanese},
                                                              {"en", mail::MailLanguage::English},
                                                              {"both", mail::MailLanguage::Both}};
    addReleaseOptions(app, config);
    app.add_option("--smtp-url", config.mail.url,
                   "mail server: smtps://HOST:465, or smtp://HOST:587 with STARTTLS; none: no mail is sent");
    app.add_option("--smtp-user", config.mail.user, "name to sign in with at the mail server");
    app.add_option("--smtp-password-file", config.mail.passwordFile, "its password; a file of mode 0600");
    app.add_option("--smtp-ca-file", config.mail.caFile,
                   "PEM certificates that the mail server's is checked by");
    app.add_flag("--smtp-plain-loopback", config.mail.allowsPlainLoopback,
                 "no encryption, for a mail server on this machine that wants no password");
    app.add_option("--mail-from", config.mail.from, "sender's address of every mail");
    app.add_option("--mail-from-name", config.mail.fromName, "name beside it (Kaomon)");
    app.add_option("--mail-language", config.mailLanguage, "ja, en or both (default)")
        ->transform(CLI::CheckedTransformer(languages));
    app.add_option("--country-table", config.countryTable, "CSV with CIDR,COUNTRY or FIRST,LAST,COUNTRY");
    app.add_option("--countries", config.countries,
                   "two-letter codes of the countries that may reach the server (default: all)");
}

Status checkDutyConfig(const DutyConfig& config) {
    if (const Status mail = mail::checkSmtpSettings(config.mail); !mail) {
        return mail;
    }
    if (const auto keys = releaseKeys(config); !keys) {
        return propagate(keys.error());
    }
    if (!std::ranges::all_of(config.countries, isCountry)) {
        return fail(ErrorCode::ValidationFailed, "countries are two-letter codes such as JP");
    }
    if (config.countryTable.empty() != config.countries.empty()) {
        return fail(ErrorCode::ValidationFailed, "countries and country-table belong together");
    }
    return {};
}

Result<std::vector<Bytes>> releaseKeys(const DutyConfig& config) {
    std::vector<Bytes> keys;
    for (const std::string& text : config.releaseKeys) {
        auto key = fromBase64Url(text);
        if (!key || key->size() != kKeySize) {
            return fail(ErrorCode::ValidationFailed,
                        "release-key must be a public key as kaomonctl release keygen prints it");
        }
        keys.push_back(std::move(*key));
    }
    return keys;
}

std::filesystem::path releaseFolder(const DutyConfig& config, const std::filesystem::path& dataDir) {
    return config.releaseFolder.empty() ? dataDir / "releases" : config.releaseFolder;
}

Result<domain::CountryTable> readCountryTable(const DutyConfig& config) {
    if (config.countryTable.empty()) {
        return domain::CountryTable();
    }
    std::error_code error;
    const auto size = std::filesystem::file_size(config.countryTable, error);
    std::ifstream file(config.countryTable, std::ios::binary);
    if (error || !file || size > kLargestTable) {
        return fail(ErrorCode::StorageFailed, "cannot read the table of countries");
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return domain::CountryTable::parse(text);
}

} // namespace kaomon::runtime

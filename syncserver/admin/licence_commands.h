// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "admin/command.h"

namespace kaomon::admin {

// Makes the operator's key pair on the operator's own machine: the private half goes to a new file of mode
// 0600 and never to a server, the public half is printed for `operator-key` of the servers' configuration.
// ErrorCode::Conflict when the file is there, StorageFailed.
class LicenceKeygenCommand final : public Command {
public:
    std::filesystem::path keyFile;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Signs a licence and prints it. ErrorCode::ValidationFailed with the option at fault, Forbidden (key file
// open to others), StorageFailed, StorageCorrupt.
class LicenceIssueCommand final : public Command {
public:
    std::filesystem::path keyFile;
    std::filesystem::path out; // empty: standard output
    std::string serial;
    std::string tenant;
    std::string company;
    std::string companyNumber;
    std::string kind = "paid";
    int seats = 0;
    std::string start; // YYYY-MM-DD
    std::string end;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints what a licence file says and whether one of the given keys signed it. ErrorCode::SignatureInvalid
// when keys were given and none did.
class LicenceInspectCommand final : public Command {
public:
    std::filesystem::path file;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints what a certificate of deletion says. ErrorCode::SignatureInvalid.
class CertificateVerifyCommand final : public Command {
public:
    std::filesystem::path file;
    std::string publicKey; // base64url; empty: that of this server

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints the public key with which this server's certificates are verified.
class CertificateKeyCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// Prints the certificates of a tenant, which may be gone.
class CertificateListCommand final : public Command {
public:
    std::string tenant;

    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

} // namespace kaomon::admin

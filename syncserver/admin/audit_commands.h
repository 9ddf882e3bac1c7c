// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "admin/command.h"

namespace CLI {
class App;
}

namespace kaomon::admin {

// `kaomonctl audit verify`: checks a tenant's operation log in the database, or one that was exported,
// against its hashes and the signed checkpoints. ErrorCode::StorageCorrupt with every finding printed when it
// was changed.
class AuditVerifyCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;

    std::string tenant;
    std::filesystem::path file;        // an export; empty = the database
    std::filesystem::path checkpoints; // a copy kept elsewhere; empty = the server's own file
    std::string key;                   // base64url public log key; empty = from the server key

private:
    [[nodiscard]] Status runOn(Surroundings& surroundings, const Bytes& logPublic);
};

// `kaomonctl audit key`: prints the public key that checkpoints are checked with.
class AuditKeyCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// `kaomonctl audit checkpoint`: signs a checkpoint now, as the server does every hour.
class AuditCheckpointCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;

    std::string tenant;
};

// The three commands and their options. Owned by the program, which outlives the parser.
class AuditProgram {
public:
    void addTo(CLI::App& app, Command*& chosen);

private:
    AuditVerifyCommand m_verify;
    AuditKeyCommand m_key;
    AuditCheckpointCommand m_checkpoint;
};

} // namespace kaomon::admin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/audit_commands.h"

#include <chrono>
#include <fstream>

#include <CLI/CLI.hpp>

#include "audit/log_check.h"
#include "auth/operation_log_key.h"
#include "base/base64.h"
#include "jobs/operation_log.h"
#include "runtime/data_folder.h"

namespace kaomon::admin {
namespace {

constexpr std::size_t kPublicKeySize = 32;

Result<crypto::SigningKey> logKeyOf(const Surroundings& surroundings) {
    const auto server = runtime::openServerKey(surroundings.config);
    return server ? auth::operationLogKey(*server) : propagate(server.error());
}

Result<Bytes> publicKeyOf(const Surroundings& surroundings, const std::string& given) {
    if (given.empty()) {
        const auto key = logKeyOf(surroundings);
        return key ? Result<Bytes>(key->publicKey()) : propagate(key.error());
    }
    auto key = fromBase64Url(given);
    if (!key || key->size() != kPublicKeySize) {
        return fail(ErrorCode::ValidationFailed, "not a public key", "/key");
    }
    return std::move(*key);
}

// The server's own file may not be there yet; one that is named must be.
Result<std::vector<wire::OperationCheckpoint>> shippedStatements(const Surroundings& surroundings,
                                                                 const std::filesystem::path& named) {
    std::ifstream file(named.empty() ? runtime::checkpointFile(surroundings.config) : named);
    if (!file) {
        return named.empty() ? Result<std::vector<wire::OperationCheckpoint>>()
                             : fail(ErrorCode::NotFound, "no such file of checkpoints");
    }
    return audit::readCheckpoints(file);
}

Status report(std::ostream& out, const audit::LogReport& log, std::chrono::duration<double> took) {
    for (const auto& finding : log.findings) {
        out << "finding: " << audit::toText(finding) << '\n';
    }
    out << "tenant_id: " << log.tenant << "\nentries: " << log.entries << "\nlast: " << log.last
        << "\nhead: " << toBase64Url(log.head) << "\nfindings: " << log.findings.size()
        << "\nseconds: " << took.count() << '\n';
    return log.findings.empty() ? Status()
                                : fail(ErrorCode::StorageCorrupt, "the operation log was changed: " +
                                                                      audit::toText(log.findings.front()));
}

Result<std::unique_ptr<storage::Database>> openDatabase(const Surroundings& surroundings) {
    return storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
}

Result<TenantId> tenantOf(const std::string& text) {
    auto id = TenantId::parse(text);
    return id ? Result<TenantId>(std::move(*id))
              : fail(ErrorCode::ValidationFailed, "not an id of a tenant", "/tenant");
}

} // namespace

Status AuditVerifyCommand::run(Surroundings& surroundings) {
    const auto logPublic = publicKeyOf(surroundings, key);
    return logPublic ? runOn(surroundings, *logPublic) : propagate(logPublic.error());
}

Status AuditVerifyCommand::runOn(Surroundings& surroundings, const Bytes& logPublic) {
    const auto shipped = shippedStatements(surroundings, checkpoints);
    if (!shipped) {
        return propagate(shipped.error());
    }
    const auto started = std::chrono::steady_clock::now();
    Result<audit::LogReport> log;
    if (!file.empty()) {
        std::ifstream exported(file);
        if (!exported) {
            return fail(ErrorCode::NotFound, "no such export");
        }
        log = audit::checkExport(exported, logPublic, *shipped);
        if (log && !tenant.empty() && log->tenant != tenant) {
            return fail(ErrorCode::ValidationFailed, "an export of another tenant", "/tenant");
        }
    } else {
        const auto id = tenantOf(tenant);
        const auto database = id ? openDatabase(surroundings) : propagate(id.error());
        if (!database) {
            return propagate(database.error());
        }
        const auto read = [&](const std::function<Status(storage::UnitOfWork&)>& job) {
            return (*database)->runBlocking(storage::Access::Read, *id, job);
        };
        log = audit::checkStoredLog(read, *id, logPublic, *shipped);
    }
    return log ? report(surroundings.out, *log, std::chrono::steady_clock::now() - started)
               : propagate(log.error());
}

Status AuditKeyCommand::run(Surroundings& surroundings) {
    const auto key = logKeyOf(surroundings);
    if (!key) {
        return propagate(key.error());
    }
    surroundings.out << "log_key: " << toBase64Url(key->publicKey()) << '\n';
    return {};
}

Status AuditCheckpointCommand::run(Surroundings& surroundings) {
    const auto id = tenantOf(tenant);
    const auto key = logKeyOf(surroundings);
    const auto database = id ? openDatabase(surroundings) : propagate(id.error());
    if (!key || !database) {
        return propagate(!key ? key.error() : database.error());
    }
    const jobs::CheckpointPlaces places{runtime::checkpointFile(surroundings.config),
                                        surroundings.config.checkpointMail};
    const auto made = jobs::makeCheckpoint(**database, *id, *key, places, surroundings.clock.now());
    if (!made) {
        return propagate(made.error());
    }
    surroundings.out << "signed: " << (*made ? std::to_string((*made)->seq) : "nothing new") << '\n';
    return {};
}

void AuditProgram::addTo(CLI::App& app, Command*& chosen) {
    CLI::App* audit =
        app.add_subcommand("audit", "the operation logs of tenants")->require_subcommand(1)->fallthrough();
    CLI::App* verify =
        audit->add_subcommand("verify", "finds what was changed in, or is missing from, a log");
    verify->add_option("--tenant", m_verify.tenant, "id of the tenant");
    verify->add_option("--file", m_verify.file, "an export (JSON lines) instead of the database");
    verify->add_option("--checkpoints", m_verify.checkpoints, "a copy of operation-checkpoints.jsonl");
    verify->add_option("--key", m_verify.key, "public log key; needs no server key then");
    verify->callback([this, &chosen] { chosen = &m_verify; });
    audit->add_subcommand("key", "prints the public key of checkpoints")->callback([this, &chosen] {
        chosen = &m_key;
    });
    CLI::App* checkpoint = audit->add_subcommand("checkpoint", "signs a checkpoint now");
    checkpoint->add_option("--tenant", m_checkpoint.tenant, "id of the tenant")->required();
    checkpoint->callback([this, &chosen] { chosen = &m_checkpoint; });
}

} // namespace kaomon::admin

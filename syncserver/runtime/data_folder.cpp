// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/data_folder.h"

#include <sys/stat.h>

namespace kaomon::runtime {
namespace {

Status makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    const bool isNew = std::filesystem::create_directories(folder, error);
    if (error || (isNew && ::chmod(folder.c_str(), S_IRWXU) != 0)) {
        return fail(ErrorCode::StorageFailed, "the data folder cannot be made");
    }
    return {};
}

} // namespace

Result<auth::ServerKey> openServerKey(const Config& config) {
    if (Status made = makeFolder(config.dataDir); !made) {
        return propagate(made.error());
    }
    return auth::ServerKey::open(config.dataDir / "server.key");
}

std::filesystem::path shredLedgerFile(const Config& config) {
    return config.dataDir / "shred-ledger";
}

std::filesystem::path checkpointFile(const Config& config) {
    return config.dataDir / "operation-checkpoints.jsonl";
}

Result<http::TlsIdentity> openTlsIdentity(const Config& config) {
    if (!config.tlsCertificate.empty() || !config.tlsKey.empty()) {
        return http::TlsIdentity::load(config.tlsCertificate, config.tlsKey);
    }
    if (Status made = makeFolder(config.dataDir); !made) {
        return propagate(made.error());
    }
    return http::TlsIdentity::loadOrCreate(config.dataDir, config.hostName);
}

} // namespace kaomon::runtime

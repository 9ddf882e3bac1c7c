// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "auth/request_limits.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "delivery/delivery_options.h"
#include "domain/ip_address.h"
#include "features/event_options.h"
#include "runtime/duty_config.h"

namespace kaomon::runtime {

// Where the server listens and keeps what. Values of the command line win over those of the TOML file.
struct Config {
    std::string address = "127.0.0.1";
    unsigned short port = 8443; // 0 = any free one
    std::string databaseUrl;    // sqlite:///path or postgresql://...; empty = a SQLite file in dataDir
    std::filesystem::path dataDir = "/var/lib/kaomon-syncserver"; // server key, certificate, SQLite file
    std::filesystem::path tlsCertificate; // with tlsKey; empty = self-signed in dataDir
    std::filesystem::path tlsKey;
    std::string hostName = "localhost";          // of the self-signed certificate
    int threads = 0;                             // 0 = one per core
    std::vector<domain::IpRange> trustedProxies; // whose X-Forwarded-For counts; none by default
    std::vector<std::string> operatorKeys; // base64url Ed25519 publics that sign licences; the current first
    log::Level logLevel = log::Level::Info;
    auth::RateLimits limits;
    std::string metricsListen;               // unix:/path or loopback:port; empty = no metrics
    std::chrono::milliseconds drainDelay{0}; // not ready, but serving, before the end
    std::chrono::seconds drainTime{20};      // for requests under way at the end
    DutyConfig duties;
    features::EventOptions events;      // where webhooks may go, how much space blobs may take
    bool sendsCheckpoints = false;      // to the syslog servers
    std::string checkpointMail;         // an address that gets them; empty = none
    delivery::DeliveryOptions delivery; // syslog servers, certificate authorities

    [[nodiscard]] std::string database() const;
};

// What the person asked for.
struct CommandLine {
    Config config;
    bool printsOpenApi = false;
    std::string checksConfig;    // the file; nothing else is done
    std::optional<int> exitCode; // the parser has answered already (--help, a fault)
};

// Reads --config FILE (TOML, keys named as the options) and the options. Prints help and faults itself.
[[nodiscard]] CommandLine readCommandLine(int argc, char** argv);

// What is wrong with one option of a configuration file; empty when nothing is.
[[nodiscard]] std::string faultOfOption(const std::string& name, const std::vector<std::string>& values);

// "host:port", "[v6]:port" or a port alone. ErrorCode::ValidationFailed.
[[nodiscard]] Status readListen(const std::string& text, Config& config);
// Addresses or CIDR ranges. ErrorCode::ValidationFailed.
[[nodiscard]] Status readTrustedProxies(const std::vector<std::string>& texts, Config& config);
// Where webhooks may go besides public addresses: addresses or CIDR ranges. ErrorCode::ValidationFailed.
[[nodiscard]] Status readAllowedTargets(const std::vector<std::string>& texts, Config& config);
// "host" or "host:port" of servers that take syslog over TLS. ErrorCode::ValidationFailed.
[[nodiscard]] Status readSyslog(const std::vector<std::string>& texts, Config& config);
// debug, info, warning or error. ErrorCode::ValidationFailed.
[[nodiscard]] Status readLogLevel(const std::string& text, Config& config);
// The operator's public keys of a configuration. ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::vector<Bytes>> operatorKeys(const Config& config);

} // namespace kaomon::runtime

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/config.h"

#include <charconv>

#include <CLI/CLI.hpp>

#include "base/base64.h"
#include "metrics/metrics_listener.h"

namespace kaomon::runtime {
namespace {

constexpr std::size_t kKeySize = 32;

std::string checkWith(Status status) {
    return status ? std::string() : status.error().detail;
}

Result<std::vector<domain::IpRange>> rangesOf(const char* option, const std::vector<std::string>& texts) {
    std::vector<domain::IpRange> ranges;
    for (const std::string& text : texts) {
        const auto range = domain::IpRange::parse(text);
        if (!range) {
            return fail(ErrorCode::ValidationFailed,
                        std::string(option) + ": " + text + ": " + range.error().detail);
        }
        ranges.push_back(*range);
    }
    return ranges;
}

constexpr long long kMebibyte = 1024LL * 1024;

// What is asked for as text or in other units, until it is read.
struct EventTexts {
    std::vector<std::string> allowed;
    std::vector<std::string> syslog;
    long long imageMebibytes = 2048;
    long long diagnosticsMebibytes = 4096;
};

void addEventOptions(CLI::App& app, EventTexts& texts, Config& config) {
    app.add_option("--webhook-allow", texts.allowed,
                   "addresses or CIDR ranges that webhooks may go to besides public ones (default none)");
    app.add_option("--syslog", texts.syslog, "HOST:PORT of servers that get every event (RFC 5424 over TLS)");
    app.add_flag("--checkpoint-syslog", config.sendsCheckpoints,
                 "send the hourly checkpoints of operation logs to the syslog servers, too");
    app.add_option("--checkpoint-mail", config.checkpointMail,
                   "address that gets the hourly checkpoints by mail; needs --smtp-url");
    app.add_option(
        "--push-authorities", config.delivery.authorities,
        "PEM file of the certificate authorities of webhooks and syslog servers; the system's when absent");
    app.add_option("--image-quota-mib", texts.imageMebibytes, "space for the pictures of one tenant")
        ->check(CLI::Range(1LL, 1024LL * 1024));
    app.add_option("--diagnostics-quota-mib", texts.diagnosticsMebibytes,
                   "space for the bundles of one tenant")
        ->check(CLI::Range(1LL, 1024LL * 1024));
}

std::string readEventOptions(const EventTexts& texts, Config& config) {
    config.events.imageQuota = texts.imageMebibytes * kMebibyte;
    config.events.diagnosticsQuota = texts.diagnosticsMebibytes * kMebibyte;
    const std::string fault = checkWith(readAllowedTargets(texts.allowed, config));
    return fault.empty() ? checkWith(readSyslog(texts.syslog, config)) : fault;
}

} // namespace

std::string Config::database() const {
    if (!databaseUrl.empty()) {
        return databaseUrl;
    }
    return "sqlite://" + (std::filesystem::absolute(dataDir) / "kaomon.db").string();
}

Status readListen(const std::string& text, Config& config) {
    const auto colon = text.rfind(':');
    std::string address = colon == std::string::npos ? config.address : text.substr(0, colon);
    const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
    }
    unsigned short number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || address.empty()) {
        return fail(ErrorCode::ValidationFailed, "listen must be ADDRESS:PORT");
    }
    config.address = std::move(address);
    config.port = number;
    return {};
}

Status readTrustedProxies(const std::vector<std::string>& texts, Config& config) {
    auto proxies = rangesOf("trusted-proxies", texts);
    if (!proxies) {
        return propagate(proxies.error());
    }
    config.trustedProxies = std::move(*proxies);
    return {};
}

Status readAllowedTargets(const std::vector<std::string>& texts, Config& config) {
    auto ranges = rangesOf("webhook-allow", texts);
    if (!ranges) {
        return propagate(ranges.error());
    }
    config.events.allowedTargets = *ranges;
    config.delivery.allowedTargets = std::move(*ranges);
    return {};
}

Status readSyslog(const std::vector<std::string>& texts, Config& config) {
    for (const std::string& text : texts) {
        auto target = delivery::SyslogTarget::parse(text);
        if (!target) {
            return propagate(target.error());
        }
        config.delivery.syslog.push_back(std::move(*target));
    }
    return {};
}

Status readLogLevel(const std::string& text, Config& config) {
    if (text == "debug") {
        config.logLevel = log::Level::Debug;
    } else if (text == "info") {
        config.logLevel = log::Level::Info;
    } else if (text == "warning") {
        config.logLevel = log::Level::Warning;
    } else if (text == "error") {
        config.logLevel = log::Level::Error;
    } else {
        return fail(ErrorCode::ValidationFailed, "log-level must be debug, info, warning or error");
    }
    return {};
}

Result<std::vector<Bytes>> operatorKeys(const Config& config) {
    std::vector<Bytes> keys;
    for (const std::string& text : config.operatorKeys) {
        auto key = fromBase64Url(text);
        if (!key || key->size() != kKeySize) {
            return fail(ErrorCode::ValidationFailed,
                        "operator-key must be a public key as kaomonctl licence keygen prints it");
        }
        keys.push_back(std::move(*key));
    }
    return keys;
}

namespace {

// What the options leave behind before it is understood.
struct Texts {
    std::string listen;
    std::string level;
    std::vector<std::string> proxies;
    double drainDelay = 0;
    int drainTime = 20;
    EventTexts events;
};

void addStorageOptions(CLI::App& app, Config& config) {
    app.add_option("--database", config.databaseUrl, "sqlite:///PATH or postgresql://USER@HOST/NAME");
    app.add_option("--data-dir,--data", config.dataDir,
                   "folder of the server key, the certificate and the SQLite file");
    app.add_option("--tls-certificate", config.tlsCertificate, "PEM file; made self-signed when absent");
    app.add_option("--tls-key", config.tlsKey, "PEM file of the certificate's key");
    app.add_option("--host-name", config.hostName, "name in the self-signed certificate");
}

void addLimitOptions(CLI::App& app, Config& config) {
    app.add_option("--sign-ins-per-minute", config.limits.signIns, "of one address or PC; 0 = no limit")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--anonymous-per-minute", config.limits.anonymous,
                   "unsigned requests of one address; 0 = no limit")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--requests-per-minute", config.limits.known, "of one PC or session; 0 = no limit")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--nodes", config.limits.nodes, "servers that share the database, and the limits")
        ->check(CLI::Range(1, 64));
}

// Every option that a configuration file may name.
void addOptions(CLI::App& app, Config& config, Texts& texts) {
    app.add_option("--listen", texts.listen,
                   "ADDRESS:PORT, port 0 for any free one (default 127.0.0.1:8443)");
    addStorageOptions(app, config);
    app.add_option("--threads", config.threads, "I/O threads, 0 for one per core")->check(CLI::Range(0, 256));
    app.add_option(
        "--trusted-proxies", texts.proxies,
        "addresses or CIDR ranges of proxies in front, whose X-Forwarded-For counts (default none)");
    app.add_option("--log-level", texts.level, "debug, info, warning or error");
    addLimitOptions(app, config);
    app.add_option("--operator-key", config.operatorKeys,
                   "public key that signs licences; without any, no licence is needed");
    addDutyOptions(app, config.duties);
    addEventOptions(app, texts.events, config);
    app.add_option("--metrics-listen", config.metricsListen,
                   "unix:/PATH or LOOPBACK-ADDRESS:PORT for Prometheus; without it there are no metrics");
    app.add_option("--drain-delay", texts.drainDelay,
                   "seconds between saying that the server is not ready and its end")
        ->check(CLI::Range(0.0, 120.0));
    app.add_option("--drain-time", texts.drainTime, "seconds that requests under way are given at the end")
        ->check(CLI::Range(1, 300));
}

// What is wrong with options that are right each by itself.
std::string faultBetweenOptions(const Config& config) {
    const bool isMailed = config.checkpointMail.empty() || config.duties.mail.isOn();
    return isMailed ? std::string() : "checkpoint-mail: no mail is sent without smtp-url";
}

// The first thing that cannot be; empty when all is well.
std::string understand(const Texts& texts, Config& config) {
    std::string fault = texts.listen.empty() ? std::string() : checkWith(readListen(texts.listen, config));
    if (fault.empty()) {
        fault = checkWith(readTrustedProxies(texts.proxies, config));
    }
    if (fault.empty()) {
        fault = readEventOptions(texts.events, config);
    }
    if (fault.empty() && !texts.level.empty()) {
        fault = checkWith(readLogLevel(texts.level, config));
    }
    if (fault.empty() && !config.checkpointMail.empty() && !mail::isMailAddress(config.checkpointMail)) {
        fault = "checkpoint-mail: not an address of mail";
    }
    if (fault.empty()) {
        const auto keys = operatorKeys(config);
        fault = keys ? checkWith(checkDutyConfig(config.duties)) : keys.error().detail;
    }
    if (fault.empty() && !config.metricsListen.empty()) {
        fault = checkWith(metrics::checkMetricsAddress(config.metricsListen));
    }
    config.drainDelay = std::chrono::milliseconds(static_cast<long long>(texts.drainDelay * 1000));
    config.drainTime = std::chrono::seconds(texts.drainTime);
    return fault;
}

} // namespace

CommandLine readCommandLine(int argc, char** argv) {
    CommandLine line;
    Texts texts;
    CLI::App app("Kaomon sync server", "kaomon-syncserver");
    app.set_version_flag("--version", KAOMON_VERSION);
    app.set_config("--config", "", "TOML file with these options by name");
    app.allow_config_extras(CLI::config_extras_mode::error);
    addOptions(app, line.config, texts);
    app.add_flag("--openapi", line.printsOpenApi, "prints the OpenAPI document and ends")
        ->configurable(false);
    app.add_option("--check-config", line.checksConfig, "names each wrong line of a TOML file and ends")
        ->configurable(false);
    try {
        app.parse(argc, argv);
        std::string fault = understand(texts, line.config);
        if (fault.empty()) {
            fault = faultBetweenOptions(line.config);
        }
        if (!fault.empty()) {
            throw CLI::ValidationError(fault);
        }
    } catch (const CLI::ParseError& error) {
        line.exitCode = app.exit(error);
    }
    return line;
}

std::string faultOfOption(const std::string& name, const std::vector<std::string>& values) {
    Config config;
    if (name == "smtp-url") { // stands in another line, and is judged there
        config.duties.mail.from = "kaomon@example.org";
    }
    Texts texts;
    CLI::App app("one option", "kaomon-syncserver");
    addOptions(app, config, texts);
    if (app.get_option_no_throw("--" + name) == nullptr) {
        return "there is no such key";
    }
    std::vector<std::string> arguments; // CLI11 takes them from the back
    for (const std::string& value : values) {
        arguments.insert(arguments.begin(), "--" + name + "=" + value);
    }
    try {
        app.parse(arguments);
        return understand(texts, config);
    } catch (const CLI::ParseError& error) {
        return error.what();
    }
}

} // namespace kaomon::runtime

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/server_application.h"

#include <algorithm>
#include <thread>

#include "auth/address_check.h"
#include "auth/certificate_key.h"
#include "auth/operation_log_key.h"
#include "auth/scim_gate.h"
#include "auth/session_gate.h"
#include "features/maintenance/duty_gate.h"
#include "http/dispatcher.h"
#include "http/server.h"
#include "jobs/operation_log.h"
#include "jobs/shred_ledger_file.h"
#include "metrics/metrics_listener.h"
#include "metrics/server_figures.h"
#include "runtime/api_routes.h"
#include "runtime/background_work.h"
#include "runtime/data_folder.h"
#include "runtime/housekeeping.h"
#include "runtime/next_identity.h"

namespace kaomon::runtime {
namespace {

// What is read from files for the duties of the service.
struct DutyParts {
    std::vector<Bytes> releaseKeys;
    features::CountryLimit countries;
    std::optional<mail::SmtpClient> mail;

    // `mail` has its place from here on.
    [[nodiscard]] jobs::MailSettings mailSettings(const DutyConfig& config) {
        return {mail ? &*mail : nullptr, config.mail.from, config.mail.fromName, config.mailLanguage};
    }
};

Result<DutyParts> openDutyParts(const DutyConfig& config) {
    DutyParts parts;
    auto keys = releaseKeys(config);
    auto table = readCountryTable(config);
    if (!keys || !table) {
        return propagate(!keys ? keys.error() : table.error());
    }
    parts.releaseKeys = std::move(*keys);
    parts.countries.table = std::move(*table);
    parts.countries.countries.insert(config.countries.begin(), config.countries.end());
    if (config.mail.isOn()) {
        auto client = mail::SmtpClient::make(config.mail);
        if (!client) {
            return propagate(client.error());
        }
        parts.mail.emplace(std::move(*client));
    }
    return parts;
}

// Sign-ins that may wait for a hashing thread.
constexpr std::size_t kWaitingSignIns = 32;

std::size_t cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

} // namespace

class ServerApplication::Impl {
public:
    Impl(Config config, const Clock& clock, auth::ServerKey key, const http::TlsIdentity& tls,
         http::ServerPins pins, std::unique_ptr<metrics::MeteredDatabase> database, std::vector<Bytes> keys,
         crypto::SigningKey certificateKey, DutyParts duties)
        : m_config(std::move(config))
        , m_key(std::move(key))
        , m_database(std::move(database))
        , m_operatorKeys(std::move(keys))
        , m_certificateKey(std::move(certificateKey))
        , m_pins(std::move(pins))
        , m_cpu(cores(), kWaitingSignIns)
        , m_proofs(clock)
        , m_addresses(*m_database, clock)
        , m_services{*m_database, clock, m_key, m_cpu, m_addresses}
        , m_limits(m_config.limits, clock, *m_database, m_key)
        , m_gate(*m_database, clock, m_proofs, m_services.settings, m_limits, m_addresses)
        , m_streams(*m_database, clock)
        , m_housekeeping(*m_database, clock)
        , m_scimGate(m_gate, *m_database, clock)
        , m_duties(std::move(duties))
        , m_dutyState(*m_database, clock)
        , m_releases(releaseFolder(m_config.duties, m_config.dataDir), m_duties.releaseKeys)
        , m_dutyGate(m_scimGate, m_dutyState, clock, m_duties.countries)
        , m_dispatcher(m_router, m_dutyGate, clock, &m_requests)
        , m_server({.address = m_config.address,
                    .port = m_config.port,
                    .threads = m_config.threads,
                    .drainTime = m_config.drainTime,
                    .trustedProxies = m_config.trustedProxies,
                    .admission = &m_addresses},
                   tls, m_dispatcher)
        , m_figures({*m_database, m_requests, m_streams, m_server, programVersion()}, clock)
        , m_work(*m_database, clock, {m_certificateKey, shredLedgerFile(m_config), m_config.database()},
                 m_operatorKeys, m_duties.mailSettings(m_config.duties), {m_key, m_config.delivery}) {
        m_figures.setCertificateEnd(tls.notAfter);
        if (!m_config.metricsListen.empty()) {
            m_listener.emplace(m_config.metricsListen, [this] { return m_figures.text(); });
        }
    }

    [[nodiscard]] Status addRoutes() {
        addEventRoutes(m_router, m_services, m_streams, m_config.events);
        auto logKey = auth::operationLogKey(m_key);
        if (!logKey) {
            return propagate(logKey.error());
        }
        m_logKey = std::move(*logKey);
        m_work.add(jobs::operationLogJob(*m_database, m_logKey, m_services.settings,
                                         {checkpointFile(m_config), m_config.checkpointMail,
                                          m_config.sendsCheckpoints
                                              ? std::make_shared<jobs::CheckpointSyslog>(m_config.delivery)
                                              : nullptr}));
        return addApiRoutes(m_router, m_services, m_proofs, m_operatorKeys, m_streams,
                            {m_dutyState, m_releases, m_duties.mail.has_value()}, m_pins);
    }

    [[nodiscard]] Status start() {
        if (Status started = m_server.start(); !started) {
            return started;
        }
        if (m_listener) {
            if (Status listening = m_listener->start(); !listening) {
                return listening;
            }
            log::info("server.metrics", {{"address", m_listener->address()}});
        }
        m_streams.start();
        m_housekeeping.start();
        m_work.start();
        log::info("server.listening", {{"url", url()}, {"pin", pin()}});
        return {};
    }

    // Proxies in front get the time to notice that this node is going, and to end the connections they hold.
    void announceStop() {
        m_dispatcher.beginStopping();
        m_server.announceStop();
        m_streams.stop();
        std::this_thread::sleep_for(m_config.drainDelay);
    }

    bool stop() {
        if (m_isStopped) {
            return true;
        }
        m_isStopped = true;
        announceStop();
        const bool isClean = m_server.stop();
        if (m_listener) {
            m_listener->stop();
        }
        m_work.stop();
        m_housekeeping.stop();
        m_database->stop();
        return isClean;
    }

    [[nodiscard]] Status reload() {
        const auto tls = openTlsIdentity(m_config);
        if (!tls) {
            return propagate(tls.error());
        }
        auto pins = serverPins(m_config, *tls);
        if (!pins) {
            return propagate(pins.error());
        }
        const auto known = m_pins.read();
        if (tls->pin != known->current && tls->pin != known->next) { // nobody can have signed it
            return fail(ErrorCode::Conflict, "the certificate has another key; restart the server to use it");
        }
        if (Status used = m_server.useIdentity(*tls); !used) {
            return used;
        }
        m_figures.setCertificateEnd(tls->notAfter);
        log::info("server.reloaded", {{"certificate_until", toRfc3339(tls->notAfter)},
                                      {"pin", pins->current},
                                      {"next_pin", pins->next}});
        m_pins.write(std::move(*pins));
        return {};
    }

    [[nodiscard]] unsigned short port() const { return m_server.port(); }
    [[nodiscard]] std::string pin() const { return m_pins.read()->current; }
    [[nodiscard]] std::string url() const {
        const bool isV6 = m_config.address.find(':') != std::string::npos;
        return "https://" + (isV6 ? '[' + m_config.address + "]" : m_config.address) + ":" +
               std::to_string(port());
    }

private:
    Config m_config;
    auth::ServerKey m_key;
    std::unique_ptr<metrics::MeteredDatabase> m_database;
    std::vector<Bytes> m_operatorKeys;
    crypto::SigningKey m_certificateKey;
    http::PinBoard m_pins;       // read by requests while reload() writes it
    crypto::SigningKey m_logKey; // of the operation logs' checkpoints
    auth::CpuPool m_cpu;
    auth::ProofChecker m_proofs;
    auth::AddressCheck m_addresses;
    features::ServiceContext m_services;
    http::Router m_router;
    auth::RequestLimits m_limits;
    auth::SessionGate m_gate;
    features::StreamHub m_streams;
    metrics::RequestMeter m_requests;
    Housekeeping m_housekeeping;
    auth::ScimGate m_scimGate;
    DutyParts m_duties;
    features::DutyState m_dutyState;
    features::ReleaseStore m_releases;
    features::DutyGate m_dutyGate;
    http::Dispatcher m_dispatcher;
    http::Server m_server;
    metrics::ServerFigures m_figures;
    std::optional<metrics::MetricsListener> m_listener;
    BackgroundWork m_work;
    bool m_isStopped = false;
};

Result<std::unique_ptr<ServerApplication>> ServerApplication::create(Config config, const Clock& clock,
                                                                     const DatabaseWrapper& wrap) {
    if (Status ready = crypto::initialise(); !ready) {
        return propagate(ready.error());
    }
    auto key = openServerKey(config);
    if (!key) {
        return propagate(key.error());
    }
    auto tls = openTlsIdentity(config);
    if (!tls) {
        return propagate(tls.error());
    }
    auto pins = serverPins(config, *tls);
    if (!pins) {
        return propagate(pins.error());
    }
    auto database = storage::Database::open({.url = config.database()});
    if (!database) {
        return propagate(database.error());
    }
    if (wrap) {
        *database = wrap(std::move(*database));
    }
    if (Status checked = jobs::checkShredLedger(**database, shredLedgerFile(config)); !checked) {
        return propagate(checked.error());
    }
    auto keys = operatorKeys(config);
    auto certificateKey = auth::certificateKey(*key);
    if (!keys || !certificateKey) {
        return propagate(!keys ? keys.error() : certificateKey.error());
    }
    auto duties = openDutyParts(config.duties);
    if (!duties) {
        return propagate(duties.error());
    }
    auto impl = std::make_unique<Impl>(std::move(config), clock, std::move(*key), *tls, std::move(*pins),
                                       std::make_unique<metrics::MeteredDatabase>(std::move(*database)),
                                       std::move(*keys), std::move(*certificateKey), std::move(*duties));
    if (Status added = impl->addRoutes(); !added) {
        return propagate(added.error());
    }
    return std::unique_ptr<ServerApplication>(new ServerApplication(std::move(impl)));
}

ServerApplication::ServerApplication(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}

ServerApplication::~ServerApplication() {
    stop();
}

Status ServerApplication::start() {
    return m_impl->start();
}

Status ServerApplication::reload() {
    return m_impl->reload();
}

bool ServerApplication::stop() {
    return m_impl->stop();
}

unsigned short ServerApplication::port() const {
    return m_impl->port();
}

std::string ServerApplication::url() const {
    return m_impl->url();
}

std::string ServerApplication::pin() const {
    return m_impl->pin();
}

} // namespace kaomon::runtime

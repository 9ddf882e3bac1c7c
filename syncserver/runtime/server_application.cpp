// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/server_application.h"

#include <algorithm>
#include <thread>

#include "auth/address_check.h"
#include "auth/certificate_key.h"
#include "auth/operation_log_key.h"
#include "auth/scim_gate.h"
#include "auth/session_gate.h"
#include "http/dispatcher.h"
#include "http/server.h"
#include "jobs/operation_log.h"
#include "jobs/shred_ledger_file.h"
#include "runtime/api_routes.h"
#include "runtime/background_work.h"
#include "runtime/data_folder.h"
#include "runtime/housekeeping.h"

namespace kaomon::runtime {
namespace {

// Sign-ins that may wait for a hashing thread.
constexpr std::size_t kWaitingSignIns = 32;

std::size_t cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

} // namespace

class ServerApplication::Impl {
public:
    Impl(Config config, const Clock& clock, auth::ServerKey key, http::TlsIdentity tls,
         std::unique_ptr<storage::Database> database, std::vector<Bytes> keys,
         crypto::SigningKey certificateKey)
        : m_config(std::move(config))
        , m_key(std::move(key))
        , m_tls(std::move(tls))
        , m_database(std::move(database))
        , m_operatorKeys(std::move(keys))
        , m_certificateKey(std::move(certificateKey))
        , m_cpu(cores(), kWaitingSignIns)
        , m_proofs(clock)
        , m_addresses(*m_database, clock)
        , m_services{*m_database, clock, m_key, m_cpu, m_tls.pin, m_addresses}
        , m_limits(m_config.limits, clock, *m_database, m_key)
        , m_gate(*m_database, clock, m_proofs, m_services.settings, m_limits, m_addresses)
        , m_housekeeping(*m_database, clock)
        , m_scimGate(m_gate, *m_database, clock)
        , m_dispatcher(m_router, m_scimGate, clock)
        , m_server({.address = m_config.address,
                    .port = m_config.port,
                    .threads = m_config.threads,
                    .trustedProxies = m_config.trustedProxies,
                    .admission = &m_addresses},
                   m_tls, m_dispatcher)
        , m_work(*m_database, clock, {m_certificateKey, shredLedgerFile(m_config), m_config.database()},
                 m_operatorKeys) {}

    [[nodiscard]] Status addRoutes() {
        auto logKey = auth::operationLogKey(m_key);
        if (!logKey) {
            return propagate(logKey.error());
        }
        m_logKey = std::move(*logKey);
        m_work.add(
            jobs::operationLogJob(*m_database, m_logKey, m_services.settings, checkpointFile(m_config)));
        return addApiRoutes(m_router, m_services, m_proofs, m_operatorKeys);
    }

    [[nodiscard]] Status start() {
        if (Status started = m_server.start(); !started) {
            return started;
        }
        m_housekeeping.start();
        m_work.start();
        log::info("server.listening", {{"url", url()}, {"pin", m_tls.pin}});
        return {};
    }

    bool stop() {
        const bool isClean = m_server.stop();
        m_work.stop();
        m_housekeeping.stop();
        m_database->stop();
        return isClean;
    }

    [[nodiscard]] unsigned short port() const { return m_server.port(); }
    [[nodiscard]] const std::string& pin() const { return m_tls.pin; }
    [[nodiscard]] std::string url() const {
        const bool isV6 = m_config.address.find(':') != std::string::npos;
        return "https://" + (isV6 ? "[" + m_config.address + "]" : m_config.address) + ":" +
               std::to_string(port());
    }

private:
    Config m_config;
    auth::ServerKey m_key;
    http::TlsIdentity m_tls;
    std::unique_ptr<storage::Database> m_database;
    std::vector<Bytes> m_operatorKeys;
    crypto::SigningKey m_certificateKey;
    crypto::SigningKey m_logKey; // of the operation logs' checkpoints
    auth::CpuPool m_cpu;
    auth::ProofChecker m_proofs;
    auth::AddressCheck m_addresses;
    features::ServiceContext m_services;
    http::Router m_router;
    auth::RequestLimits m_limits;
    auth::SessionGate m_gate;
    Housekeeping m_housekeeping;
    auth::ScimGate m_scimGate;
    http::Dispatcher m_dispatcher;
    http::Server m_server;
    BackgroundWork m_work;
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
    auto impl = std::make_unique<Impl>(std::move(config), clock, std::move(*key), std::move(*tls),
                                       std::move(*database), std::move(*keys), std::move(*certificateKey));
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

bool ServerApplication::stop() {
    return m_impl->stop();
}

unsigned short ServerApplication::port() const {
    return m_impl->port();
}

std::string ServerApplication::url() const {
    return m_impl->url();
}

const std::string& ServerApplication::pin() const {
    return m_impl->pin();
}

} // namespace kaomon::runtime

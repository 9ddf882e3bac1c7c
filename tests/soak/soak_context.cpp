// SPDX-License-Identifier: GPL-3.0-or-later
#include "soak_context.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <set>
#include <thread>

#include <QFile>
#include <QSysInfo>
#include <QThread>

#include <boost/json.hpp>

#include "base/clock.h"
#include "wire/events.h"

namespace kaomon::soak {
namespace {

constexpr std::size_t kMostViolations = 50;
const auto kBegin = std::chrono::steady_clock::now(); // of the one case of this process
const QString kMark = QStringLiteral("plant");
// Faults under which no tenant could be set up.
const std::set<std::string> kLater{"early_answer", "blocking_accept", "clear_tokens"};

// What a figure is worth without: where and with what it was measured. No name of the machine.
boost::json::object machine() {
    std::string processor;
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; processor.empty() && std::getline(file, line);) {
        if (line.starts_with("model name")) {
            processor = line.substr(std::min(line.find(':') + 2, line.size()));
        }
    }
    return {{"processor", processor},
            {"threads", QThread::idealThreadCount()},
            {"system", QSysInfo::prettyProductName().toStdString()},
            {"kernel", QSysInfo::kernelVersion().toStdString()}};
}

} // namespace

SoakContext::SoakContext(const Options& options)
    : m_options(options) {
    if (!options.plant.empty()) {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("KAOMON_TEST_PLANT"), QString::fromStdString(options.plant));
        if (kLater.contains(options.plant)) {
            environment.insert(QStringLiteral("KAOMON_TEST_PLANT_WHEN"), m_folder.filePath(kMark));
        }
        server.setProgram(QStringLiteral(KAOMON_PLANTED_PROGRAM), environment);
    }
}

bool SoakContext::start() {
    if (!server.start()) {
        return requireReady(false, "the server does not start");
    }
    client = std::make_unique<TestClient>(server.port(), "");
    kit = addTenant(QStringLiteral("Soak"));
    return kit != nullptr;
}

std::unique_ptr<TenantKit> SoakContext::addTenant(const QString& name) {
    auto tenant = std::make_unique<TenantKit>(*client, server.createTenant(name, false));
    if (!tenant->found()) {
        (void)requireReady(false, "founding failed: " + describe(tenant->lastReply));
        return nullptr;
    }
    return tenant;
}

void SoakContext::measure(const std::string& what, double value) {
    const std::lock_guard lock(m_mutex);
    m_measures[what] = value;
}

void SoakContext::require(bool holds, const std::string& violation) {
    const std::lock_guard lock(m_mutex);
    if (!holds && m_violations.size() < kMostViolations) {
        m_violations.push_back(violation);
    }
}

bool SoakContext::requireReady(bool holds, const std::string& what) {
    require(holds, what);
    const std::lock_guard lock(m_mutex);
    m_isReady = m_isReady && holds;
    return holds;
}

bool SoakContext::isReady() const {
    const std::lock_guard lock(m_mutex);
    return m_isReady;
}

void SoakContext::plantNow() {
    QFile mark(m_folder.filePath(kMark));
    (void)requireReady(mark.open(QIODevice::WriteOnly), "the fault cannot be planted");
}

std::vector<std::string> SoakContext::violations() const {
    const std::lock_guard lock(m_mutex);
    return m_violations;
}

void SoakContext::report() const {
    const auto found = violations();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - kBegin;
    boost::json::object measures{{"seconds", took.count()}};
    for (const auto& [what, value] : m_measures) {
        measures[what] = value;
        std::printf("%-28s %.2f\n", what.c_str(), value);
    }
    boost::json::array list;
    for (const auto& violation : found) {
        list.emplace_back(violation);
        std::printf("violation: %s\n", violation.c_str());
    }
    std::printf("%s on %s%s%s: %s\n", m_options.name.c_str(), backend.name().c_str(),
                m_options.plant.empty() ? "" : " with ", m_options.plant.c_str(),
                found.empty() ? "holds" : "is violated");
    if (!m_options.jsonFile.empty()) {
        std::ofstream(m_options.jsonFile)
            << boost::json::serialize(boost::json::object{{"name", m_options.name},
                                                          {"date", toRfc3339(SystemClock().now())},
                                                          {"version", KAOMON_VERSION},
                                                          {"machine", machine()},
                                                          {"backend", backend.name()},
                                                          {"scale", m_options.isFull ? "full" : "scaled"},
                                                          {"plant", m_options.plant},
                                                          {"holds", found.empty()},
                                                          {"measures", measures},
                                                          {"violations", list}})
            << '\n';
    }
}

double memoryOf(const test::ServerProcess& server, const std::string& field) {
    std::ifstream status("/proc/" + std::to_string(server.processId()) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field + ":")) {
            return std::stod(line.substr(field.size() + 1)) / 1024;
        }
    }
    return 0;
}

std::string describe(const Reply& reply) {
    return std::to_string(reply.status) + " " + reply.body;
}

Reply sendUntilAnswered(TestClient& client, const Call& call, Caller& caller,
                        const std::function<bool(const Reply&)>& isPending) {
    constexpr std::chrono::milliseconds kPause{20}; // what Retry-After asks of a client, shortened
    constexpr int kMostPauses = 500;
    Reply reply = client.send(call, &caller);
    for (int i = 0; i < kMostPauses && isPending(reply); ++i) {
        std::this_thread::sleep_for(kPause);
        reply = client.send(call, &caller);
    }
    return reply;
}

Call eventCall(long long seq) {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = seq;
    event.at = test::wallNow();
    event.kind = "device";
    event.code = "SOAK";
    event.result = "info";
    event.severity = "info";
    return {"POST", "/v1/events", wire::encode(wire::EventBatch{{event}})};
}

} // namespace kaomon::soak

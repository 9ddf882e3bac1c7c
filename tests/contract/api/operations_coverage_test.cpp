// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <QTest>

#include <boost/json.hpp>

#include "contract/api/api_suite.h"
#include "contract/api/matrix_callers.h"
#include "contract/api/test_classes.h"
#include "models/operation_text.h"
#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/tenant_repository.h"
#include "wire/operations.h"

namespace kaomon::test {
namespace {

// Carried out by suites of their own: tst_licence_api (with an operator's key), tst_duties_api and
// tst_event_api.
const std::set<std::string> kElsewhere{"POST /v1/licences",
                                       "DELETE /v1/licences/{licence}",
                                       "POST /v1/notices",
                                       "PUT /v1/notices/{notice}",
                                       "DELETE /v1/notices/{notice}",
                                       "POST /v1/alert-rules",
                                       "PATCH /v1/alert-rules/{rule}",
                                       "DELETE /v1/alert-rules/{rule}",
                                       "POST /v1/webhooks",
                                       "PATCH /v1/webhooks/{webhook}",
                                       "DELETE /v1/webhooks/{webhook}",
                                       "POST /v1/webhooks/{webhook}:resume",
                                       "GET /v1/exports/events",
                                       "GET /v1/exports/events:jsonl",
                                       "POST /v1/diagnostics",
                                       "PATCH /v1/diagnostics/{bundle}",
                                       "DELETE /v1/diagnostics/{bundle}",
                                       "POST /v1/diagnostics/{bundle}:open",
                                       "POST /v1/evidence",
                                       "POST /v1/evidence/{evidence}:open"};

// That every write of the route table leaves an entry in the operation log, shown by everything that the
// suite has done: each success must be found by its trace id, and each route must have succeeded once.
class OperationsCoverageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyRecordedRoute_data();
    void everyRecordedRoute();
    void everyActHasAText();

private:
    void readEntries();
    void readCalls();
    [[nodiscard]] const TableRoute* routeOf(const std::string& method, const std::string& path) const;

    struct Seen {
        int successes = 0;
        int recorded = 0;
        std::vector<std::string> unrecorded; // trace ids
    };

    ApiSuite& m_suite = ApiSuite::get();
    std::vector<TableRoute> m_routes;
    std::vector<std::regex> m_patterns; // of m_routes
    std::set<std::string> m_attempts;   // trace ids of all entries
    std::map<std::string, Seen> m_seen; // by route
};

std::regex patternOf(const std::string& path) {
    static const std::regex kParameter(R"(\\\{[a-z_]+\\\})");
    const std::string escaped = std::regex_replace(path, std::regex(R"([.{}])"), R"(\$&)");
    return std::regex(std::regex_replace(escaped, kParameter, "[^/:]+"));
}

void OperationsCoverageTest::initTestCase() {
    m_routes = routesOf(ServerProcess::apiDescription());
    QVERIFY(m_routes.size() > 30);
    for (const TableRoute& route : m_routes) {
        m_patterns.push_back(patternOf(route.path));
    }
    readEntries();
    QVERIFY(m_attempts.size() > 100);
    readCalls();
}

void OperationsCoverageTest::readEntries() {
    auto database = storage::Database::open({.url = m_suite.backend.url(), .isMigrating = false});
    QVERIFY(database);
    const auto tenants =
        (*database)->runBlocking(storage::Access::Read, TenantId(),
                                 [](storage::UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
                                     return storage::TenantRepository(unit, TimePoint()).list();
                                 });
    QVERIFY(tenants);
    for (const auto& tenant : *tenants) {
        const auto read = (*database)->runBlocking(
            storage::Access::Read, tenant.id, [&](storage::UnitOfWork& unit) -> Status {
                auto rows = storage::Query(unit, "SELECT rec FROM operation_log WHERE tenant_id = :tenant")
                                .bind("tenant", unit.tenant())
                                .all<std::string>();
                for (const auto& [record] : rows) {
                    const auto entry = wire::decode<wire::Operation>(record);
                    if (entry && entry->outcome == "ok") {
                        m_attempts.insert(entry->attempt);
                    }
                }
                return {};
            });
        QVERIFY(read);
    }
}

const TableRoute* OperationsCoverageTest::routeOf(const std::string& method, const std::string& path) const {
    const TableRoute* best = nullptr;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        // "/users/x:unlock" is no id
        if (m_routes[i].method == method && std::regex_match(path, m_patterns[i]) &&
            (best == nullptr || !m_routes[i].hasParameters())) {
            best = &m_routes[i];
        }
    }
    return best;
}

void OperationsCoverageTest::readCalls() {
    std::ifstream file(m_suite.recordFile);
    struct Once {
        Seen* seen = nullptr;
        std::string first;
        bool isRecorded = false;
    };
    std::map<std::string, Once> byKey; // whoever repeats a request gets the answer to the first
    for (std::string line; std::getline(file, line);) {
        const auto call = boost::json::parse(line).as_object();
        const auto text = [&call](const char* name) { return std::string(call.at(name).as_string()); };
        const auto status = call.at("status").to_number<int>();
        const std::string target = text("path");
        const TableRoute* route = routeOf(text("method"), target.substr(0, target.find('?')));
        if (route == nullptr || !route->isRecorded || status < 200 || status > 299) {
            continue;
        }
        const std::string key = text("idempotency_key");
        Seen& seen = m_seen[route->name()];
        ++seen.successes;
        // members' sign-outs are their PCs' events
        const bool isOfSession = target == "/v1/session";
        const bool isRecorded = m_attempts.contains(text("trace"));
        seen.recorded += isRecorded ? 1 : 0;
        // members' sign-ins and a PC that asks again whether it is in leave none
        if (!isOfSession && !route->isPublic) {
            Once& once = byKey[key.empty() ? text("trace") : target + key];
            once.first = once.seen == nullptr ? text("trace") + " " + target : once.first;
            once.seen = &seen;
            once.isRecorded = once.isRecorded || isRecorded;
        }
    }
    for (const auto& [key, once] : byKey) {
        if (!once.isRecorded) {
            once.seen->unrecorded.push_back(once.first);
        }
    }
}

void OperationsCoverageTest::everyRecordedRoute_data() {
    QTest::addColumn<QString>("route");
    for (const TableRoute& route : m_routes) {
        if (route.isRecorded) {
            QTest::newRow(route.name().c_str()) << QString::fromStdString(route.name());
        }
    }
}

void OperationsCoverageTest::everyRecordedRoute() {
    QFETCH(QString, route);
    const Seen seen = m_seen[route.toStdString()];
    if (kElsewhere.contains(route.toStdString())) {
        return;
    }
    QVERIFY2(seen.successes > 0, "no test of this suite carries it out");
    QVERIFY2(seen.recorded > 0, "no success left an entry");
    QVERIFY2(seen.unrecorded.empty(), seen.unrecorded.empty() ? "" : seen.unrecorded.front().c_str());
}

// The page Operations knows what to call everything that the log may hold.
void OperationsCoverageTest::everyActHasAText() {
    const auto actions = models::OperationText::actions();
    for (const TableRoute& route : m_routes) {
        const bool hasText = std::ranges::find(actions, route.operation) != actions.end();
        QVERIFY2(!route.isRecorded || hasText, route.operation.c_str());
    }
}

} // namespace

std::unique_ptr<QObject> makeOperationsCoverageTest() {
    return std::make_unique<OperationsCoverageTest>();
}

} // namespace kaomon::test

#include "operations_coverage_test.moc"

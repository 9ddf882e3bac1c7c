// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QSet>
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/matrix_callers.h"
#include "contract/api/test_classes.h"

namespace kaomon::test {
namespace {

constexpr const char* kMark = "zebra"; // in every name of the foreign tenant

// Every route of the table, for every role, against the ids of another tenant. What is expected comes from
// the table itself, so a route that is added is tried from then on.
class MatrixTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyRouteHasCallers();
    void routes_data();
    void routes();
    void otherTenantIsUnchanged();

private:
    [[nodiscard]] static bool isForeign(const TableRoute& route) {
        return route.hasParameters() && !route.isPublic;
    }
    // Whether the answer concerns the caller's standing and not what he asked for: nothing is tried then.
    [[nodiscard]] static bool isBarred(const TableRoute& route, const Reply& reply) {
        return !route.isPublic && reply.status == 403 && reply.code() != "forbidden";
    }
    void tryRoute(const TableRoute& route, const std::string& caller);
    void tryForeign(const TableRoute& route, const std::string& caller);
    [[nodiscard]] Call callOf(const TableRoute& route, const std::string& path, bool isWhole) const;
    // Empty, or what of the foreign tenant an answer tells.
    [[nodiscard]] std::string leakIn(const Reply& reply) const;

    ApiSuite& m_suite = ApiSuite::get();
    std::unique_ptr<MatrixTenant> m_home;
    std::unique_ptr<MatrixTenant> m_other;
    std::vector<TableRoute> m_routes;
    std::string m_before; // what the other tenant had
    std::string m_fault;
};

void MatrixTest::initTestCase() {
    TestClient& client = *m_suite.client;
    m_home = std::make_unique<MatrixTenant>(
        client, m_suite.server.createTenant(QStringLiteral("Matrix"), false), "matrix");
    m_other = std::make_unique<MatrixTenant>(
        client, m_suite.server.createTenant(QStringLiteral("Zebra"), false), kMark);
    QVERIFY2(m_home->fill(), describe(m_home->kit.lastReply).c_str());
    QVERIFY2(m_other->fill(), describe(m_other->kit.lastReply).c_str());
    m_routes = routesOf(ServerProcess::apiDescription());
    QVERIFY(m_routes.size() > 30);
    // those that name a foreign object come first: the others may change what their own tenant allows
    std::ranges::stable_partition(m_routes, &MatrixTest::isForeign);
    m_before = m_other->everything(m_routes);
    QVERIFY(m_before.find(kMark) != std::string::npos);
}

void MatrixTest::everyRouteHasCallers() {
    for (const TableRoute& route : m_routes) {
        const auto mayCall = [&](const std::string& caller) { return route.allows(caller); };
        QVERIFY2(std::ranges::any_of(MatrixTenant::callers(), mayCall), route.name().c_str());
        QVERIFY2(!route.isPublic || route.roles.empty(), route.name().c_str());
    }
}

void MatrixTest::routes_data() {
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("caller");
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        for (const std::string& caller : MatrixTenant::callers()) {
            QTest::addRow("%s %s", m_routes[i].name().c_str(), caller.c_str())
                << static_cast<int>(i) << QString::fromStdString(caller);
        }
    }
}

void MatrixTest::routes() {
    QFETCH(int, index);
    QFETCH(QString, caller);
    const TableRoute& route = m_routes[static_cast<std::size_t>(index)];
    m_fault.clear();
    if (isForeign(route)) {
        tryForeign(route, caller.toStdString());
    } else {
        tryRoute(route, caller.toStdString());
    }
    QVERIFY2(m_fault.empty(), m_fault.c_str());
}

Call MatrixTest::callOf(const TableRoute& route, const std::string& path, bool isWhole) const {
    Call call{route.method, path, exampleBody(route.bodySchema, m_other->kit.owner.id.text(), isWhole)};
    call.headers["If-Match"] = "\"r1\"";
    if (!route.mediaType.empty() && route.mediaType != "application/json") {
        call.headers["Content-Type"] = route.mediaType;
        call.body = "bytes";
    }
    if (route.method == "PUT" || route.method == "PATCH") {
        call.headers["Idempotency-Key"] = makeUuid();
    }
    return call;
}

std::string MatrixTest::leakIn(const Reply& reply) const {
    std::string body = reply.body;
    std::ranges::transform(body, body.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    for (const std::string& secret : {std::string(kMark), m_other->kit.tenant.text()}) {
        if (body.find(secret) != std::string::npos) {
            return "tells " + secret + ": ";
        }
    }
    return {};
}

// A route that names no object: whether the caller gets past the gate.
void MatrixTest::tryRoute(const TableRoute& route, const std::string& caller) {
    const Call call = callOf(route, m_home->ownPath(route.path), true);
    const Reply reply = route.isPublic ? m_suite.client->send(call) : m_home->send(call, caller);
    const bool isRefused =
        caller == "anonymous" ? reply.status == 401 : reply.status == 403 && reply.code() == "forbidden";
    // a wrong password in the body is no missing session
    const bool isKnown = route.isPublic || reply.status != 401 || reply.code() == "login_failed";
    const bool isRight = route.allows(caller)
                             ? reply.status != 0 && reply.status < 500 && isKnown && !isBarred(route, reply)
                             : isRefused;
    const std::string leak = leakIn(reply);
    if (!isRight || !leak.empty()) {
        m_fault = leak + describe(reply);
    }
}

// One that does: the other tenant's object is answered as one that never was.
void MatrixTest::tryForeign(const TableRoute& route, const std::string& caller) {
    const std::string foreign = m_other->ownPath(route.path);
    std::string unknown;
    std::string_view rest = route.path;
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        unknown += std::string(rest.substr(0, open)) + makeUuid();
        rest.remove_prefix(rest.find('}', open) + 1);
    }
    unknown += rest;
    for (const bool isWhole : {true, false}) {
        const Reply reply = m_home->send(callOf(route, foreign, isWhole), caller);
        const std::string leak = leakIn(reply);
        const bool isRefused =
            caller == "anonymous" ? reply.status == 401 : reply.status == 403 && reply.code() == "forbidden";
        bool isRight = isRefused;
        if (route.allows(caller)) {
            const Reply none = m_home->send(callOf(route, unknown, isWhole), caller);
            const bool isHidden = reply.status == 404 || (reply.status == 403 && !isBarred(route, reply));
            // a body may be refused before the object is looked for, but then for every id alike
            const bool isBody = !route.bodySchema.isEmpty() && (reply.status == 400 || reply.status == 422);
            isRight = (isHidden || isBody) && none.status == reply.status && none.code() == reply.code();
        }
        if (!isRight || !leak.empty()) {
            m_fault = leak + foreign + ": " + describe(reply);
            return;
        }
    }
}

void MatrixTest::otherTenantIsUnchanged() {
    const std::string after = m_other->everything(m_routes);
    const auto lines = [](const std::string& text) {
        const auto list = QString::fromStdString(text).split(u'\n');
        return QSet<QString>(list.begin(), list.end());
    };
    const auto differing = (lines(after) - lines(m_before)).values().join(u'\n').left(2000);
    QVERIFY2(after == m_before, qPrintable(differing));
}

} // namespace

std::unique_ptr<QObject> makeMatrixTest() {
    return std::make_unique<MatrixTest>();
}

} // namespace kaomon::test

#include "matrix_test.moc"

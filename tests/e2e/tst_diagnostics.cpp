// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_process.h"
#include "founded_tenant.h"

#include <QTest>

#include "base/base64.h"
#include "client/blob_services.h"
#include "crypto/sealed_blob.h"
#include "diagnostics/bundle_reader.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

// A person asks for help: the shipped agent collects, the person looks at it, the real server gives a ticket,
// and the help desk opens it with the tenant's key.
class TestDiagnostics : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY(m_agent.start());
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 1h, code), m_tenant.fault.c_str());
        const auto joined = ask({"enrolDevice", 0, {{"bundle", code.bundle}, {"name", "desk"}}});
        QCOMPARE(joined.type + joined.text("code"), std::string("enrolledDevice"));
        m_device = joined.text("device_id");
        QTRY_COMPARE_WITH_TIMEOUT(status("online"), std::string("1"), 60000);
    }

    void cleanupTestCase() {
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_agent.logText().right(8000)));
        }
    }

    void shownBeforeItIsSent() {
        Message request{"diagnosticsCollect", 0, {}};
        request.set("client_log",
                    "{\"event\":\"client.asked\",\"password\":\"" + std::string(kCanary) + "\"}\n");
        const auto collected = ask(request);
        QCOMPARE(collected.type + collected.text("code"), std::string("diagnosticsCollected"));
        QVERIFY(collected.integer("logs").value_or(0) >= 2);
        const auto shown = ask({"diagnosticsShow", 0, {{"part", "client"}}});
        QVERIFY(shown.text("text").find("client.asked") != std::string::npos);
        QVERIFY(shown.text("text").find(kCanary) == std::string::npos);
        QVERIFY(ask({"diagnosticsShow", 0, {{"part", "agent"}}}).text("text").find("agent.started") !=
                std::string::npos);
        QCOMPARE(ask({"diagnosticsShow", 0, {{"part", "nothing"}}}).text("code"),
                 std::string("validation_failed"));
    }

    // Without the server: a file of the person's own.
    void savedInAFile() {
        m_server.kill();
        const auto piece = ask({"diagnosticsFile", 0, {{"without", "settings"}, {"offset", "0"}}});
        QCOMPARE(piece.type + piece.text("code"), std::string("diagnosticsPiece"));
        const auto bytes = fromBase64Url(piece.text("bytes"));
        QVERIFY(bytes);
        QCOMPARE(static_cast<std::int64_t>(bytes->size()), piece.integer("size").value_or(0));
        const auto bundle = read(*bytes);
        QVERIFY2(bundle, bundle ? "" : bundle.error().detail.c_str());
        QVERIFY(has(*bundle, "client.asked"));
        QVERIFY(has(*bundle, "agent.started"));
        QVERIFY(!has(*bundle, kCanary));
        QVERIFY(!bundle->report.checks.empty());
        QVERIFY(std::ranges::none_of(bundle->report.facts,
                                     [](const auto& fact) { return fact.name.starts_with("setting."); }));
    }

    void sentByItselfOnceTheServerIsThere() {
        const auto waiting =
            ask({"diagnosticsSend", 0, {{"note", "the camera stays dark"}, {"without", "settings"}}},
                "diagnosticsProgress");
        QCOMPARE(waiting.type + waiting.text("detail"), std::string("diagnosticsWaiting"));
        QCOMPARE(ask({"diagnosticsState", 0, {}}).text("waiting"), std::string("1"));
        QCOMPARE(ask({"diagnosticsSend", 0, {}}).text("code"), std::string("not_found")); // it is on its way
        m_agent.kill(); // what waits is on the disk
        QVERIFY(m_agent.start());
        QVERIFY(m_server.start());
        QTRY_COMPARE_WITH_TIMEOUT(ask({"diagnosticsState", 0, {}}).text("waiting"), std::string("0"), 90000);
        m_ticket = ask({"diagnosticsState", 0, {}}).text("ticket");
        QVERIFY(!m_ticket.empty());
    }

    void itArrivesAndOnlyTheHelpDeskMayOpenIt() {
        QVERIFY2(m_tenant.signIn(), m_tenant.fault.c_str());
        client::DiagnosticsService service(m_tenant.owner());
        const auto page =
            e2e::await(service.list({.ticket = m_ticket, .state = {}, .user = {}, .device = {}}));
        QVERIFY2(page, page ? "" : page.error().detail.c_str());
        QCOMPARE(page->items.size(), std::size_t(1));
        QCOMPARE(page->items.front().note, std::string("the camera stays dark"));
        QCOMPARE(page->items.front().state, std::string("complete"));
        QCOMPARE(page->items.front().device.text(), m_device);
        const auto access = e2e::await(service.open(page->items.front().id, "the person called"));
        QVERIFY(!access); // the owner sees the list
        QCOMPARE(access.error().code, ErrorCode::Forbidden);
        // The run that was killed is in the next one.
        const auto again = ask({"diagnosticsCollect", 0, {}});
        QCOMPARE(again.type, std::string("diagnosticsCollected"));
        QVERIFY(ask({"diagnosticsShow", 0, {{"part", "crashes"}}}).text("text").find("run.broken_off") !=
                std::string::npos);
        QTRY_VERIFY_WITH_TIMEOUT(hasEvent("DIAG_UPLOAD"), 60000);
    }

private:
    static constexpr const char* kCanary = "canary-of-a-password";

    static Result<diagnostics::Bundle> read(const Bytes& file) {
        bool isRead = false;
        return diagnostics::readBundle([&]() -> Result<std::span<const std::uint8_t>> {
            return std::exchange(isRead, true) ? std::span<const std::uint8_t>() : std::span(file);
        });
    }
    static bool has(const diagnostics::Bundle& bundle, const std::string& text) {
        return std::ranges::any_of(
            bundle.lines, [&](const auto& line) { return line.text.find(text) != std::string::npos; });
    }
    bool hasEvent(const std::string& code) {
        return std::ranges::any_of(
            m_tenant.events(), [&](const wire::StoredEvent& stored) { return stored.event.code == code; });
    }
    [[nodiscard]] Message ask(Message request, const std::string& progress = {}) const {
        return e2e::ask(m_agent.socket(), std::move(request), progress);
    }
    [[nodiscard]] std::string status(const std::string& field) const {
        return ask({"status", 0, {}}).text(field);
    }

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    e2e::AgentProcess m_agent;
    std::string m_device;
    std::string m_ticket;
};

QTEST_GUILESS_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <QSignalSpy>

#include "agent/diagnostics_collector.h"
#include "agent/diagnostics_upload.h"
#include "agent/page_verifier.h"
#include "base/log.h"
#include "client/api_client.h"
#include "client/request_signer.h"
#include "crypto/sealed_blob.h"
#include "diagnostics/bundle_reader.h"
#include "diagnostics/log_keeper.h"
#include "support/client/fake_transport.h"
#include "wire/diagnostics.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using testing::FakeTransport;

namespace {

// Found in no bundle, whatever way they came.
const std::vector<std::string> kCanaries{"canary-password", "Zm9yYmlkZGVuLXRlbXBsYXRlLWJ5dGVzLTEyMzQ1Njc4OTA",
                                         "canary@example.com", "CNRY-CNRY-CNRY-CNRY", "canary-token"};

constexpr uid_t kTaro = 1000;

std::string lineOf(std::string_view event, std::initializer_list<log::Field> fields) {
    return log::formatLine(log::Level::Info, event, fields);
}

Result<diagnostics::Bundle> read(const Bytes& file) {
    bool isRead = false;
    return diagnostics::readBundle([&]() -> Result<std::span<const std::uint8_t>> {
        return std::exchange(isRead, true) ? std::span<const std::uint8_t>() : std::span(file);
    });
}

// As a help desk does it.
Result<Bytes> openBundle(const Tenant& tenant, const wire::NewDiagnostics& bundle,
                         const std::vector<Bytes>& parts) {
    const crypto::BlobPlace place{tenant.tenant.text(), bundle.id.text(), "diagnostics"};
    const auto key = crypto::openBlobKey(tenant.diagnosticsKey(), place, bundle.sealedKey);
    if (!key) {
        return propagate(key.error());
    }
    Bytes all;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const auto plain =
            crypto::openBlobPart(*key, place, static_cast<int>(part), part + 1 == parts.size(), parts[part]);
        if (!plain) {
            return propagate(plain.error());
        }
        all.insert(all.end(), plain->reveal().begin(), plain->reveal().end());
    }
    return all;
}

} // namespace

// What a PC collects for the help desk: all that is needed, nothing that is secret or another one's; and how
// it gets there.
class TestAgentDiagnostics : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void nothingSecretAndNobodyElseIsInIt() {
        DiagnosticsFacts facts = this->facts();
        const UserId other = UserId::generate();
        writeLog("agent", {lineOf("agent.attempt", {{"user", facts.user->text()}, {"code", "face_too_dark"}}),
                           lineOf("agent.attempt", {{"user", other.text()}, {"code", "face_no_match"}}),
                           lineOf("agent.signed_in", {{"uid", 1001}}),
                           lineOf("os_secret.kept", {{"account", "hanako"}}),
                           lineOf("x", {{"password", kCanaries[0]}, {"detail", "key " + kCanaries[1]}}),
                           lineOf("x", {{"detail", "mail " + kCanaries[2] + " code " + kCanaries[3]}}),
                           "Bearer " + kCanaries[4]});
        writeLog("crashes", {lineOf("run.broken_off", {{"begun", "token=" + kCanaries[4]}})});
        wire::Event mine;
        mine.id = EventId::generate();
        mine.kind = "auth";
        mine.code = "LOGON_NG";
        mine.result = "ng";
        mine.severity = "warning";
        mine.user = facts.user;
        wire::Event theirs = mine;
        theirs.user = other;
        facts.outbox = {mine, theirs};
        facts.status.set("detail", "password: " + kCanaries[0]);
        facts.settings["ng_image_store"] = "off";
        facts.settings["strange"] = kCanaries[2];
        const auto draft = collectDiagnostics(facts, "{\"text\":\"" + kCanaries[1] + "\"}\nplain words\n");
        QCOMPARE(draft.leftOut, 4);
        const auto bundle = bundleOf(draft, {});
        QVERIFY(bundle);
        const auto opened = read(*bundle);
        QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
        std::string all;
        for (const auto& line : opened->lines) {
            all += line.source + ' ' + line.text + '\n';
        }
        for (const auto& fact : opened->report.facts) {
            all += fact.name + '=' + fact.value + '\n';
        }
        for (const std::string& canary : kCanaries) {
            QVERIFY2(all.find(canary) == std::string::npos, all.c_str());
        }
        QVERIFY(all.find(other.text()) == std::string::npos);
        QVERIFY(all.find("hanako") == std::string::npos);
        for (const char* needed : {"face_too_dark", "LOGON_NG", "run.broken_off", "plain words",
                                   "setting.ng_image_store=off", "version=0.1"}) {
            QVERIFY2(all.find(needed) != std::string::npos, needed);
        }
        QVERIFY(!opened->report.checks.empty());
    }

    void whatIsLeftOutIsNotInIt() {
        writeLog("agent", {lineOf("agent.begin", {})});
        auto facts = this->facts();
        facts.settings["ng_image_store"] = "off";
        const auto draft = collectDiagnostics(facts, "client words\n");
        const auto bundle = bundleOf(draft, {"settings", "checks", "client"});
        QVERIFY(bundle);
        const auto opened = read(*bundle);
        QVERIFY(opened);
        QVERIFY(opened->report.checks.empty());
        QVERIFY(std::ranges::none_of(opened->report.facts,
                                     [](const auto& fact) { return fact.name.starts_with("setting."); }));
        QCOMPARE(opened->lines.size(), std::size_t(1));
        QCOMPARE(opened->lines.front().source, std::string("agent"));
    }

    // Every further case begins with a bundle of two parts that waits.
    void sentInPartsWithATicket() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        const BlobId id = keepOne(desk, upload);
        QCOMPARE(upload.waitingOf(kTaro), 1);
        QCOMPARE(upload.waitingOf(kTaro + 1), 0);
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        for (int received : {0, 1, 2}) {
            transport->answer(received == 0 ? 201 : 200, wire::encode(stateOf(id, received)));
        }
        const QSignalSpy arrived(&upload, &DiagnosticsUpload::arrived);
        upload.setApi(api.get());
        upload.send();
        QTRY_COMPARE_WITH_TIMEOUT(arrived.count(), 1, 30000);
        QCOMPARE(arrived.first().last().toString(), QStringLiteral("482-719-350-6"));
        QCOMPARE(transport->requests.size(), std::size_t(3));
        QCOMPARE(upload.waitingOf(kTaro), 0);
        QVERIFY(desk.state->cache().list(kPendingBundlePart)->empty());
        QCOMPARE(upload.lastTicket(kTaro)->number, std::string("482-719-350-6"));
        QVERIFY(!upload.lastTicket(kTaro + 1));
        QCOMPARE(desk.outbox().back().code, std::string("DIAG_UPLOAD"));
    }

    void goesOnWhereTheServerStands() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        const BlobId id = keepOne(desk, upload);
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        transport->answer(201, wire::encode(stateOf(id, 0)));
        transport->fail(ErrorCode::ServerUnreachable);
        const QSignalSpy postponed(&upload, &DiagnosticsUpload::postponed);
        upload.setApi(api.get());
        upload.send();
        QTRY_COMPARE_WITH_TIMEOUT(postponed.count(), 1, 30000);
        QCOMPARE(upload.waitingOf(kTaro), 1);
        // The agent is started anew in between; the server has the first part by now.
        DiagnosticsUpload next(*desk.state, desk.events, desk.clock);
        transport->requests.clear();
        transport->answer(201, wire::encode(stateOf(id, 1)));
        transport->answer(200, wire::encode(stateOf(id, 2)));
        const QSignalSpy arrived(&next, &DiagnosticsUpload::arrived);
        next.setApi(api.get());
        next.send();
        QTRY_COMPARE_WITH_TIMEOUT(arrived.count(), 1, 30000);
        QVERIFY(QString::fromStdString(transport->requests[1].target).endsWith(QLatin1String("/parts/1")));
    }

    void whatTheServerNeverTakesIsDropped() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        keepOne(desk, upload);
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        transport->answerProblem(422, "validation_failed");
        const QSignalSpy refused(&upload, &DiagnosticsUpload::refused);
        upload.setApi(api.get());
        upload.send();
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, 30000);
        QCOMPARE(upload.waitingOf(kTaro), 0);
    }

    void onlySoManyWaitAndAResyncKeepsThem() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        for (int i = 0; i < 4; ++i) {
            keepOne(desk, upload);
        }
        QCOMPARE(upload.waitingOf(kTaro), 3);
        QCOMPARE(desk.state->cache().list(kPendingBundlePart)->size(), std::size_t(6));
        const auto changes = verifyChanges({}, *desk.state->device(), desk.state->cache(),
                                           localstore::LocalStore::PageMode::ReplaceAll);
        QVERIFY(changes);
        QCOMPARE(std::ranges::count(*changes, std::string(kPendingBundle), &localstore::Change::kind), 3);
        QCOMPARE(std::ranges::count(*changes, std::string(kPendingBundlePart), &localstore::Change::kind), 6);
    }

    // What an administrator asks for is answered by the next bundle, whoever sends it.
    void aRequestIsAnswered() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        QVERIFY(ask(desk));
        keepOne(desk, upload);
        const auto head = desk.state->cache().list(kPendingBundle)->front();
        const std::string text(head.bytes.begin(), head.bytes.end());
        const auto bundle = wire::decode<wire::NewDiagnostics>(text.substr(text.find('\n') + 1));
        QVERIFY(bundle);
        QCOMPARE(bundle->request.value_or(""), std::string("0193a000-0000-7000-8000-00000000002a"));
        QVERIFY(!askedDiagnostics(desk.state->cache()));
    }

    // Declined without the server: it is told later, once.
    void aRequestIsDeclined() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        QVERIFY(ask(desk));
        upload.decline();
        QVERIFY(!askedDiagnostics(desk.state->cache()));
        auto transport = std::make_shared<FakeTransport>();
        const auto api = clientOf(transport, desk.clock);
        transport->fail(ErrorCode::ServerUnreachable);
        transport->answer(204, "");
        upload.setApi(api.get());
        upload.send();
        QTRY_COMPARE_WITH_TIMEOUT(transport->requests.size(), std::size_t(1), 30000);
        QCoreApplication::processEvents();
        upload.send();
        QTRY_COMPARE_WITH_TIMEOUT(transport->requests.size(), std::size_t(2), 30000);
        QVERIFY(QString::fromStdString(transport->requests[1].target)
                    .endsWith(QLatin1String(":decline-diagnostics")));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.state->cache().state("diagnostics.declined"), 30000);
        upload.send();
        QCoreApplication::processEvents();
        QCOMPARE(transport->requests.size(), std::size_t(2));
    }

    // The parts open with the tenant's key alone, and give what was put in.
    void sealedToTheTenant() {
        Desk desk;
        DiagnosticsUpload upload(*desk.state, desk.events, desk.clock);
        keepOne(desk, upload);
        const auto parts = desk.state->cache().list(kPendingBundlePart);
        const auto head = desk.state->cache().list(kPendingBundle)->front();
        const std::string text(head.bytes.begin(), head.bytes.end());
        const auto bundle = wire::decode<wire::NewDiagnostics>(text.substr(text.find('\n') + 1));
        QVERIFY(bundle);
        const auto opened = openBundle(desk.tenant, *bundle, {parts->at(0).bytes, parts->at(1).bytes});
        QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
        QCOMPARE(*opened, content());
    }

private:
    DiagnosticsFacts facts() const {
        DiagnosticsFacts facts;
        facts.now = fromEpochMicros(1'790'000'000'000'000);
        facts.status = {"status", 0, {{"version", "0.1"}, {"state", "active"}, {"online", "1"}}};
        facts.uid = kTaro;
        facts.account = "taro";
        facts.user = m_user;
        facts.logFolder = m_folder->path().toStdString();
        return facts;
    }
    void writeLog(const std::string& source, const std::vector<std::string>& lines) const {
        const auto keeper =
            diagnostics::LogKeeper::open(m_folder->path().toStdString() + '/' + source + ".jsonl");
        for (const std::string& line : lines) {
            (*keeper)->add(line);
        }
    }

    static Bytes content() {
        Bytes bytes(crypto::kPlainPart + 100);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::uint8_t>(i * 31 + i / 257);
        }
        return bytes;
    }
    static BlobId keepOne(Desk& desk, DiagnosticsUpload& upload) {
        const BundleOrder order{BlobId::generate(), kTaro, desk.user, desk.clock.now(), "it does not work"};
        if (const auto kept = upload.keep(order, content()); !kept) {
            qFatal("the bundle was not kept: %s", kept.error().detail.c_str());
        }
        return order.id;
    }
    // As a round with the server brings it.
    static bool ask(Desk& desk) {
        wire::DiagnosticsRequest request;
        request.id = "0193a000-0000-7000-8000-00000000002a";
        request.device = desk.state->device()->id;
        request.reason = "the camera is black";
        const auto change =
            Tenant::change("diagnostics_request", request.device.text(), wire::encode(request));
        const auto verified = verifyChanges({change}, *desk.state->device(), desk.state->cache(),
                                            localstore::LocalStore::PageMode::Delta);
        return verified && desk.state->cache().applyPage(*verified, "token") &&
               askedDiagnostics(desk.state->cache())->reason == request.reason;
    }
    static std::unique_ptr<client::ApiClient> clientOf(std::shared_ptr<FakeTransport> transport,
                                                       const Clock& clock) {
        auto api = std::make_unique<client::ApiClient>(std::move(transport), clock,
                                                       client::ApiClientOptions{.maximumTries = 1});
        api->setSigner(std::make_shared<client::RequestSigner>("kid", crypto::SigningKey::generate(), clock));
        return api;
    }
    static wire::Diagnostics stateOf(const BlobId& id, int received) {
        wire::Diagnostics state;
        state.id = id;
        state.ticket = "482-719-350-6";
        state.device = DeviceId::generate();
        state.state = received < 2 ? "uploading" : "complete";
        state.parts = 2;
        state.received = received;
        return state;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    UserId m_user = UserId::generate();
};

QTEST_GUILESS_MAIN(TestAgentDiagnostics)
#include "tst_agent_diagnostics.moc"

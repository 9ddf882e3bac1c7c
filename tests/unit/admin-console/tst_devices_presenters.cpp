// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "client/enrolment_bundle.h"
#include "crypto/key_pairs.h"
#include "devices/devices_presenter.h"
#include "devices/enrolment_codes_presenter.h"
#include "session_fixture.h"
#include "shell/qr_view.h"
#include "wire/codec.h"
#include "wire/diagnostics.h"

using namespace kaomon;
using devices::CodeForm;
using devices::DevicesPresenter;
using devices::EnrolmentCodesPresenter;
using devices::IssuedCode;
using models::ListState;
using testing::FakeServer;
using Action = DevicesPresenter::Action;

namespace {

wire::Device device(const std::string& state) {
    wire::Device result;
    result.id = DeviceId::generate();
    result.name = "pc-1";
    result.state = state;
    result.group = GroupId::generate();
    result.rev = 2;
    return result;
}

} // namespace

class DevicesPresentersTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::FakeServer& m_server = *m_fixture.server;

private slots:
    void initTestCase() {
        qRegisterMetaType<IssuedCode>();
        QVERIFY(m_fixture.open());
    }
    void init() {
        m_server.devices.clear();
        m_server.codes.clear();
    }

    void allowsWhatTheStateAllows_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<bool>("suspend");
        QTest::addColumn<bool>("reactivate");
        QTest::addColumn<bool>("revoke");
        QTest::addRow("active") << QByteArray("active") << true << false << true;
        QTest::addRow("suspended") << QByteArray("suspended") << false << true << true;
        QTest::addRow("pending") << QByteArray("pending") << false << false << true;
        QTest::addRow("revoked") << QByteArray("revoked") << false << false << false;
    }
    void allowsWhatTheStateAllows() {
        QFETCH(QByteArray, state);
        const DevicesPresenter presenter(m_fixture.session);
        const wire::Device pc = device(state.toStdString());
        QTEST(presenter.isPossible(Action::Suspend, pc), "suspend");
        QTEST(presenter.isPossible(Action::Reactivate, pc), "reactivate");
        QTEST(presenter.isPossible(Action::Revoke, pc), "revoke");
    }

    void suspendsAndSaysWhenItCannot() {
        DevicesPresenter presenter(m_fixture.session);
        const wire::Device pc = device("active");
        m_server.devices = {pc};
        presenter.reload();
        QTRY_COMPARE(presenter.state(), ListState::Content);
        presenter.apply(Action::Suspend, pc, QStringLiteral("left in a taxi"));
        QTRY_COMPARE(presenter.model().row(0)->state, std::string("suspended"));
        const std::string path = "/v1/devices/" + pc.id.text();
        QCOMPARE(m_server.last("PATCH", path)->ifMatch, std::string("\"r2\""));
        const auto patch = wire::decode<wire::DevicePatch>(m_server.last("PATCH", path)->body);
        QCOMPARE(patch->reason, std::optional<std::string>("left in a taxi"));
        m_server.refuse("PATCH " + path, 412, "stale_revision");
        const QSignalSpy failed(&presenter, &DevicesPresenter::commandFailed);
        presenter.apply(Action::Reactivate, *presenter.model().row(0));
        QTRY_COMPARE(failed.count(), 1);
    }

    // Only of a PC at which somebody can be asked.
    void asksForDiagnostics() {
        DevicesPresenter presenter(m_fixture.session);
        for (const char* state : {"pending", "suspended", "revoked"}) {
            QVERIFY(!presenter.isPossible(Action::Ask, device(state)));
        }
        const wire::Device pc = device("active");
        QVERIFY(presenter.isPossible(Action::Ask, pc));
        const std::string path = "/v1/devices/" + pc.id.text() + ":request-diagnostics";
        m_server.handlers["POST " + path] = [&](const FakeServer::Request& request) {
            wire::DiagnosticsRequest asked;
            asked.device = pc.id;
            asked.reason = wire::decode<wire::DiagnosticsOrder>(request.body).value().reason;
            return FakeServer::json(201, wire::encode(asked));
        };
        const QSignalSpy done(&presenter, &DevicesPresenter::commandDone);
        presenter.askForDiagnostics(pc, QStringLiteral("the camera is black"));
        QTRY_COMPARE(done.count(), 1);
        const auto sent = wire::decode<wire::DiagnosticsOrder>(m_server.last("POST", path)->body);
        QCOMPARE(sent->reason, std::string("the camera is black"));
    }

    // One after the other, each vouched for by itself; the one that is refused ends it, the others wait on.
    void takesInSeveralAtOnce_data() {
        QTest::addColumn<int>("refused"); // the how manieth; 0: none
        QTest::addColumn<QStringList>("states");
        const QString in = QStringLiteral("active");
        const QString out = QStringLiteral("pending");
        QTest::newRow("all") << 0 << QStringList{in, in, in};
        QTest::newRow("the second is refused") << 2 << QStringList{in, out, out};
    }
    void takesInSeveralAtOnce() {
        QFETCH(int, refused);
        for (int i = 0; i < 3; ++i) {
            wire::Device pc = device("pending");
            pc.signPublic = crypto::SigningKey::generate().publicKey();
            pc.boxPublic = crypto::BoxKey::generate().publicKey();
            m_server.devices.push_back(pc);
            m_server.handlers["POST /v1/devices/" + pc.id.text() + ":approve"] =
                [this, i, refused](const FakeServer::Request& request) {
                    wire::Device& asked = m_server.devices.at(static_cast<std::size_t>(i));
                    if (request.ifMatch != "\"r2\"" || i + 1 == refused) {
                        return FakeServer::problem(412, "stale_revision");
                    }
                    const auto approval = wire::decode<wire::DeviceApproval>(request.body).value();
                    asked.state = approval.faceKeySeals.empty() ? "none" : "active";
                    return FakeServer::json(200, wire::encode(asked));
                };
        }
        DevicesPresenter presenter(m_fixture.session);
        presenter.reload();
        QTRY_COMPARE(presenter.model().rowCount(), 3);
        const QSignalSpy failed(&presenter, &DevicesPresenter::commandFailed);
        presenter.approveAll(m_server.devices, m_server.founded->defaultGroup);
        QCOMPARE(presenter.approving(), 3);
        QTRY_COMPARE(presenter.approving(), 0);
        QCOMPARE(failed.count(), refused > 0 ? 1 : 0);
        QStringList states;
        for (const wire::Device& pc : m_server.devices) {
            states.append(QString::fromStdString(pc.state));
        }
        QTEST(states, "states");
    }

    void makesACodeWhoseBundleAPcCanUse() {
        EnrolmentCodesPresenter presenter(m_fixture.session);
        const QSignalSpy issued(&presenter, &EnrolmentCodesPresenter::issued);
        presenter.create({QStringLiteral("Room 1"), 2, 7});
        QTRY_COMPARE(issued.count(), 1);
        const auto code = issued.first().first().value<IssuedCode>();
        const QString path = m_fixture.folder.filePath(QStringLiteral("bundle.json"));
        QVERIFY(EnrolmentCodesPresenter::saveBundle(code, path).has_value());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!(file.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
        const auto bundle = client::EnrolmentBundle::parse(file.readAll().toStdString());
        QVERIFY(bundle.has_value());
        QCOMPARE(QString::fromStdString(bundle->code.reveal()), code.code);
        QCOMPARE(bundle->tlsPins.front(), m_server.pin);
        QCOMPARE(bundle->rootFingerprint, m_fixture.session.keyring()->rootFingerprint());
        // The server has never seen the code.
        QVERIFY(m_server.last("POST", "/v1/enrolment-codes")->body.find(code.code.toStdString()) ==
                std::string::npos);
        QTRY_COMPARE(presenter.model().rowCount(), 1);
    }

    void revokesACode() {
        EnrolmentCodesPresenter presenter(m_fixture.session);
        presenter.create({QStringLiteral("Room 1"), 1, 7});
        QTRY_COMPARE(presenter.model().rowCount(), 1);
        presenter.revoke(*presenter.model().row(0));
        QTRY_COMPARE(presenter.model().row(0)->state, std::string("revoked"));
    }

    void checksTheForm_data() {
        QTest::addColumn<QString>("label");
        QTest::addColumn<int>("uses");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("isComplete");
        const QString label = QStringLiteral("Room");
        QTest::addRow("good") << label << 1 << 7 << true;
        QTest::addRow("no label") << QStringLiteral("  ") << 1 << 7 << false;
        QTest::addRow("no use") << label << 0 << 7 << false;
        QTest::addRow("for ever") << label << 1 << 1000 << false;
    }
    void checksTheForm() {
        QFETCH(QString, label);
        QFETCH(int, uses);
        QFETCH(int, days);
        QTEST(EnrolmentCodesPresenter::isComplete({label, uses, days}), "isComplete");
    }

    void saysWhenTheBundleCannotBeWritten() {
        const auto saved = EnrolmentCodesPresenter::saveBundle({}, QStringLiteral("/nowhere/at/all.json"));
        QVERIFY(!saved.has_value());
        QCOMPARE(saved.error().code, ErrorCode::StorageFailed);
    }

    void drawsCodes() {
        shell::QrView view;
        QVERIFY(view.setText(QStringLiteral("ABCD-EFGH-IJKL-MNOP")));
        QVERIFY(view.modules() >= 21);
        const QImage picture = view.grab().toImage();
        QCOMPARE(picture.pixelColor(2, 2), QColor(Qt::white)); // the quiet zone
        QVERIFY(!view.setText(QString(8000, QLatin1Char('x'))));
        QCOMPARE(view.modules(), 0);
    }
};

QTEST_MAIN(DevicesPresentersTest)
#include "tst_devices_presenters.moc"

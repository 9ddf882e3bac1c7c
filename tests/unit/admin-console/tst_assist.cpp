// SPDX-License-Identifier: GPL-3.0-or-later
// A face taken beside an administrator, as the console does it: what it asks of whom, in which order, and
// what it signs. The whole chain with a real agent is tst_assisted_enrolment.
#include <algorithm>

#include <QApplication>
#include <QCheckBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "assist_bench.h"
#include "screen_check.h"
#include "support/photos/written_zip.h"
#include "transfer/photo_import_presenter.h"
#include "users/assist_dialog.h"
#include "users/person_dialog.h"

using namespace kaomon;
using testing::AssistBench;
using testing::FakeServer;
using users::AssistPresenter;
using Step = AssistPresenter::Step;
using Stage = transfer::PhotoImportPresenter::Stage;
using RowState = transfer::PhotoRow::State;

class AssistTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    FakeServer& m_server = *m_fixture.server;
    testing::NoPrompts m_prompts;

    [[nodiscard]] static wire::User person() {
        wire::User user;
        user.id = UserId::generate();
        user.login = "taro";
        user.displayName = "Taro";
        user.role = "member";
        return user;
    }

    // Up to the camera.
    [[nodiscard]] static bool bringToCamera(AssistBench& bench, AssistPresenter& assist) {
        assist.show(bench.user.id);
        if (!QTest::qWaitFor([&] { return assist.step() == Step::Consent; }, 60000)) {
            return false;
        }
        assist.recordConsent(QStringLiteral("ja"));
        return QTest::qWaitFor([&] { return assist.step() == Step::Ready; }, 60000);
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.handlers.clear();
        m_server.requests.clear();
    }

    void whatIsSignedAndSent() {
        AssistBench bench(m_fixture, person());
        AssistPresenter assist(m_fixture.session, bench.agent.path());
        QVERIFY(bringToCamera(bench, assist));
        const auto* consent = m_server.last("POST", "/v1/users/" + bench.user.id.text() + "/consents");
        QVERIFY(consent != nullptr && consent->body.find("\"language\":\"ja\"") != std::string::npos);
        bench.agent.on("assistEnrolStart", [&](const localipc::Message& order) {
            return std::vector<test::FakeAgent::Reply>{
                {"enrolProgress", {{"pose", "left"}, {"accepted", "3"}, {"needed", "6"}}},
                bench.taken(order)};
        });
        const QSignalSpy steps(&assist, &AssistPresenter::stepChanged);
        assist.capture(QStringLiteral("glasses"));
        QTRY_COMPARE(assist.step(), Step::Counts);
        QCOMPARE(assist.quality(), 78);
        const auto order = bench.agent.last("assistEnrolStart");
        QCOMPARE(order->text("variant"), std::string("glasses"));
        const auto ticket = bench.readTicket(*order);
        QCOMPARE(ticket.user, bench.user.id.text());
        QCOMPARE(ticket.device, bench.device.text());
        QCOMPARE(ticket.administrator, m_fixture.session.user().id.text());
        QVERIFY(!ticket.hasSecrets);
        // what the server and every PC check
        QVERIFY(bench.stored.has_value());
        QCOMPARE(bench.stored->face.consent.text(), ticket.consent);
        crypto::SealedTemplate header;
        header.tenant = m_server.tenant.text();
        header.user = bench.user.id.text();
        header.id = bench.stored->face.id.text();
        header.deviceId = bench.device.text();
        header.signature = bench.stored->face.signature;
        QVERIFY(crypto::checkCounts(bench.stored->voucher, header, m_fixture.session.keyring()->manifest(),
                                    bench.devicePublic()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.agent.count("preview"), 2, 60000); // on, and off again
    }

    void aSecondAdministratorIsWanted() {
        AssistBench bench(m_fixture, person());
        bench.facts.hasSecrets = true;
        bench.standing = crypto::FaceStanding::Other;
        AssistPresenter assist(m_fixture.session, bench.agent.path());
        QVERIFY(bringToCamera(bench, assist));
        bench.agent.on("assistEnrolStart", [&](const localipc::Message& order) {
            return std::vector<test::FakeAgent::Reply>{bench.taken(order)};
        });
        assist.capture(QStringLiteral("plain"));
        QTRY_COMPARE(assist.step(), Step::Waits);
        QVERIFY(bench.readTicket(*bench.agent.last("assistEnrolStart")).hasSecrets);
    }

    void whatStandsInTheWay_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("code");
        QTest::newRow("agent") << "agent"
                               << "agent_unreachable";
        QTest::newRow("tenant") << "tenant"
                                << "device_not_enrolled";
        QTest::newRow("suspended") << "suspended"
                                   << "device_not_enrolled";
        QTest::newRow("server") << "server"
                                << "certificate_pin_mismatch";
        QTest::newRow("role") << "role"
                              << "forbidden";
    }
    void whatStandsInTheWay() {
        QFETCH(QString, what);
        QFETCH(QString, code);
        AssistBench bench(m_fixture, person());
        if (what == QLatin1String("agent")) {
            bench.agent.close();
        } else if (what == QLatin1String("tenant")) {
            bench.agent.status["tenant"] = TenantId::generate().text();
        } else if (what == QLatin1String("suspended")) {
            bench.agent.status["state"] = "suspended";
        } else if (what == QLatin1String("server")) {
            m_server.beUnreachableFor("GET /v1/users/" + bench.user.id.text() + "/enrolment-facts");
        } else {
            bench.facts.mayEnrol = false;
        }
        AssistPresenter assist(m_fixture.session, bench.agent.path());
        assist.show(bench.user.id);
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Blocked, 30000);
        QCOMPARE(QString::fromUtf8(wireName(*assist.fault()).data()), code);
        QCOMPARE(m_server.last("POST", "/v1/users/" + bench.user.id.text() + "/consents"), nullptr);
    }

    // The answer was lost, the face was not: sending again finds it there.
    void aLostAnswerIsNoLostFace() {
        AssistBench bench(m_fixture, person());
        AssistPresenter assist(m_fixture.session, bench.agent.path());
        QVERIFY(bringToCamera(bench, assist));
        bench.agent.on("assistEnrolStart", [&](const localipc::Message& order) {
            return std::vector<test::FakeAgent::Reply>{bench.taken(order)};
        });
        const std::string add = "POST /v1/users/" + bench.user.id.text() + "/assisted-templates";
        const auto accept = m_server.handlers[add];
        m_server.handlers[add] = [&](const FakeServer::Request& request) {
            (void)accept(request); // it arrives
            return FakeServer::problem(503, "unavailable");
        };
        assist.capture(QStringLiteral("plain"));
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Unsent, 60000);
        m_server.handlers[add] = [](const FakeServer::Request&) {
            return FakeServer::problem(409, "conflict");
        };
        auto there = bench.stored->face;
        there.approval = bench.stored->voucher;
        m_server.templates = {there};
        assist.send();
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Counts, 60000);
        m_server.templates.clear();
    }

    void stoppingKeepsTheConsent() {
        AssistBench bench(m_fixture, person());
        AssistPresenter assist(m_fixture.session, bench.agent.path());
        QVERIFY(bringToCamera(bench, assist));
        bench.agent.on("assistEnrolStart",
                       [](const localipc::Message&) { return std::vector<test::FakeAgent::Reply>(); });
        assist.capture(QStringLiteral("plain"));
        QTRY_COMPARE(bench.agent.count("assistEnrolStart"), 1);
        QVERIFY(assist.isRunning());
        assist.stop();
        QCOMPARE(assist.step(), Step::Ready);
        QTRY_COMPARE(bench.agent.count("assistEnrolCancel"), 1);
        QVERIFY(!bench.stored);
    }

    void photographsAreCheckedFirst() {
        AssistBench bench(m_fixture, person());
        bench.servePhotographs();
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("photos.zip"));
        testing::writePhotoZip(file.toStdString(), "taro");
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        photos.check(file);
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Checked, 60000);
        QCOMPARE(photos.count(RowState::Ready), 1);
        QCOMPARE(photos.count(RowState::Refused), 4);
        QVERIFY(!bench.stored); // nothing has changed
        QCOMPARE(bench.readTicket(*bench.agent.last("assistPhotoBegin")).source, crypto::FaceSource::Photo);
        const std::string csv = photos.refusedRows();
        QVERIFY(csv.find("\r\n=") == std::string::npos); // no formula in a spreadsheet
        QVERIFY2(csv.find("silent") != std::string::npos && csv.find("\r\ntaro") == std::string::npos,
                 csv.c_str());

        m_server.refuse("POST /v1/users/" + bench.user.id.text() + "/assisted-templates", 409,
                        "seats_exceeded");
        photos.import();
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Paused, 60000);
        QCOMPARE(photos.fault(), std::optional(ErrorCode::SeatsExceeded));
        photos.resume();
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Finished, 60000);
        QCOMPARE(photos.count(RowState::Imported), 1);
        QVERIFY(bench.stored.has_value());
    }

    // A maintenance that begins under it: nothing is skipped, and it goes on when the server takes changes.
    void aMaintenanceHoldsAnImportUp() {
        AssistBench bench(m_fixture, person());
        bench.servePhotographs();
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("photos.zip"));
        testing::writePhotoZip(file.toStdString(), "taro");
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        photos.check(file);
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Checked, 60000);
        const QSignalSpy told(&m_fixture.session, &shell::ConsoleSession::maintenanceNoticed);
        for (int i = 0; i < 2; ++i) { // it lasts longer than the first look for its end
            m_server.refuse("POST /v1/users/" + bench.user.id.text() + "/assisted-templates", 503,
                            "read_only_maintenance");
            i == 0 ? photos.import() : photos.resume();
            QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Paused, 60000);
            QCOMPARE(photos.fault(), std::optional(ErrorCode::ReadOnlyMaintenance));
            QCOMPARE(photos.count(RowState::Ready), 1);
            QCOMPARE(told.count(), i + 1);
            QVERIFY(!bench.stored);
        }
        photos.resume();
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Finished, 60000);
        QCOMPARE(photos.count(RowState::Imported), 1);
        QVERIFY(bench.stored.has_value());
    }

    void anImportCanBeEnded() {
        AssistBench bench(m_fixture, person());
        bench.servePhotographs();
        bench.agent.on("assistPhotoMake",
                       [](const localipc::Message&) { return std::vector<test::FakeAgent::Reply>(); });
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("photos.zip"));
        testing::writePhotoZip(file.toStdString(), "taro");
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        photos.check(file);
        QTRY_COMPARE(bench.agent.count("assistPhotoMake"), 1);
        photos.cancel();
        QCOMPARE(photos.stage(), Stage::Checked);
        QCOMPARE(photos.count(RowState::Ready), 0);
        QCOMPARE(photos.count(RowState::Refused), 5);
    }

    void whatIsNoZipFileSaysSo() {
        AssistBench bench(m_fixture, person());
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("photos.zip"));
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write("no archive") > 0);
        written.close();
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        photos.check(file);
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Failed, 60000);
        QCOMPARE(photos.fault(), std::optional(ErrorCode::ValidationFailed));
        bench.agent.close();
        photos.check(file);
        QTRY_COMPARE_WITH_TIMEOUT(photos.stage(), Stage::Failed, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(photos.fault(), std::optional(ErrorCode::AgentUnreachable), 60000);
    }

    // Who was given a person's faces is asked of the server when somebody opens that tab, once.
    void accessesAreFetchedWhenTheyAreOpened() {
        const wire::User user = person();
        const std::string path = "/v1/users/" + user.id.text() + "/face-accesses";
        QWidget window;
        auto* dialog = new users::PersonDialog(m_fixture.session, user, users::PersonDialog::Timeline,
                                               m_prompts, &window);
        dialog->open();
        testing::settle(*dialog);
        QCOMPARE(m_server.last("GET", path), nullptr);
        auto* tabs = dialog->findChild<QTabWidget*>();
        for (const int tab :
             {users::PersonDialog::Accesses, users::PersonDialog::Faces, users::PersonDialog::Accesses}) {
            tabs->setCurrentIndex(tab);
            testing::settle(*dialog);
        }
        const auto isIt = [&](const FakeServer::Request& one) { return one.path == path; };
        QCOMPARE(std::ranges::count_if(m_server.requests, isIt), 1);
    }

    // Nobody is recorded as agreeing who was not ticked as being here, and nothing taken is thrown away by a
    // careless click.
    void theDialogAsks() {
        AssistBench bench(m_fixture, person());
        QWidget window;
        auto* dialog =
            new users::AssistDialog(m_fixture.session, bench.user, bench.agent.path(), m_prompts, &window);
        dialog->open();
        QTRY_COMPARE(dialog->presenter().step(), Step::Consent);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        dialog->findChild<QCheckBox*>(QStringLiteral("assistAgreed"))->setChecked(true);
        QVERIFY(dialog->acceptButton()->isEnabled());
        dialog->acceptButton()->click();
        QTRY_COMPARE(dialog->presenter().step(), Step::Ready);
        bench.agent.on("assistEnrolStart", [&](const localipc::Message& order) {
            return std::vector<test::FakeAgent::Reply>{bench.taken(order)};
        });
        m_server.refuse("POST /v1/users/" + bench.user.id.text() + "/assisted-templates", 409,
                        "seats_exceeded");
        dialog->acceptButton()->click();
        QTRY_COMPARE(dialog->presenter().step(), Step::Unsent);
        dialog->reject();
        QVERIFY(dialog->isVisible());    // the question was not answered with yes
        QApplication::closeAllWindows(); // as at the end of the console
        QVERIFY(dialog->isVisible());
        dialog->acceptButton()->click();
        QTRY_COMPARE(dialog->presenter().step(), Step::Counts);
        dialog->reject();
        QVERIFY(!dialog->isVisible());
    }
};

QTEST_MAIN(AssistTest)
#include "tst_assist.moc"

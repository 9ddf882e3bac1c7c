// SPDX-License-Identifier: GPL-3.0-or-later
// A face taken beside an administrator, as the console does it: what it asks of whom, in which order, and
// what it signs. The whole chain with a real agent is tst_assisted_enrolment.
#include <algorithm>

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include "assist_bench.h"
#include "screen_check.h"
#include "shell/text_dialog.h"
#include "support/photos/written_zip.h"
#include "transfer/photo_import_presenter.h"
#include "transfer/photo_import_text.h"
#include "transfer/photo_import_view.h"
#include "users/assist_dialog.h"
#include "users/person_dialog.h"
#include "users/unsent_face_note.h"

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

    // The faces that wait on the disk.
    [[nodiscard]] QFileInfoList kept() const {
        return QDir(m_fixture.folder.filePath(QStringLiteral("unsent-faces"))).entryInfoList(QDir::Files);
    }
    [[nodiscard]] users::UnsentFaces::Owner owner() const {
        return {m_fixture.session.tenant().tenant.text(), m_fixture.session.user().id.text()};
    }
    static std::string addPath(const AssistBench& bench) {
        return "POST /v1/users/" + bench.user.id.text() + "/assisted-templates";
    }
    // Until the face is taken and the server has said `code` to it; false when it came otherwise.
    [[nodiscard]] bool takeUnsent(AssistBench& bench, AssistPresenter& assist) {
        if (!bringToCamera(bench, assist)) {
            return false;
        }
        bench.agent.on("assistEnrolStart", [&](const localipc::Message& order) {
            return std::vector<test::FakeAgent::Reply>{bench.taken(order)};
        });
        m_server.refuse(addPath(bench), 409, "seats_exceeded");
        assist.capture(QStringLiteral("plain"));
        return QTest::qWaitFor([&] { return assist.step() == Step::Unsent; }, 60000);
    }
    static QPushButton* buttonOf(const QWidget& root, const QString& name) {
        for (auto* button : root.findChildren<QPushButton*>()) {
            if (button->accessibleName() == name) {
                return button;
            }
        }
        return nullptr;
    }
    // An import of photographs that has brought the face of taro, and what the server has of him then.
    void importTaro(AssistBench& bench, transfer::PhotoImportPresenter& photos, const QTemporaryDir& folder) {
        bench.servePhotographs();
        const QString file = folder.filePath(QStringLiteral("photos.zip"));
        testing::writePhotoZip(file.toStdString(), "taro");
        photos.check(file);
        QTRY_COMPARE(photos.stage(), Stage::Checked);
        photos.import();
        QTRY_COMPARE(photos.stage(), Stage::Finished);
        QCOMPARE(photos.count(RowState::Imported), 1);
        auto brought = bench.stored->face;
        brought.approval = bench.stored->voucher;
        auto other = brought; // of his own, from before
        other.id = TemplateId::generate();
        m_server.templates = {other, brought};
    }

private slots:
    void initTestCase() { QVERIFY(m_fixture.open()); }
    void init() {
        m_server.handlers.clear();
        m_server.requests.clear();
        m_server.templates.clear();
        for (const QFileInfo& file : kept()) {
            QFile::remove(file.filePath());
        }
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

    // On the disk before anything is sent, sealed and without a name: whatever ends the console, the next
    // sign-in has it.
    void anEndByForceLosesNoFace() {
        AssistBench bench(m_fixture, person());
        {
            AssistPresenter assist(m_fixture.session, bench.agent.path());
            QVERIFY(takeUnsent(bench, assist));
            const auto files = kept();
            QCOMPARE(files.size(), 1);
            QVERIFY(!(files.first().permissions() & (QFile::ReadGroup | QFile::ReadOther)));
            QFile file(files.first().filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY(!text.contains("Taro") && !text.contains("taro"));
        } // nothing was asked, nothing given up
        QCOMPARE(kept().size(), 1);
        QWidget window;
        shell::MessageBar bar;
        users::UnsentFaceNote note(m_fixture.session, bar, window);
        QVERIFY(bar.messages().empty());
        m_server.users = {bench.user};
        m_fixture.session.signOut();
        QVERIFY(testing::signInOwner(m_fixture.server, m_fixture.clock, m_fixture.store, m_fixture.session));
        QTRY_COMPARE(bar.messages().size(), std::size_t(1));
        QCOMPARE(note.presenter().person(), QStringLiteral("Taro"));
        emit bar.activated(bar.messages().front().key);
        const QPointer<users::UnsentFaceDialog> dialog = window.findChild<users::UnsentFaceDialog*>();
        QVERIFY(dialog);
        m_server.beUnreachableFor(addPath(bench));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog.isNull() || dialog->acceptButton()->isEnabled());
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(kept().size(), 1);
        QVERIFY(!bench.stored);
        dialog->acceptButton()->click();
        QTRY_VERIFY(bench.stored.has_value());
        QCOMPARE(bench.stored->face.user, bench.user.id);
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
        QVERIFY(kept().isEmpty());
        QTRY_VERIFY(bar.messages().empty());
    }

    // It had arrived before the console ended; only the answer was lost.
    void aKeptFaceThatIsThereAlreadyIsSent() {
        AssistBench bench(m_fixture, person());
        {
            AssistPresenter assist(m_fixture.session, bench.agent.path());
            QVERIFY(takeUnsent(bench, assist));
        }
        users::UnsentFacesPresenter faces(m_fixture.session);
        faces.reload();
        QTRY_COMPARE(faces.state(), models::ListState::Content);
        const auto waiting = users::UnsentFaces(m_fixture.folder.path()).of(owner(), m_fixture.clock.now());
        QCOMPARE(waiting.size(), std::size_t(1));
        const QSignalSpy failed(&faces, &users::UnsentFacesPresenter::commandFailed);
        m_server.refuse(addPath(bench), 409, "conflict");
        faces.send();
        QTRY_COMPARE(failed.count(), 1); // refused, and not there
        QCOMPARE(kept().size(), 1);
        m_server.templates = {waiting.front().face};
        m_server.refuse(addPath(bench), 409, "conflict");
        faces.send();
        QTRY_COMPARE(faces.count(), 0);
        QVERIFY(kept().isEmpty());
    }

    void aKeptFaceCanBeDiscarded() {
        AssistBench bench(m_fixture, person());
        {
            AssistPresenter assist(m_fixture.session, bench.agent.path());
            QVERIFY(takeUnsent(bench, assist));
        }
        users::UnsentFacesPresenter faces(m_fixture.session);
        faces.reload();
        QTRY_COMPARE(faces.state(), models::ListState::Content);
        QWidget window;
        auto* dialog = new users::UnsentFaceDialog(faces, &window);
        dialog->open();
        buttonOf(*dialog, QStringLiteral("Discard the face"))->click();
        QVERIFY(!dialog->isVisible());
        QVERIFY(kept().isEmpty());
        QCOMPARE(faces.count(), 0);
        QVERIFY(!bench.stored);
    }

    // Sent, refused for good or given up: nothing stays on the disk.
    void whatIsSettledIsNotKept() {
        AssistBench bench(m_fixture, person());
        AssistPresenter assist(m_fixture.session, bench.agent.path());
        QVERIFY(takeUnsent(bench, assist));
        m_server.refuse(addPath(bench), 422, "consent_required");
        assist.send();
        QTRY_COMPARE(assist.step(), Step::Failed);
        QVERIFY(kept().isEmpty());
        m_server.refuse(addPath(bench), 409, "seats_exceeded");
        assist.capture(QStringLiteral("plain"));
        QTRY_COMPARE_WITH_TIMEOUT(assist.step(), Step::Unsent, 60000);
        QCOMPARE(kept().size(), 1);
        assist.send();
        QTRY_COMPARE(assist.step(), Step::Counts);
        QVERIFY(kept().isEmpty());
        AssistPresenter again(m_fixture.session, bench.agent.path());
        QVERIFY(takeUnsent(bench, again));
        QCOMPARE(kept().size(), 1);
        again.giveUp();
        QVERIFY(kept().isEmpty());
    }

    void aKeptFaceIsForWhoTookItAndNotForLong() {
        AssistBench bench(m_fixture, person());
        {
            AssistPresenter assist(m_fixture.session, bench.agent.path());
            QVERIFY(takeUnsent(bench, assist));
        }
        const users::UnsentFaces faces(m_fixture.folder.path());
        const TimePoint now = m_fixture.clock.now();
        QVERIFY(faces.of({owner().tenant, UserId::generate().text()}, now).empty());
        QVERIFY(faces.of({TenantId::generate().text(), owner().administrator}, now).empty());
        QCOMPARE(faces.of(owner(), now).size(), std::size_t(1));
        const QString folder = kept().first().path();
        QVERIFY(QFile::copy(kept().first().filePath(), folder + QStringLiteral("/other-name.json")));
        QFile broken(folder + QStringLiteral("/broken.json"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\"face\":") > 0);
        broken.close();
        QCOMPARE(faces.of(owner(), now).size(), std::size_t(1));
        QCOMPARE(kept().size(), 1); // the two others are gone
        QVERIFY(faces.of(owner(), now + users::UnsentFaces::kLongest + std::chrono::hours(1)).empty());
        QVERIFY(kept().isEmpty());
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

    // Exactly the faces that the import brought go, and the question says how many.
    void anImportOfPhotographsCanBeUndone() {
        AssistBench bench(m_fixture, person());
        QTemporaryDir folder;
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        QWidget window;
        auto* view = new transfer::PhotoImportView(photos, m_prompts, &window);
        window.show();
        importTaro(bench, photos, folder);
        if (QTest::currentTestFailed()) {
            return;
        }
        const std::string face =
            "/v1/users/" + bench.user.id.text() + "/templates/" + bench.stored->face.id.text();
        m_server.handlers["DELETE " + face] = [](const FakeServer::Request&) {
            return client::HttpReply{204, {}, {}};
        };
        auto* undo = buttonOf(*view, QStringLiteral("Undo"));
        QVERIFY(undo != nullptr && undo->isVisibleTo(view));
        undo->click();
        auto* question = view->findChild<shell::TextDialog*>();
        QVERIFY(question != nullptr);
        QVERIFY(!question->acceptButton()->isEnabled());
        question->findChild<QLineEdit*>()->setText(QStringLiteral("1"));
        QVERIFY(question->acceptButton()->isEnabled());
        m_server.refuse("DELETE " + face, 503, "read_only_maintenance"); // asked again when somebody goes on
        question->acceptButton()->click();
        QTRY_COMPARE(photos.stage(), Stage::Paused);
        QCOMPARE(photos.count(RowState::Imported), 1);
        photos.resume();
        QTRY_COMPARE(photos.stage(), Stage::Undone);
        QCOMPARE(photos.count(RowState::Undone), 1);
        QVERIFY(!photos.canUndo());
        const auto isRemoval = [](const FakeServer::Request& one) { return one.method == "DELETE"; };
        QCOMPARE(std::ranges::count_if(m_server.requests, isRemoval),
                 2); // the one that was lost, and its repetition
        QVERIFY(std::ranges::all_of(m_server.requests, [&](const FakeServer::Request& one) {
            return !isRemoval(one) || one.path == face;
        }));
    }

    void aRemovalWhoseAnswerWasLostCounts() {
        AssistBench bench(m_fixture, person());
        QTemporaryDir folder;
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        importTaro(bench, photos, folder);
        if (QTest::currentTestFailed()) {
            return;
        }
        m_server.handlers["DELETE /v1/users/" + bench.user.id.text() + "/templates/" +
                          bench.stored->face.id.text()] =
            [this, id = bench.stored->face.id](const FakeServer::Request&) {
                std::erase_if(m_server.templates,
                              [&id](const auto& one) { return one.id == id; }); // it arrives
                return FakeServer::problem(503, "unavailable");
            };
        photos.undo();
        QTRY_COMPARE(photos.stage(), Stage::Paused);
        photos.resume();
        QTRY_COMPARE(photos.stage(), Stage::Undone);
        QCOMPARE(photos.count(RowState::Undone), 1);
    }

    void whatWasDecidedSinceStays_data() {
        QTest::addColumn<bool>("isGone");
        QTest::newRow("a camera took a new one") << true;
        QTest::newRow("a second administrator has approved it") << false;
    }
    void whatWasDecidedSinceStays() {
        QFETCH(bool, isGone);
        AssistBench bench(m_fixture, person());
        QTemporaryDir folder;
        transfer::PhotoImportPresenter photos(m_fixture.session, bench.agent.path());
        importTaro(bench, photos, folder);
        if (QTest::currentTestFailed()) {
            return;
        }
        if (isGone) {
            m_server.templates.pop_back();
        } else {
            m_server.templates.back().approval->push_back(1);
        }
        photos.undo();
        QTRY_COMPARE(photos.stage(), Stage::Undone);
        QCOMPARE(photos.count(RowState::Undone), 0);
        QCOMPARE(photos.count(RowState::Stays), 1);
        QVERIFY(std::ranges::none_of(m_server.requests,
                                     [](const FakeServer::Request& one) { return one.method == "DELETE"; }));
        const auto* row = photos.model().row(photos.model().indexOf("taro"));
        QVERIFY(row != nullptr);
        QCOMPARE(row->reason, std::string(isGone ? "gone_since" : "approved_since"));
        QVERIFY(!transfer::PhotoImportText::reason(*row).isEmpty());
        QVERIFY(!transfer::PhotoImportText::fix(*row).isEmpty());
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

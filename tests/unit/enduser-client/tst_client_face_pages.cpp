// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "enrolment/enrolment_page.h"
#include "facetest/face_test_page.h"
#include "fake_agent.h"
#include "shell/status_page.h"
#include "ui/light_surround.h"

using namespace kaomon;
using agentlink::AgentLink;
using agentlink::ClientSession;
using test::FakeAgent;

namespace {

struct Bench {
    FakeAgent agent;
    AgentLink link{agent.path()};
    ClientSession session{link};
    enrolment::EnrolmentPage enrolment{link, session};
    facetest::FaceTestPage faceTest{link, session};

    Bench(const char* templates, const char* ofOtherModels) {
        agent.status["signed_in"] = "1";
        agent.status["templates"] = templates;
        agent.status["templates_of_other_models"] = ofOtherModels;
        link.start();
        for (QWidget* page : {static_cast<QWidget*>(&enrolment), static_cast<QWidget*>(&faceTest)}) {
            page->resize(900, 600);
            page->show();
        }
    }
    QString text(const QWidget& page, const char* label) const {
        return page.findChild<QLabel*>(QString::fromLatin1(label))->text();
    }
    ui::LightSurround& light(const QWidget& page) const { return *page.findChild<ui::LightSurround*>(); }
};

} // namespace

// What the pages of a face say after this PC got another face model, and how they light up in the dark.
class TestFacePages : public QObject {
    Q_OBJECT

private slots:
    // What the agent knows beside the number of faces, and the next step that each page names.
    void whatAFaceWaitsFor_data() {
        QTest::addColumn<QByteArray>("templates");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("status"); // begins so
        QTest::newRow("approval") << QByteArray("0") << QByteArray("templates_waiting") << QByteArray("1")
                                  << QStringLiteral("Your face waits for the approval of an administrator.")
                                  << QStringLiteral("Waits for the approval");
        QTest::newRow("approval of a further one")
            << QByteArray("1") << QByteArray("templates_waiting") << QByteArray("1")
            << QStringLiteral("Your face is enrolled already.") << QStringLiteral("Enrolled; a further face");
        QTest::newRow("refused") << QByteArray("0") << QByteArray("face_refused") << QByteArray("too dark")
                                 << QStringLiteral("Enrol your face")
                                 << QStringLiteral("An administrator refused your new face: too dark.");
        QTest::newRow("old") << QByteArray("1") << QByteArray("faces_old") << QByteArray("1")
                             << QStringLiteral("Your face was enrolled long ago. Please enrol it again.")
                             << QStringLiteral("Enrolled long ago");
    }
    void whatAFaceWaitsFor() {
        QFETCH(QByteArray, templates);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        QFETCH(QString, prompt);
        QFETCH(QString, status);
        Bench bench(templates.constData(), "0");
        bench.agent.status[field.toStdString()] = value.toStdString();
        shell::StatusPage page(bench.session);
        bench.session.refresh();
        const auto text = [&] { return page.findChild<QLabel*>(QStringLiteral("status.face"))->text(); };
        QTRY_VERIFY2(text().startsWith(status), qUtf8Printable(text()));
        QCOMPARE(bench.text(bench.enrolment, "enrolmentPrompt"), prompt);
    }

    void facesOfAnotherModelAreEnrolledAgain_data() {
        QTest::addColumn<QByteArray>("templates");
        QTest::addColumn<QByteArray>("ofOtherModels");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<bool>("canTest");
        const QString again = QStringLiteral("Please enrol your face again.");
        const QString already = QStringLiteral("Your face is enrolled already.");
        QTest::newRow("none") << QByteArray("0") << QByteArray("0") << QStringLiteral("Enrol your face")
                              << false;
        QTest::newRow("of this model") << QByteArray("1") << QByteArray("0") << already << true;
        QTest::newRow("all of another") << QByteArray("2") << QByteArray("2") << again << false;
        QTest::newRow("one of another") << QByteArray("2") << QByteArray("1") << already << true;
    }
    void facesOfAnotherModelAreEnrolledAgain() {
        QFETCH(QByteArray, templates);
        QFETCH(QByteArray, ofOtherModels);
        QFETCH(QString, prompt);
        QFETCH(bool, canTest);
        Bench bench(templates.constData(), ofOtherModels.constData());
        QTRY_COMPARE(bench.session.status().templates, templates.toLongLong());
        QCOMPARE(bench.text(bench.enrolment, "enrolmentPrompt"), prompt);
        QCOMPARE(bench.faceTest.findChild<QPushButton*>(QStringLiteral("testMyFace"))->isEnabled(), canTest);
        QCOMPARE(bench.faceTest.findChild<QPushButton*>(QStringLiteral("goToEnrolment"))->isVisible(),
                 !canTest);
        if (bench.session.status().mustEnrolAgain()) {
            QCOMPARE(bench.text(bench.faceTest, "testState"), prompt);
            QVERIFY(bench.text(bench.enrolment, "enrolmentHint").contains(QStringLiteral("new face model")));
        }
    }

    void theCameraIsChosenWhereThereAreSeveral() {
        Bench bench("1", "0");
        auto* choice = bench.faceTest.findChild<QComboBox*>(QStringLiteral("cameraChoice"));
        QTRY_VERIFY(bench.agent.count("cameras") >= 2); // each page asks
        QVERIFY(!choice->isVisible());                  // the agent named none
        FakeAgent::Fields cameras{{"shown", "3"},           {"camera0.id", "0"}, {"camera0.name", "Built-in"},
                                  {"camera0.refused", "0"}, {"camera1.id", "1"}, {"camera1.name", "Desk"},
                                  {"camera1.refused", "0"}, {"camera2.id", "2"}, {"camera2.name", "ManyCam"},
                                  {"camera2.refused", "1"}, {"chosen", ""}};
        bench.agent.answer("cameras", {"cameras", cameras});
        bench.faceTest.hide();
        bench.faceTest.show();
        QTRY_VERIFY(choice->isVisible());
        QCOMPARE(choice->count(), 4);
        QCOMPARE(choice->currentText(), QStringLiteral("Automatic"));
        QVERIFY(!choice->model()->index(3, 0).flags().testFlag(Qt::ItemIsEnabled)); // not allowed
        cameras["chosen"] = "Desk";
        bench.agent.answer("cameras", {"cameras", cameras});
        bench.agent.answer("chooseCamera", {"cameraChosen", {}});
        choice->setCurrentIndex(2);
        emit choice->activated(2);
        QTRY_COMPARE(bench.agent.count("chooseCamera"), 1);
        QCOMPARE(bench.agent.last("chooseCamera")->text("camera"), std::string("Desk"));
        QTRY_VERIFY(choice->isEnabled());
        QTRY_COMPARE(choice->currentText(), QStringLiteral("Desk"));
        bench.agent.fail("chooseCamera", "agent_busy");
        emit choice->activated(0);
        QTRY_COMPARE(bench.agent.count("chooseCamera"), 2);
        QTRY_COMPARE(choice->currentText(), QStringLiteral("Desk")); // what holds, not what was wished for
        cameras["shown"] = "1";                                      // unplugged
        bench.agent.answer("cameras", {"cameras", cameras});
        bench.faceTest.hide();
        bench.faceTest.show();
        QTRY_COMPARE(choice->currentText(), QStringLiteral("Desk (not connected)"));
        QVERIFY(choice->isVisible());
        bench.faceTest.findChild<QPushButton*>(QStringLiteral("testMyFace"))->click();
        QTRY_VERIFY(!choice->isVisible());
    }

    void theScreenLightsUpInTheDark() {
        Bench bench("1", "0");
        QTRY_COMPARE(bench.session.status().templates, 1);
        bench.faceTest.findChild<QPushButton*>(QStringLiteral("testMyFace"))->click();
        QTRY_COMPARE(bench.agent.count("testFace"), 1);
        ui::LightSurround& light = bench.light(bench.faceTest);
        QVERIFY(!light.isOn());
        bench.agent.send("testFace",
                         {"authProgress", {{"state", "face_too_dark"}, {"assist", "bright_screen"}}});
        QTRY_VERIFY(light.isOn());
        // once the content has made room
        QTRY_COMPARE(light.grab().toImage().pixelColor(3, 3), QColor(Qt::white));
        bench.agent.send("testFace", {"authResult", {{"outcome", "accepted"}, {"elapsed_ms", "300"}}});
        QTRY_VERIFY(!light.isOn());
        QTRY_VERIFY(light.grab().toImage().pixelColor(3, 3) != QColor(Qt::white));
    }

    void theEnrolmentLightsUpInTheDark() {
        Bench bench("0", "0");
        QTRY_VERIFY(bench.session.status().isSignedIn);
        bench.enrolment.findChild<QPushButton*>(QStringLiteral("startEnrolment"))->click();
        QTRY_COMPARE(bench.agent.count("enrolStart"), 1);
        bench.agent.send("enrolStart", {"enrolProgress",
                                        {{"step", "1"},
                                         {"steps", "5"},
                                         {"pose", "front"},
                                         {"accepted", "0"},
                                         {"needed", "9"},
                                         {"hint", "face_too_dark"},
                                         {"assist", "bright_screen"}}});
        QTRY_VERIFY(bench.light(bench.enrolment).isOn());
        bench.enrolment.findChild<QPushButton*>(QStringLiteral("cancelEnrolment"))->click();
        QTRY_VERIFY(!bench.light(bench.enrolment).isOn());
    }

    // The frame never takes so much that the picture would not fit.
    void theLightLeavesRoomForThePicture() {
        auto* content = new QWidget;
        content->setMinimumSize(320, 240);
        ui::LightSurround light(content);
        light.resize(340, 250);
        light.setOn(true);
        light.show();
        QTRY_VERIFY(content->width() >= 320 && content->height() >= 240);
        light.resize(1200, 900);
        QTRY_VERIFY(content->x() >= 100 && content->y() >= 100);
        light.setOn(false);
        QTRY_COMPARE(content->size(), light.size());
    }
};

QTEST_MAIN(TestFacePages)
#include "tst_client_face_pages.moc"

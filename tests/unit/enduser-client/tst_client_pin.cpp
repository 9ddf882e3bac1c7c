// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "notices/notices_page.h"
#include "pin/pin_page.h"

using namespace kaomon;
using test::FakeAgent;

namespace {

struct Bench {
    FakeAgent agent;
    agentlink::AgentLink link{agent.path()};
    agentlink::ClientSession session{link};
    ui::LanguageSwitcher languages;

    Bench() {
        agent.status["signed_in"] = "1";
        agent.status["templates"] = "1";
        agent.status["pin_min"] = "6";
    }
    bool open(QWidget& page) {
        link.start();
        page.resize(790, 600);
        page.show();
        return QTest::qWaitFor([&] { return session.isKnown(); }, 60000);
    }
    static void keep(QWidget& page, const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents();
            page.grab().save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

template<class Widget>
Widget* find(QWidget& page, const char* name) {
    return page.findChild<Widget*>(QString::fromLatin1(name));
}

} // namespace

// The pages for the PIN and for the administrators' notices.
class TestClientPin : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void onlyAGoodPinCanBeSet_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("again");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("good") << "482719"
                              << "482719" << true;
        QTest::newRow("short") << "4827"
                               << "4827" << false;
        QTest::newRow("easy") << "123456"
                              << "123456" << false;
        QTest::newRow("different") << "482719"
                                   << "482718" << false;
        QTest::newRow("letters") << "48271a"
                                 << "48271a" << false;
    }
    void onlyAGoodPinCanBeSet() {
        QFETCH(QString, first);
        QFETCH(QString, again);
        QFETCH(bool, isGood);
        Bench bench;
        pin::PinPage page(bench.link, bench.session);
        QVERIFY(bench.open(page));
        find<QLineEdit>(page, "pinFirst")->setText(first);
        find<QLineEdit>(page, "pinAgain")->setText(again);
        QCOMPARE(find<QPushButton>(page, "pinSet")->isEnabled(), isGood);
        QVERIFY(!find<QLabel>(page, "pinMessage")->text().isEmpty());
        QCOMPARE(bench.agent.count("setPin"), 0);
    }

    void setAfterALookAtTheFace() {
        Bench bench;
        bench.agent.on("setPin", [](const localipc::Message&) -> std::vector<FakeAgent::Reply> {
            return {{"authProgress", {{"state", "face_too_dark"}}}};
        });
        pin::PinPage page(bench.link, bench.session);
        QVERIFY(bench.open(page));
        Bench::keep(page, "pin-idle");
        find<QLineEdit>(page, "pinFirst")->setText(QStringLiteral("482719"));
        find<QLineEdit>(page, "pinAgain")->setText(QStringLiteral("482719"));
        QTest::mouseClick(find<QPushButton>(page, "pinSet"), Qt::LeftButton);
        QTRY_COMPARE(page.presenter().reason(), std::optional(ErrorCode::FaceTooDark));
        QCOMPARE(bench.agent.last("setPin")->text("pin"), std::string("482719"));
        QVERIFY(find<QLineEdit>(page, "pinFirst")->text().isEmpty()); // it does not stay in the field
        Bench::keep(page, "pin-looking");
        bench.agent.send("setPin", {"pinSet", {}});
        QTRY_COMPARE(page.presenter().phase(), pin::PinPresenter::Phase::Done);
        QVERIFY(find<QLabel>(page, "pinMessage")->text().contains(QStringLiteral("is set")));
    }

    void anotherFaceSetsNothing() {
        Bench bench;
        bench.agent.fail("setPin", "face_no_match");
        pin::PinPage page(bench.link, bench.session);
        QVERIFY(bench.open(page));
        page.presenter().start(SecretString("482719"));
        QTRY_COMPARE(page.presenter().phase(), pin::PinPresenter::Phase::Failed);
        QVERIFY(find<QLabel>(page, "pinMessage")->text().contains(QStringLiteral("was not changed")));
    }

    void withoutAFaceThereIsNoPin() {
        Bench bench;
        bench.agent.status["templates"] = "0";
        pin::PinPage page(bench.link, bench.session);
        QVERIFY(bench.open(page));
        QTRY_VERIFY(!find<QLineEdit>(page, "pinFirst")->isEnabled());
    }

    void noticesAreReadAndTakenNoteOf() {
        Bench bench;
        bench.agent.answer("notices",
                           {"notices",
                            {{"total", "2"},
                             {"shown", "2"},
                             {"notice0.id", "n-2"},
                             {"notice0.kind", "planned"},
                             {"notice0.title_ja", "メンテナンスのお知らせ"},
                             {"notice0.title_en", "Maintenance"},
                             {"notice0.body_ja", "土曜日の夜に停止します。顔認証はそのまま使えます。"},
                             {"notice0.body_en", "The server stops on Saturday night. Face logon goes on."},
                             {"notice0.starts_at", "2026-11-24T01:02:03.000000Z"},
                             {"notice0.state", "new"},
                             {"notice1.id", "n-1"},
                             {"notice1.title_ja", "日本語だけ"},
                             {"notice1.body_ja", "<b>タグ</b>はそのまま"},
                             {"notice1.starts_at", "2026-11-20T01:02:03.000000Z"},
                             {"notice1.state", "acknowledged"}}});
        bench.agent.answer("noticeRead", {"noticeNoted", {}});
        bench.agent.answer("noticeAcknowledge", {"noticeNoted", {}});
        notices::NoticesPage page(bench.link, bench.session, bench.languages);
        QVERIFY(bench.open(page));
        QTRY_COMPARE(page.presenter().notices().size(), std::size_t(2));
        QCOMPARE(find<QLabel>(page, "noticeTitle")->text(), QStringLiteral("Maintenance"));
        QTRY_COMPARE(bench.agent.count("noticeRead"), 1); // it was on the screen
        QCOMPARE(bench.agent.last("noticeRead")->text("id"), std::string("n-2"));
        Bench::keep(page, "notices");
        QTest::mouseClick(find<QPushButton>(page, "noticeAcknowledge"), Qt::LeftButton);
        QTRY_VERIFY(find<QLabel>(page, "noticeNoted")->isVisible());
        QCOMPARE(bench.agent.last("noticeAcknowledge")->text("id"), std::string("n-2"));
        find<QListWidget>(page, "noticesList")->setCurrentRow(1);
        QCOMPARE(find<QLabel>(page, "noticeTitle")->text(),
                 QStringLiteral("日本語だけ")); // better than nothing
        QCOMPARE(find<QLabel>(page, "noticeBody")->textFormat(), Qt::PlainText);
        QVERIFY(!find<QPushButton>(page, "noticeAcknowledge")->isVisible());
    }
};

QTEST_MAIN(TestClientPin)
#include "tst_client_pin.moc"

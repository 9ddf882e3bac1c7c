// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/pam/options.h"
#include "logon/pam/texts.h"

#include <QtTest>

using kaomon::ErrorCode;
using kaomon::logon::isWorthTelling;
using kaomon::logon::Language;
using kaomon::logon::languageOf;
using kaomon::logon::parseOptions;
using kaomon::logon::progressText;
using kaomon::logon::refusalText;

class TestPamParts : public QObject {
    Q_OBJECT

private slots:
    void defaults();
    void arguments_data();
    void arguments();
    void languages_data();
    void languages();
    void everyRefusalNamesANextStep();
    void progress();
};

void TestPamParts::defaults() {
    const auto options = parseOptions({});
    QCOMPARE(options.socketPath, std::string("/run/kaomon/agent.sock"));
    QCOMPARE(options.timeout.count(), 12);
    QCOMPARE(options.scenario, std::string("logon"));
    QVERIFY(!options.quiet && options.faults.empty());
}

void TestPamParts::arguments_data() {
    QTest::addColumn<QByteArray>("argument");
    QTest::addColumn<bool>("isUnderstood");
    for (const char* good :
         {"quiet", "identify", "timeout=1", "timeout=60", "socket=/run/other.sock", "scenario=unlock"}) {
        QTest::newRow(good) << QByteArray(good) << true;
    }
    for (const char* bad : {"", "timeout=", "timeout=0", "timeout=61", "timeout=1x", "timeout=-1", "socket=a",
                            "scenario=", "scenario=all", "QUIET", "debug"}) {
        QTest::addRow("bad '%s'", bad) << QByteArray(bad) << false;
    }
}

void TestPamParts::arguments() {
    QFETCH(QByteArray, argument);
    QFETCH(bool, isUnderstood);
    const char* arguments[] = {argument.constData()};
    QCOMPARE(parseOptions(arguments).faults.empty(), isUnderstood);
}

void TestPamParts::languages_data() {
    QTest::addColumn<QByteArray>("locale");
    QTest::addColumn<bool>("isJapanese");
    QTest::newRow("ja_JP.UTF-8") << QByteArray("ja_JP.UTF-8") << true;
    QTest::newRow("ja") << QByteArray("ja") << true;
    QTest::newRow("en_GB") << QByteArray("en_GB") << false;
    QTest::newRow("jam") << QByteArray("jam") << false;
    QTest::newRow("C") << QByteArray("C") << false;
    QTest::newRow("none") << QByteArray() << false;
}

void TestPamParts::languages() {
    QFETCH(QByteArray, locale);
    QFETCH(bool, isJapanese);
    QCOMPARE(languageOf(locale.toStdString()) == Language::Japanese, isJapanese);
}

void TestPamParts::everyRefusalNamesANextStep() {
    for (int i = 0; i <= static_cast<int>(ErrorCode::NotSignedIn); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const QString english = QString::fromUtf8(refusalText(code, Language::English));
        const QString japanese = QString::fromUtf8(refusalText(code, Language::Japanese));
        QVERIFY2(english.contains(QStringLiteral("password")) ||
                     english.contains(QStringLiteral("administrator")),
                 qPrintable(english));
        QVERIFY2(japanese.endsWith(QStringLiteral("ください。")), qPrintable(japanese));
    }
    QVERIFY(isWorthTelling(ErrorCode::FaceNoMatch));
    QVERIFY(isWorthTelling(ErrorCode::FaceDisabled)); // the person can end it
    QVERIFY(!isWorthTelling(ErrorCode::NotEnrolled));
}

void TestPamParts::progress() {
    QVERIFY(progressText("looking", Language::Japanese).has_value());
    QVERIFY(progressText(wireName(ErrorCode::FaceTooDark), Language::English).has_value());
    QVERIFY(!progressText("", Language::English).has_value());
    QVERIFY(!progressText("from_the_future", Language::English).has_value());
}

QTEST_APPLESS_MAIN(TestPamParts)
#include "tst_pam_parts.moc"

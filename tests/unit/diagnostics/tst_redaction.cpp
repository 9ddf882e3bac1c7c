// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "base/log.h"
#include "diagnostics/log_keeper.h"
#include "diagnostics/redaction.h"

using namespace kaomon;
using namespace kaomon::diagnostics;

// What leaves the PC for a help desk: never a secret, always what is needed to find a fault; and the lines of
// the log that it is made from.
class TestRedaction : public QObject {
    Q_OBJECT
private slots:
    void secretsGo_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        const auto row = [](const char* name, const char* text, const char* secret) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(secret);
        };
        row("a member by its name", "{\"time\":\"x\",\"password\":\"hunter2\"}", "hunter2");
        row("a member inside of another", "{\"request\":{\"access_token\":\"abc\"}}", "abc");
        row("a PIN", "{\"pin\":\"482719\"}", "482719");
        row("a key as text", "{\"note\":\"K7dQ0vYp3nLr8sXbA1cEfGhIjKlMnOpQrStUvWxYz12\"}", "K7dQ0vYp3n");
        row("a key without digits", "{\"note\":\"aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgHiJkLmN\"}", "aBcDeFgHiJ");
        row("a hash", "hash 6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
            "6b86b273ff34");
        row("a list of numbers", "{\"values\":[0.12,0.5,0.25,1,2,3,4,5,6,7]}", "0.12");
        row("a template", "{\"template\":\"bm90IGFuIGlk\"}", "bm90IGFuIGlk");
        row("a mail address", "{\"detail\":\"mail to taro.yamada@example.co.jp failed\"}", "taro.yamada");
        row("a mail address in words", "from <hanako@example.com>", "hanako@");
        row("an assignment", "cannot log in: password=Sakura!2026 for taro", "Sakura!2026");
        row("an assignment with spaces", "token : s3cr3tvalue", "s3cr3tvalue");
        row("a header", "Authorization: Bearer abc.def.ghi", "abc.def.ghi");
        row("a header's scheme alone", "sent Bearer xyz123", "xyz123");
        row("a one-time password", "typed ABCD-EFGH-JKLM-NPQR again", "ABCD-EFGH");
        row("a bootstrap code", "code ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-67AB", "STUV");
        row("a private key", "-----BEGIN PRIVATE KEY-----\nMIIEvQ", "MIIEvQ");
        row("a cookie in JSON in text", "{\"detail\":\"{\\\"cookie\\\":\\\"chocolate\\\"}\"}", "chocolate");
    }
    void secretsGo() {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        const auto out = QString::fromStdString(redactedLine(text.toStdString()));
        QVERIFY2(!out.contains(secret), qPrintable(out));
        QVERIFY2(out.contains(QLatin1Char('[')), qPrintable(out)); // it says that something stood there
    }

    void theRestStays_data() {
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const char* text) {
            QTest::newRow(name) << QString::fromUtf8(text);
        };
        row("an attempt", "{\"time\":\"2026-11-24T01:02:03.000000Z\",\"level\":\"info\",\"event\":\"agent."
                          "attempt\",\"attempt\":\"0193a000-0000-7000-8000-00000000002a\",\"outcome\":"
                          "\"refused\",\"code\":\"face_too_dark\",\"elapsed_ms\":812}");
        row("ids of templates and pictures",
            "{\"template\":\"0193a000-0000-7000-8000-00000000002a\",\"picture\":\"0193a000-0000-7000-8000-"
            "00000000002b\",\"templates\":3}");
        row("a code that sounds secret", "{\"code\":\"secret_stale\",\"mail\":\"smtp_failed\"}");
        row("a path", "{\"file\":\"/usr/share/kaomon/models/registry/manifest.json\"}");
        row("a camera", "{\"camera_id\":\"usb-Integrated_Camera-video-index0\",\"text\":\"内蔵カメラ\"}");
        row("a ticket", "{\"ticket_number\":\"482-719-350-6\"}");
        row("words", "the server cannot be reached: connection refused");
    }
    void theRestStays() {
        QFETCH(QString, line);
        QCOMPARE(QString::fromStdString(redactedLine(line.toStdString())), line);
    }

    void theNewestLinesAreKept() {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a/b/log.jsonl")).toStdString();
        {
            const auto keeper = LogKeeper::open(path, 2000);
            QVERIFY(keeper);
            for (int i = 0; i < 500; ++i) {
                (*keeper)->add("line " + std::to_string(i));
            }
        }
        const auto lines = LogKeeper::read(path);
        QVERIFY(lines.size() > 100 && lines.size() < 260);
        QCOMPARE(lines.back(), std::string("line 499"));
        for (std::size_t i = 1; i < lines.size(); ++i) { // none is missing or cut
            QCOMPARE(std::stoi(lines[i].substr(5)), std::stoi(lines[i - 1].substr(5)) + 1);
        }
        QVERIFY(LogKeeper::read(path, 100).size() <= 11);
        const QFileInfo file(QString::fromStdString(path));
        QVERIFY(!file.permission(QFile::ReadGroup) && !file.permission(QFile::ReadOther));
        QVERIFY(!QFileInfo(file.path()).permission(QFile::ReadOther));
        const auto again = LogKeeper::open(path, 2000);
        (*again)->erase();
        QVERIFY(LogKeeper::read(path).empty());
        (*again)->add("after");
        QCOMPARE(LogKeeper::read(path), std::vector<std::string>{"after"});
    }

    void aRunThatBrokeOffIsNoticed() {
        QTemporaryDir folder;
        const std::string mark = folder.filePath(QStringLiteral("log/running")).toStdString();
        const std::string notes = folder.filePath(QStringLiteral("log/crashes.jsonl")).toStdString();
        { const RunMark run(mark, notes, "kaomon-agent", "0.1"); }
        { // ended as it should
            const RunMark run(mark, notes, "kaomon-agent", "0.1");
            QVERIFY(!run.hasBrokenOff());
            QVERIFY(QFile::copy(QString::fromStdString(mark),
                                QString::fromStdString(mark) + QStringLiteral(".kept")));
        }
        QVERIFY(LogKeeper::read(notes).empty());
        // What is left of one that was killed.
        QVERIFY(QFile::rename(QString::fromStdString(mark) + QStringLiteral(".kept"),
                              QString::fromStdString(mark)));
        const RunMark run(mark, notes, "kaomon-agent", "0.2");
        QVERIFY(run.hasBrokenOff());
        const auto told = LogKeeper::read(notes);
        QCOMPARE(told.size(), std::size_t(1));
        QVERIFY(told.front().find("run.broken_off") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"

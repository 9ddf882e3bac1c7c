// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "shell/console_options.h"
#include "shell/server_connection.h"

using namespace kaomon;

class ServerAddressTest final : public QObject {
    Q_OBJECT

private slots:
    void readsAddresses_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected"); // empty: refused
        QTest::addRow("plain") << QStringLiteral("https://kaomon.example.com:8443")
                               << QStringLiteral("https://kaomon.example.com:8443");
        QTest::addRow("without scheme")
            << QStringLiteral("kaomon.example.com:8443") << QStringLiteral("https://kaomon.example.com:8443");
        QTest::addRow("default port") << QStringLiteral("https://kaomon.example.com:443/")
                                      << QStringLiteral("https://kaomon.example.com");
        QTest::addRow("spaces around")
            << QStringLiteral("  10.0.0.1:8443 ") << QStringLiteral("https://10.0.0.1:8443");
        QTest::addRow("not encrypted") << QStringLiteral("http://kaomon.example.com") << QStringLiteral("");
        QTest::addRow("with a path") << QStringLiteral("https://kaomon.example.com/admin")
                                     << QStringLiteral("");
        QTest::addRow("with a user") << QStringLiteral("https://me@kaomon.example.com") << QStringLiteral("");
        QTest::addRow("with a query")
            << QStringLiteral("https://kaomon.example.com?a=b") << QStringLiteral("");
        QTest::addRow("nothing") << QStringLiteral("") << QStringLiteral("");
        QTest::addRow("port out of range")
            << QStringLiteral("https://kaomon.example.com:99999") << QStringLiteral("");
    }
    void readsAddresses() {
        QFETCH(QString, typed);
        QFETCH(QString, expected);
        const auto url = shell::parseServerAddress(typed);
        QCOMPARE(url ? url->toString() : QString(), expected);
        if (!url) {
            QCOMPARE(url.error().code, ErrorCode::ValidationFailed);
        }
    }

    void readsTheCommandLine() {
        const auto parsed = shell::ConsoleOptions::parse(
            {QStringLiteral("kaomon-admin"), QStringLiteral("--server"), QStringLiteral("https://a:1"),
             QStringLiteral("--settings"), QStringLiteral("/s"), QStringLiteral("--bundle"),
             QStringLiteral("/b"), QStringLiteral("--recovery-sheet"), QStringLiteral("/r"),
             QStringLiteral("--language"), QStringLiteral("ja"), QStringLiteral("--appearance"),
             QStringLiteral("dark")});
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->options.server, QStringLiteral("https://a:1"));
        QCOMPARE(parsed->options.bundle, QStringLiteral("/b"));
        QCOMPARE(parsed->options.recoverySheet, QStringLiteral("/r"));
        QVERIFY(parsed->options.language == ui::Language::Japanese);
        QVERIFY(parsed->options.appearance == ui::Appearance::Dark);
        QVERIFY(parsed->text.isEmpty());
    }

    void refusesWrongCommandLines_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addRow("unknown option")
            << QStringList{QStringLiteral("kaomon-admin"), QStringLiteral("--colour")};
        QTest::addRow("unknown language") << QStringList{QStringLiteral("kaomon-admin"),
                                                         QStringLiteral("--language"), QStringLiteral("xx")};
        QTest::addRow("unknown appearance") << QStringList{
            QStringLiteral("kaomon-admin"), QStringLiteral("--appearance"), QStringLiteral("blue")};
    }
    void refusesWrongCommandLines() {
        QFETCH(QStringList, arguments);
        QVERIFY(!shell::ConsoleOptions::parse(arguments).has_value());
    }
};

QTEST_GUILESS_MAIN(ServerAddressTest)
#include "tst_server_address.moc"

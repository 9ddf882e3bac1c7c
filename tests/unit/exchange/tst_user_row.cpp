// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "exchange/csv_cell.h"
#include "exchange/user_row.h"

using namespace kaomon;
using namespace kaomon::exchange;

namespace {

std::vector<std::string> cellsOf(const QString& line) {
    std::vector<std::string> cells;
    for (const QString& cell : line.split(QLatin1Char('|'))) {
        cells.push_back(cell.toStdString());
    }
    return cells;
}

} // namespace

class TestUserRow : public QObject {
    Q_OBJECT

private slots:
    void header_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("columns");
        QTest::newRow("Japanese") << QStringLiteral("ログインID|氏名|ふりがな|メールアドレス|備考|状態")
                                  << QStringLiteral("login|display_name|kana|mail|note|account_state");
        QTest::newRow("English") << QStringLiteral("Login|Name|Kana|Mail|Note|State")
                                 << QStringLiteral("login|display_name|kana|mail|note|account_state");
        QTest::newRow("wire names") << QStringLiteral("note|login|account_state")
                                    << QStringLiteral("note|login|account_state");
        QTest::newRow("width, case, blanks")
            << QStringLiteral(" ＬＯＧＩＮ |ﾌﾘｶﾞﾅ|E-Mail") << QStringLiteral("login|kana|mail");
        QTest::newRow("unknown") << QStringLiteral("login|部署|") << QStringLiteral("login|-|-");
        QTest::newRow("no login") << QStringLiteral("氏名|備考") << QStringLiteral("!login_column");
        QTest::newRow("twice") << QStringLiteral("login|ログインID") << QStringLiteral("!repeated_column");
        QTest::newRow("chosen") << QStringLiteral("社員番号|login|部署") << QStringLiteral("login|-|note");
    }
    void header() {
        QFETCH(QString, header);
        QFETCH(QString, columns);
        std::vector<HeaderChoice> choices = {{"社員番号", UserColumn::Login}, {"部署", UserColumn::Note}};
        if (header.contains(QStringLiteral("社員番号"))) {
            choices.push_back({"LOGIN", std::nullopt});
        } else {
            choices.clear();
        }
        const auto mapped = mapHeader(cellsOf(header), choices);
        if (!mapped) {
            QCOMPARE(QLatin1Char('!') + QString::fromStdString(mapped.error().field), columns);
            return;
        }
        QStringList names;
        for (const auto& each : *mapped) {
            const auto name = each.column ? toWire(*each.column) : std::string_view("-");
            names << QString::fromUtf8(name.data(), static_cast<int>(name.size()));
        }
        QCOMPARE(names.join(QLatin1Char('|')), columns);
    }

    void problems_data() {
        QTest::addColumn<QString>("cells"); // login, name, mail, state, note
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& cells, const char* expected) {
            QTest::newRow(name) << cells << QString::fromLatin1(expected);
        };
        row("good", QStringLiteral("taro|Taro|t@example.com|有効|x"), "");
        row("short row", QStringLiteral("taro|Taro"), "");
        row("unchanged everywhere", QStringLiteral("taro|*|*|*|*"), "");
        row("no login", QStringLiteral("|Taro||| "), "login:login_missing");
        row("star login", QStringLiteral("*|Taro|||"), "login:login_missing");
        row("bad login", QStringLiteral("ta ro|Taro|||"), "login:login_invalid");
        row("Cyrillic twin", QStringLiteral("tаro|Taro|||"), "login:login_invalid");
        row("no name", QStringLiteral("taro||||"), "name:name_missing");
        row("long name", QStringLiteral("taro|%1|||").arg(QString(201, QLatin1Char('a'))), "name:too_long");
        row("long note", QStringLiteral("taro|T|||%1").arg(QString(2001, QLatin1Char('a'))), "note:too_long");
        row("bad mail", QStringLiteral("taro|T|t.example.com||"), "mail:mail_invalid");
        row("bad state", QStringLiteral("taro|T||在籍|"), "state:state_invalid");
        row("line break", QStringLiteral("taro|T\nU|||"), "name:control_character");
        row("line break in a note", QStringLiteral("taro|T|||a\nb"), "");
        row("NUL", QStringLiteral("taro|T|||a") + QChar(0), "note:control_character");
        row("too many", QStringLiteral("taro|T||||y"), ":too_many_cells");
        row("two", QStringLiteral("ta|T|x||"), "login:login_invalid mail:mail_invalid");
    }
    void problems() {
        QFETCH(QString, cells);
        QFETCH(QString, expected);
        const auto columns =
            mapHeader(std::vector<std::string>{"login", "name", "mail", "state", "note"}, {}).value();
        const auto row = readUserRow(columns, cellsOf(cells));
        QStringList found;
        for (const auto& problem : row.problems) {
            found << QString::fromStdString(problem.column + ":" + std::string(toWire(problem.reason)));
        }
        QCOMPARE(found.join(QLatin1Char(' ')), expected);
    }

    void valuesAreGuardFree() {
        const auto columns =
            mapHeader(std::vector<std::string>{"login", "name", "note", "mail", "role"}, {}).value();
        const auto row =
            readUserRow(columns, std::vector<std::string>{"'@TARO", "'=1+1", "''*", "*", "owner"});
        QCOMPARE(row.loginKey, std::string("@taro"));
        QCOMPARE(row.values.at(UserColumn::DisplayName), std::string("=1+1"));
        QCOMPARE(row.values.at(UserColumn::Note), std::string("'*"));
        QVERIFY(!row.values.contains(UserColumn::Mail)); // "*": as it is
        QVERIFY(!row.values.contains(UserColumn::Role)); // written only
    }

    void states_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("state");
        for (const char* text : {"有効", "active", "ACTIVE", "ａｃｔｉｖｅ", "仮登録", "locked"}) {
            QTest::newRow(text) << QString::fromUtf8(text) << QStringLiteral("active");
        }
        for (const char* text : {"無効", " disabled "}) {
            QTest::newRow(text) << QString::fromUtf8(text) << QStringLiteral("disabled");
        }
        QTest::newRow("other") << QStringLiteral("x") << QString();
    }
    void states() {
        QFETCH(QString, text);
        QFETCH(QString, state);
        QCOMPARE(QString::fromStdString(stateFromText(text.toStdString()).value_or("")), state);
    }

    void everyReasonHasItsTexts() {
        for (int i = 0; i <= static_cast<int>(ImportReason::Gone); ++i) {
            const auto reason = static_cast<ImportReason>(i);
            QVERIFY(importReasonFromWire(toWire(reason)) == reason);
            QVERIFY(!fixHint(reason, Language::English).empty());
            QVERIFY(fixHint(reason, Language::Japanese) != fixHint(reason, Language::English));
        }
        for (const UserColumn column : userColumns()) {
            QVERIFY(userColumnFromWire(toWire(column)) == column);
            for (const auto language : {Language::English, Language::Japanese}) {
                const std::vector<std::string> header{std::string(headerName(column, language)), "login"};
                const auto mapped = mapHeader(header, {});
                QVERIFY(column == UserColumn::Login ? !mapped : mapped->front().column == column);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestUserRow)
#include "tst_user_row.moc"

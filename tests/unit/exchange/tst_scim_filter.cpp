// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QtTest>

#include "exchange/scim_filter.h"

using namespace kaomon;
using namespace kaomon::exchange::scim;

namespace {

// A filter written out again with every bracket, to see how it was understood.
std::string written(const Filter& filter) {
    if (const auto* comparison = std::get_if<Comparison>(&filter.node)) {
        constexpr std::string_view kNames[] = {"eq", "ne", "co", "sw", "ew", "pr"};
        const std::string op(kNames[static_cast<int>(comparison->op)]);
        return comparison->attribute + " " + op +
               (comparison->op == Operator::Present ? ""
                : comparison->isNull                ? " <null>"
                                                    : " " + comparison->value);
    }
    if (const auto* negation = std::get_if<Negation>(&filter.node)) {
        return "not(" + written(*negation->inner) + ")";
    }
    const auto& combination = std::get<Combination>(filter.node);
    std::string text;
    for (const Filter& part : combination.parts) {
        text += (text.empty() ? "(" : combination.isAnd ? " & " : " | ") + written(part);
    }
    return text + ")";
}

} // namespace

class TestScimFilter : public QObject {
    Q_OBJECT

private slots:
    void understands_data() {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("meaning");
        const auto row = [](const char* filter, const char* meaning) {
            QTest::newRow(filter) << QByteArray(filter) << QByteArray(meaning);
        };
        row("userName eq \"taro\"", "username eq taro");
        row("USERNAME Eq \"Ta\\\"ro\"", "username eq Ta\"ro");
        row("title pr", "title pr");
        row("active eq true", "active eq true");
        row("name.familyName co \"O'Malley\"", "name.familyname co O'Malley");
        row("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"", "username sw J");
        row("externalId eq null", "externalid eq <null>");
        row("a eq 1 and b eq 2 or c eq 3", "((a eq 1 & b eq 2) | c eq 3)");
        row("a eq 1 or b eq 2 and c eq 3", "(a eq 1 | (b eq 2 & c eq 3))");
        row("a eq 1 and (b eq 2 or c eq 3)", "(a eq 1 & (b eq 2 | c eq 3))");
        row("not (a eq 1) and b pr", "(not(a eq 1) & b pr)");
        row("a eq \"\\u5c71\"", "a eq 山");
        row("  a   eq   \"x\"  ", "a eq x");
        row("a eq \"x)\"", "a eq x)");
        row("note eq \"x\"", "note eq x"); // "not" is a word, not the start of one
        row("android pr and order pr", "(android pr & order pr)");
    }
    void understands() {
        QFETCH(QByteArray, filter);
        QFETCH(QByteArray, meaning);
        const auto parsed = parseFilter(filter.toStdString());
        QVERIFY(parsed.has_value());
        QCOMPARE(QByteArray::fromStdString(written(*parsed)), meaning);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("filter");
        for (const char* filter : {"",
                                   " ",
                                   "userName",
                                   "userName eq",
                                   "userName is \"x\"",
                                   "userName eq x",
                                   "userName eq \"x",
                                   "eq \"x\"",
                                   "a eq 1 and",
                                   "and a eq 1",
                                   "a eq 1 b eq 2",
                                   "(a eq 1",
                                   "a eq 1)",
                                   "not a eq 1",
                                   "a eq {}",
                                   "a eq [1]",
                                   "a gt 1",
                                   "a eq \"\\x\"",
                                   "a eq 'x'",
                                   "a eq \"x\";",
                                   "emails[a eq 1]"}) {
            QTest::newRow(filter) << QByteArray(filter);
        }
        QTest::newRow("long") << QByteArray("a eq \"") + QByteArray(int(kLongestFilter), 'x') + "\"";
        QTest::newRow("deep") << QByteArray(kDeepestFilter + 1, '(') + "a pr" +
                                     QByteArray(kDeepestFilter + 1, ')');
        QTest::newRow("many") << QByteArray("a pr or ").repeated(kMostComparisons) + "a pr";
        QTest::newRow("nots") << QByteArray("not (").repeated(100) + "a pr" + QByteArray(100, ')');
    }
    void refuses() {
        QFETCH(QByteArray, filter);
        const auto parsed = parseFilter(filter.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::ValidationFailed);
        QCOMPARE(parsed.error().field, std::string("invalidFilter"));
    }

    void atTheLimits() {
        std::string deep(kDeepestFilter, '(');
        deep.append("a pr").append(kDeepestFilter, ')');
        QVERIFY(parseFilter(deep));
        std::string many = "a pr";
        for (int i = 1; i < kMostComparisons; ++i) {
            many += " or a pr";
        }
        QVERIFY(parseFilter(many));
    }

    void paths_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("meaning"); // attribute|filter|sub|schema
        const auto row = [](const char* path, const char* meaning) {
            QTest::newRow(path) << QByteArray(path) << QByteArray(meaning);
        };
        row("active", "active|||");
        row("name.familyName", "name||familyname|");
        row("emails[type eq \"work\"].value", "emails|type eq \"work\"|value|");
        row("emails[type eq \"work\"]", "emails|type eq \"work\"||");
        row("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "department|||urn:ietf:params:scim:schemas:extension:enterprise:2.0:user");
        row("members[value eq \"]\"]", "members|value eq \"]\"||");
        for (const char* wrong : {"", "a b", "a[", "a]", "a[b eq 1", "a[b].c", "a[b eq 1]c", "a[b eq 1].",
                                  "[a eq 1]", "a/b", "\"a\""}) {
            row(wrong, "!");
        }
    }
    void paths() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, meaning);
        const auto parsed = parsePath(path.toStdString());
        if (!parsed) {
            QCOMPARE(parsed.error().field, std::string("invalidPath"));
            QCOMPARE(QByteArray("!"), meaning);
            return;
        }
        QCOMPARE(QByteArray::fromStdString(parsed->attribute + "|" + parsed->filter + "|" + parsed->sub +
                                           "|" + parsed->schema),
                 meaning);
    }

    // Pieces of filters in any order end in a filter or a refusal; what is understood is understood again.
    void anyPieces() {
        const std::vector<std::string> pieces{"userName", "eq", "\"x\"", "(",    ")", "not",
                                              "and",      "or", "pr",    "[",    "]", "\"",
                                              "\\",       ".",  "1",     "null", " ", "\xE5"};
        std::mt19937 random(3);
        for (int i = 0; i < 20000; ++i) {
            std::string text;
            for (auto left = random() % 12; left > 0; --left) {
                text += pieces[random() % pieces.size()] + (random() % 4 == 0 ? "" : " ");
            }
            (void)parsePath(text);
            if (const auto parsed = parseFilter(text)) {
                QCOMPARE(written(*parseFilter(text)), written(*parsed));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestScimFilter)
#include "tst_scim_filter.moc"

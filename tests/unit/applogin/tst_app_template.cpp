// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "applogin/app_template.h"
#include "applogin/fill_problem.h"
#include "applogin/matcher.h"
#include "applogin/registration_draft.h"

using namespace kaomon;
using namespace kaomon::applogin;

namespace {

constexpr const char* kGood =
    "{\"format\":1,\"name\":\"Accounts\",\"version\":3,\"threshold\":60,\"signals\":["
    "{\"kind\":\"executable\",\"pattern\":{\"mode\":\"literal\",\"text\":\"/usr/bin/"
    "accounts\"},\"weight\":40,"
    "\"required\":true},"
    "{\"kind\":\"title\",\"pattern\":{\"mode\":\"wildcard\",\"text\":\"Sign in - *\"},\"weight\":20},"
    "{\"kind\":\"control\",\"control\":{\"role\":\"password\"},\"weight\":20}],"
    "\"steps\":[{\"name\":\"sign in\",\"fields\":["
    "{\"content\":\"user_name\",\"control\":{\"role\":\"text\",\"name\":{\"mode\":\"literal\",\"text\":"
    "\"User\"}}},"
    "{\"content\":\"password\",\"control\":{\"role\":\"password\"}}],"
    "\"submit\":\"button\",\"button\":{\"role\":\"button\",\"index\":1}}],"
    "\"success\":[{\"window_closes\":true}],"
    "\"failure\":[{\"title\":{\"mode\":\"regex\",\"text\":\".*(error|failed).*\"}}],"
    "\"reauth\":{\"mode\":\"after_minutes\",\"minutes\":10}}";

QJsonObject good() {
    return QJsonDocument::fromJson(kGood).object();
}

Result<AppTemplate> parsed(const QJsonObject& object) {
    return AppTemplate::parse(QJsonDocument(object).toJson().toStdString());
}

// The object with the member at a path such as "steps/0/fields/1/content" replaced; an undefined value takes
// it away.
QJsonValue with(const QJsonValue& whole, QStringList path, const QJsonValue& value) {
    if (path.isEmpty()) {
        return value;
    }
    const QString key = path.takeFirst();
    if (whole.isArray()) {
        QJsonArray array = whole.toArray();
        array[key.toInt()] = with(array.at(key.toInt()), path, value);
        return array;
    }
    QJsonObject object = whole.toObject();
    const QJsonValue next = with(object.value(key), path, value);
    if (next.isUndefined()) {
        object.remove(key);
    } else {
        object[key] = next;
    }
    return object;
}

WindowFacts window() {
    WindowFacts facts;
    facts.executable = "/usr/bin/accounts";
    facts.title = "Sign in - Accounts";
    facts.windowClass = "accounts";
    facts.controls = {{ControlRole::Text, "User", true, true, false, true, 0},
                      {ControlRole::Password, "", true, true, false, true, 1},
                      {ControlRole::Button, "Cancel", true, true, false, false, 2},
                      {ControlRole::Button, "Sign in", true, true, false, false, 3}};
    return facts;
}

} // namespace

class TestAppTemplate final : public QObject {
    Q_OBJECT

private slots:
    void goodOneIsRead() {
        const auto read = AppTemplate::parse(kGood);
        QVERIFY2(read, read ? "" : (read.error().field + read.error().detail).c_str());
        QCOMPARE(read->name, std::string("Accounts"));
        QCOMPARE(read->version, 3);
        QCOMPARE(read->signalRules.size(), std::size_t{3});
        QCOMPARE(read->steps[0].fields[1].content, FieldContent::Password);
        QCOMPARE(read->steps[0].button->index, 1);
        QCOMPARE(read->reauthAfter, std::chrono::minutes(10));
        QCOMPARE(read->outcomeWait, std::chrono::milliseconds(10'000));
    }

    void writtenOneIsReadAgain() {
        const auto first = AppTemplate::parse(kGood);
        const auto second = AppTemplate::parse(first->toJson());
        QVERIFY2(second, second ? "" : (second.error().field + second.error().detail).c_str());
        QCOMPARE(QString::fromStdString(second->toJson()), QString::fromStdString(first->toJson()));
    }

    void everyMemberIsChecked_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("field"); // empty: the path
        const auto bad = [](const char* path, const QJsonValue& value, const char* field = "") {
            QTest::addRow("%s = %s", path, qPrintable(value.toVariant().toString().left(20)))
                << QString::fromLatin1(path) << value << QString::fromLatin1(field);
        };
        const QJsonValue gone(QJsonValue::Undefined);
        const QString tooLong(40'00, u'x');
        bad("name", gone);
        bad("name", QStringLiteral(""));
        bad("name", tooLong.left(201));
        bad("name", 5);
        bad("version", 0);
        bad("version", 1.5);
        bad("enabled", QStringLiteral("yes"));
        bad("format", 0);
        bad("threshold", 0);
        bad("threshold", 81);
        bad("signals", gone);
        bad("signals", QJsonArray());
        bad("signals", QJsonObject());
        bad("signals/0/kind", QStringLiteral("smell"));
        bad("signals/0/kind", gone);
        bad("signals/0/weight", 0);
        bad("signals/0/weight", 101);
        bad("signals/0/required", false, "signals"); // any window may take another's title
        bad("signals/0/pattern", gone);
        bad("signals/0/pattern/mode", QStringLiteral("glob"));
        bad("signals/0/pattern/text", tooLong.left(257));
        bad("signals/0/pattern/more", 1, "signals/0/pattern");
        bad("signals/1/pattern/text", 7);
        bad("signals/2/control", gone);
        bad("signals/2/control/role", QStringLiteral("slider"));
        bad("signals/2/control/index", -1);
        bad("signals/2/control/index", 101);
        bad("steps", QJsonArray());
        bad("steps", gone);
        bad("steps/0/name", gone);
        bad("steps/0/fields", QJsonArray());
        bad("steps/0/fields/0/content", QStringLiteral("iris"));
        bad("steps/0/fields/0/control", gone);
        bad("steps/0/fields/0/control/name/mode", gone);
        bad("steps/0/fields/0/clears_first", 1);
        bad("steps/0/fields/1/control/role", QStringLiteral("text")); // a secret in a field that shows it
        bad("steps/0/fields/1/control/role", QStringLiteral("combo_box"));
        bad("steps/0/fields/1/control/role", QStringLiteral("label"));
        bad("steps/0/fields/0/control/role", QStringLiteral("button"));
        bad("steps/0/submit", QStringLiteral("shout"));
        bad("steps/0/button", gone);
        bad("steps/0/wait_ms", -1);
        bad("steps/0/wait_ms", 60'001);
        bad("success/0", QJsonObject());
        bad("success/0/window_closes", 1);
        bad("failure/0/title/text", QStringLiteral("(unclosed"));
        bad("failure/0/title/text", QStringLiteral("(?:a{1000}){1000}"));
        bad("failure/0/title/text", QStringLiteral("(a)\\1")); // needs an engine without a bound
        bad("outcome_wait_ms", 60'001);
        bad("reauth/mode", QStringLiteral("never"));
        bad("reauth/minutes", 0);
        bad("reauth/minutes", 481);
        bad("surprise", 1, "");
    }
    void everyMemberIsChecked() {
        QFETCH(QString, path);
        QFETCH(QJsonValue, value);
        QFETCH(QString, field);
        const auto read = parsed(with(good(), path.split(u'/'), value).toObject());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::ValidationFailed);
        const QString expected = path == QLatin1String("surprise")
                                     ? QString()
                                     : QStringLiteral("/") + (field.isEmpty() ? path : field);
        QCOMPARE(QString::fromStdString(read.error().field), expected);
    }

    void brokenJson_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray(kGood).left(200);
        QTest::newRow("two") << QByteArray(kGood) + kGood;
        QTest::newRow("deep") << QByteArray(5000, '[');
        QTest::newRow("large") << QByteArray("{\"name\":\"") + QByteArray(40'000, 'x') + "\"}";
        QTest::newRow("not UTF-8") << QByteArray("{\"name\":\"\xff\xfe\"}");
    }
    void brokenJson() {
        QFETCH(QByteArray, text);
        const auto read = AppTemplate::parse(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::MalformedRequest);
    }

    void newerFormatIsNamed() {
        const auto read = parsed(with(good(), {QStringLiteral("format")}, 4).toObject());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::StorageTooNew);
    }

    // What an older program does not know makes it say that it is too old, not that the file is wrong.
    void whatIsNewNeedsTheNewerFormat() {
        auto form = parsed(good());
        QVERIFY(form);
        form->startsByItself = true;
        const auto again = AppTemplate::parse(form->toJson());
        QVERIFY(again && again->startsByItself);
        QVERIFY(form->toJson().find("\"format\":3") != std::string::npos);
        QVERIFY(!AppTemplate::parse(
            QByteArray::fromStdString(form->toJson()).replace("\"format\":3", "\"format\":2").toStdString()));
    }

    // A page that takes the title of another one is still of its own address.
    void aPageIsKnownByItsAddress() {
        WindowFacts window;
        window.executable = "/usr/bin/browser";
        window.title = "Ledger";
        window.address = "https://ledger.example";
        window.controls = {{ControlRole::Password, "Password", true, true, false, true, 0}};
        const auto form = RegistrationDraft::suggest(window).build();
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        QCOMPARE(candidates({*form}, window).size(), std::size_t{1});
        window.address = "https://ledger.example.invalid";
        QVERIFY(candidates({*form}, window).empty());
    }

    // A backtracking engine would need 2^30 steps.
    void explodingExpressionIsBounded() {
        const auto pattern = TextPattern::make(PatternMode::Regex, "(a*)*(a*)*(a|aa)+b", "/x");
        QVERIFY(pattern);
        QVERIFY(!pattern->matches(std::string(1'000'000, 'a')));
    }

    void patterns_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const int literal = 0;
        const int wildcard = 1;
        const int regex = 2;
        QTest::newRow("literal") << literal << "a*b"
                                 << "a*b" << true;
        QTest::newRow("literal is whole") << literal << "a"
                                          << "ab" << false;
        QTest::newRow("star") << wildcard << "Sign in - *"
                              << "Sign in - 会計" << true;
        QTest::newRow("star is whole") << wildcard << "Sign in*"
                                       << "Please Sign in" << false;
        QTest::newRow("question mark") << wildcard << "a?c"
                                       << "abc" << true;
        QTest::newRow("dots are dots") << wildcard << "a.c"
                                       << "abc" << false;
        QTest::newRow("one character of three bytes") << wildcard << "?"
                                                      << "会" << true;
        QTest::newRow("over lines") << wildcard << "a*b"
                                    << "a\nb" << true;
        QTest::newRow("regex") << regex << "(?i)login [0-9]+"
                               << "LOGIN 42" << true;
        QTest::newRow("regex is whole") << regex << "login"
                                        << "login now" << false;
    }
    void patterns() {
        QFETCH(int, mode);
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, matches);
        const auto made = TextPattern::make(static_cast<PatternMode>(mode), pattern.toStdString(), "/x");
        QVERIFY(made);
        QCOMPARE(made->matches(text.toStdString()), matches);
    }

    void scores() {
        const auto one = AppTemplate::parse(kGood);
        WindowFacts seen = window();
        QCOMPARE(score(*one, seen).reached, 80);
        QVERIFY(score(*one, seen).isMatch(*one));
        seen.title = "something else";
        QVERIFY(score(*one, seen).isMatch(*one)); // 60 of 60
        QCOMPARE(score(*one, seen).missing, std::vector<std::size_t>{1});
        seen.controls.clear();
        QVERIFY(!score(*one, seen).isMatch(*one));
    }

    // Whatever a window calls itself: another program is another program.
    void lookAlikeIsNoMatch() {
        const auto one = AppTemplate::parse(kGood);
        WindowFacts seen = window();
        seen.executable = "/tmp/accounts";
        QVERIFY(!score(*one, seen).isMatch(*one));
        QVERIFY(candidates({*one}, seen).empty());
    }

    void tiesAreLeftToThePerson() {
        const auto one = AppTemplate::parse(kGood);
        const auto other = parsed(with(good(), {QStringLiteral("name")}, QStringLiteral("Other")).toObject());
        QCOMPARE(candidates({*one, *other}, window()).size(), std::size_t{2});
        auto weaker = *one;
        weaker.signalRules[1].pattern = *TextPattern::make(PatternMode::Literal, "no", "/x");
        QCOMPARE(candidates({weaker, *other}, window()), std::vector<std::size_t>{1});
        auto off = *one;
        off.isEnabled = false;
        QVERIFY(candidates({off}, window()).empty());
    }

    void controlsAreFound() {
        WindowFacts seen = window();
        QCOMPARE(findControl(seen, {ControlRole::Button, {}, 1})->handle, 3);
        QVERIFY(findControl(seen, {ControlRole::Button, {}, 2}) == nullptr);
        const auto named = TextPattern::make(PatternMode::Literal, "Sign in", "/x");
        QCOMPARE(findControl(seen, {ControlRole::Button, *named, 0})->handle, 3);
        seen.controls[3].isEnabled = false;
        QVERIFY(findControl(seen, {ControlRole::Button, *named, 0}) == nullptr);
        seen.controls[1].isShown = false;
        QVERIFY(findControl(seen, {ControlRole::Password, {}, 0}) == nullptr);
    }

    void problemsHaveNames() {
        for (int i = 0; i <= static_cast<int>(FillProblem::TemplateOutdated); ++i) {
            const auto problem = static_cast<FillProblem>(i);
            QCOMPARE(fillProblemFromWire(wireName(problem)), std::optional(problem));
        }
        QVERIFY(!fillProblemFromWire("unheard_of"));
    }
};

QTEST_GUILESS_MAIN(TestAppTemplate)
#include "tst_app_template.moc"

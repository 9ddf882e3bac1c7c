// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <random>
#include <utility>

#include <QTest>

#include "applogin/fill_engine.h"
#include "support/scripted_desktop.h"

using namespace kaomon;
using namespace kaomon::applogin;
using namespace std::chrono_literals;
using testing::Field;
using testing::ScriptedDesktop;

namespace {

const std::string kSecret = "pw-Ä顔-0123456789";

AppTemplate sample(const char* submit = "\"submit\":\"button\",\"button\":{\"role\":\"button\"}") {
    const std::string json =
        std::string(
            "{\"format\":1,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
            "\"pattern\":{\"mode\":\"literal\",\"text\":\"/usr/bin/accounts\"},\"required\":true},"
            "{\"kind\":\"title\",\"pattern\":{\"mode\":\"literal\",\"text\":\"Sign in\"}}],"
            "\"steps\":[{\"name\":\"one\",\"wait_ms\":1000,\"fields\":["
            "{\"content\":\"user_name\",\"control\":{\"role\":\"text\"}},"
            "{\"content\":\"password\",\"control\":{\"role\":\"password\"}}],") +
        submit +
        "}],\"failure\":[{\"control\":{\"role\":\"label\",\"name\":{\"mode\":\"wildcard\",\"text\":\"Wrong*"
        "\"}}}],"
        "\"outcome_wait_ms\":500}";
    return AppTemplate::parse(json).value();
}

FillValues values() {
    return {"hanako", SecretString(kSecret), [] { return SecretString(std::string("123456")); }};
}

FillReport fill(ScriptedDesktop& desktop, const AppTemplate& form = sample()) {
    return FillEngine(desktop).fill(form, desktop.window, values());
}

// Its fields are there and it tells none of them.
class BlindDesktop final : public ScriptedDesktop {
public:
    bool isBlind = true;
    int submits = 0;

    BlindDesktop() {
        focusOn(0);
        onSubmit = [this](ScriptedDesktop&) { ++submits; };
    }
    Result<WindowFacts> look(std::uint64_t handle) override {
        auto facts = ScriptedDesktop::look(handle);
        if (facts && isBlind) {
            facts->controls.clear();
        }
        return facts;
    }
};

// Gives keys to the program when it has a moment.
class LateDesktop final : public ScriptedDesktop {
public:
    std::vector<std::string> underWay;

    Status type(const WindowFacts& facts, std::string_view text) override {
        const Status may = ScriptedDesktop::type(facts, {});
        if (may) {
            underWay.emplace_back(text);
        }
        return may;
    }
    void wait(std::chrono::milliseconds time) override {
        ScriptedDesktop::wait(time);
        for (const std::string& text : std::exchange(underWay, {})) {
            static_cast<void>(ScriptedDesktop::type(window, text));
        }
    }
};

AppTemplate keyForm() {
    return AppTemplate::
        parse("{\"format\":2,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
              "\"pattern\":{\"mode\":\"literal\",\"text\":\"/usr/bin/accounts\"},\"required\":true},"
              "{\"kind\":\"title\",\"pattern\":{\"mode\":\"literal\",\"text\":\"Sign in\"},\"required\":"
              "true}],\"steps\":[{\"name\":\"keys\",\"keys\":[\"user_name\",\"tab\",\"password\",\"return\"]}"
              "],\"outcome_wait_ms\":0}")
            .value();
}

} // namespace

class TestFillEngine final : public QObject {
    Q_OBJECT

private slots:
    // A program that tells nothing of its controls: keys in the order that was taught.
    void keysWhereNothingIsTold() {
        BlindDesktop desktop;
        const auto report = fill(desktop, keyForm());
        QVERIFY2(!report.problem, report.detail.c_str());
        QVERIFY(report.usedKeys);
        QCOMPARE(desktop.at(0).text, std::string("hanako"));
        QCOMPARE(desktop.at(1).text, kSecret);
        QCOMPARE(desktop.submits, 1);
    }

    // It told nothing when it was taught; now that it tells that the field shows what is typed, it gets
    // nothing.
    void keysStopWhereTheFieldIsInSight() {
        BlindDesktop desktop;
        desktop.isBlind = false;
        desktop.at(1).facts.role = ControlRole::Text;
        const auto report = fill(desktop, keyForm());
        QCOMPARE(report.problem, std::optional(FillProblem::FieldMissing));
        QVERIFY(!desktop.isExposed(kSecret));
    }

    void keysStopWithTheFocus() {
        for (int moment = 0; moment < 40; ++moment) {
            BlindDesktop desktop;
            desktop.before = [moment](ScriptedDesktop& d, int act) {
                if (act == moment) {
                    d.isActive = false;
                }
            };
            const auto report = fill(desktop, keyForm());
            QVERIFY(desktop.elsewhere.empty());
            QVERIFY(report.problem || desktop.at(1).text == kSecret);
        }
    }

    // The policy's pace: a wait in front, and one behind each key.
    void aPaceIsKept() {
        ScriptedDesktop fast;
        fast.at(1).takesText = false;
        QVERIFY(!FillEngine(fast).fill(sample(), fast.window, values()).problem);
        ScriptedDesktop slow;
        slow.at(1).takesText = false;
        const auto report = FillEngine(slow, {500ms, 25ms}).fill(sample(), slow.window, values());
        QVERIFY2(!report.problem, report.detail.c_str());
        QCOMPARE(slow.at(1).text, kSecret);
        const auto keys = static_cast<int>(QString::fromStdString(kSecret).size());
        QVERIFY(slow.waited - fast.waited >= 500ms + keys * 25ms);
    }

    // Firefox: a text is taken, says accessibility, and the field stays empty. Keys do it then.
    void aProgramThatIgnoresAccessibility() {
        class Ignoring final : public ScriptedDesktop {
        public:
            int ignored = 0;
            Status setText(int handle, std::string_view text) override {
                ++ignored;
                return text.empty() ? ScriptedDesktop::setText(handle, text) : Status();
            }
        } desktop;
        desktop.onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        const auto report = fill(desktop);
        QVERIFY2(!report.problem, report.detail.c_str());
        QVERIFY(report.usedKeys);
        QCOMPARE(desktop.ignored, 1); // it is not asked again
        QCOMPARE(desktop.at(0).text, std::string("hanako"));
        QCOMPARE(desktop.at(1).text, kSecret);
    }

    // A program that is busy loses what is typed at first; a second time it is typed slowly.
    void lostKeysAreTypedOnceMore() {
        class Losing final : public ScriptedDesktop {
        public:
            int lost = 0;
            Status type(const WindowFacts& facts, std::string_view text) override {
                return lost++ < 1 ? Status() : ScriptedDesktop::type(facts, text);
            }
        } desktop;
        for (Field& field : desktop.fields) {
            field.takesText = false;
        }
        desktop.onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        const auto report = fill(desktop);
        QVERIFY2(!report.problem, report.detail.c_str());
        QCOMPARE(desktop.at(0).text, std::string("hanako"));
        QCOMPARE(desktop.at(1).text, kSecret);
    }

    void fillsAndSubmits_data() {
        QTest::addColumn<bool>("byKeys");
        QTest::newRow("accessibility") << false;
        QTest::newRow("keys") << true;
    }
    void fillsAndSubmits() {
        QFETCH(bool, byKeys);
        ScriptedDesktop desktop;
        desktop.at(0).text = "left over";
        desktop.at(1).text = "left over";
        for (Field& field : desktop.fields) {
            field.takesText = !byKeys;
        }
        desktop.onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        const auto report = fill(desktop);
        QVERIFY2(!report.problem, report.detail.c_str());
        QCOMPARE(report.outcome, FillOutcome::Success);
        QCOMPARE(report.usedKeys, byKeys);
        QCOMPARE(desktop.at(0).text, std::string("hanako"));
        QCOMPARE(desktop.at(1).text, kSecret);
    }

    void saysWhatTheProgramSays() {
        ScriptedDesktop desktop;
        desktop.onSubmit = [](ScriptedDesktop& d) { d.add(ControlRole::Label, "Wrong password"); };
        const auto report = fill(desktop);
        QCOMPARE(report.outcome, FillOutcome::Failure);
        QCOMPARE(report.problem, std::optional(FillProblem::AppRejected));
    }

    void silenceIsUnknown() {
        ScriptedDesktop desktop;
        const auto report = fill(desktop);
        QVERIFY(!report.problem);
        QCOMPARE(report.outcome, FillOutcome::Unknown);
        QVERIFY(desktop.waited >= 500ms);
    }

    void oneAfterTheOther() {
        ScriptedDesktop desktop;
        desktop.fields.erase(desktop.fields.begin() + 1, desktop.fields.end());
        const auto form = AppTemplate::parse(
            "{\"format\":1,\"name\":\"Steps\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
            "\"pattern\":"
            "{\"mode\":\"literal\",\"text\":\"/usr/bin/accounts\"},\"required\":true}],\"steps\":["
            "{\"name\":\"id\",\"fields\":[{\"content\":\"user_name\",\"control\":{\"role\":\"text\"}}],"
            "\"submit\":"
            "\"return\"},"
            "{\"name\":\"password\",\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"password\"}"
            "}],"
            "\"submit\":\"return\"},"
            "{\"name\":\"code\",\"fields\":[{\"content\":\"one_time_code\",\"control\":{\"role\":\"text\"}}],"
            "\"submit\":\"return\"}]}");
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        std::vector<std::string> seen;
        desktop.onSubmit = [&](ScriptedDesktop& d) {
            seen.push_back(d.fields[0].text);
            d.fields.clear();
            if (seen.size() < 3) {
                d.add(seen.size() == 1 ? ControlRole::Password : ControlRole::Text, "next");
            } else {
                d.isOpen = false;
            }
        };
        const auto report = fill(desktop, *form);
        QVERIFY2(!report.problem, report.detail.c_str());
        QCOMPARE(report.outcome, FillOutcome::Success);
        QCOMPARE(seen, (std::vector<std::string>{"hanako", kSecret, "123456"}));
    }

    void refusals_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("problem");
        const auto row = [](const char* fault, FillProblem problem) {
            QTest::newRow(fault) << QString::fromLatin1(fault) << static_cast<int>(problem);
        };
        row("another user's program", FillProblem::Elevated);
        row("no field yet", FillProblem::NotReady);
        row("one field only", FillProblem::FieldMissing);
        row("no button", FillProblem::FieldMissing);
        row("name comes out otherwise", FillProblem::ReadbackDiff);
        row("secret comes out shorter", FillProblem::ReadbackDiff);
        row("nothing to fill in", FillProblem::TemplateOutdated);
    }
    void refusals() {
        QFETCH(QString, fault);
        QFETCH(int, problem);
        ScriptedDesktop desktop;
        FillValues given = values();
        const auto is = [&](const char* name) { return fault == QLatin1String(name); };
        if (is("another user's program")) {
            desktop.window.isOthers = true;
        } else if (is("no field yet")) {
            desktop.fields.erase(desktop.fields.begin(), desktop.fields.begin() + 2);
        } else if (is("one field only")) {
            desktop.fields.erase(desktop.fields.begin() + 1);
        } else if (is("no button")) {
            desktop.fields.pop_back();
        } else if (is("name comes out otherwise")) {
            desktop.before = [](ScriptedDesktop& d, int) {
                d.at(0).text = d.at(0).text.empty() ? "" : "hamako";
            };
        } else if (is("secret comes out shorter")) {
            desktop.before = [](ScriptedDesktop& d, int) { d.at(1).text = d.at(1).text.substr(0, 5); };
        } else {
            given.password.clear();
        }
        const auto report = FillEngine(desktop).fill(sample(), desktop.window, given);
        QVERIFY(report.problem);
        QCOMPARE(static_cast<int>(*report.problem), problem);
        QVERIFY(!desktop.isExposed(kSecret));
        for (const Field& field : desktop.fields) {
            // Taken out again; where only the button is missing, the person may go on by himself.
            QVERIFY(is("no button") || field.facts.role != ControlRole::Password || field.text.empty());
        }
    }

    // The face took its time: what was recognised is looked at once more.
    void anotherWindowSinceItWasRecognised_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"executable", "process", "started"}) {
            QTest::newRow(what) << QString::fromLatin1(what);
        }
    }
    void anotherWindowSinceItWasRecognised() {
        QFETCH(QString, what);
        ScriptedDesktop desktop;
        WindowFacts recognised = desktop.window;
        if (what == QLatin1String("executable")) {
            recognised.executable = "/usr/bin/another";
        } else if (what == QLatin1String("process")) {
            recognised.process = 99;
        } else {
            recognised.startedAt = 1;
        }
        const auto report = FillEngine(desktop).fill(sample(), recognised, values());
        QCOMPARE(report.problem, std::optional(FillProblem::NoMatch));
        QVERIFY(desktop.at(0).text.empty() && desktop.at(1).text.empty());
    }

    // By what it was recognised it must be known until the end: title and class change in mid typing.
    void anotherTitleMidway_data() {
        QTest::addColumn<bool>("isTitle");
        QTest::newRow("title") << true;
        QTest::newRow("class") << false;
    }
    void anotherTitleMidway() {
        QFETCH(bool, isTitle);
        const auto form = AppTemplate::parse(
            "{\"format\":1,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":\"title\","
            "\"pattern\":"
            "{\"mode\":\"literal\",\"text\":\"Sign in\"}},{\"kind\":\"window_class\",\"pattern\":{\"mode\":"
            "\"literal\",\"text\":\"Accounts\"},\"required\":true}],\"steps\":[{\"name\":\"one\",\"fields\":["
            "{\"content\":"
            "\"password\",\"control\":{\"role\":\"password\"}}],\"submit\":\"return\"}]}");
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        ScriptedDesktop desktop;
        desktop.window.windowClass = "Accounts";
        desktop.at(1).takesText = false;
        bool wasSubmitted = false;
        desktop.onSubmit = [&](ScriptedDesktop&) { wasSubmitted = true; };
        std::size_t most = 0;
        desktop.before = [&](ScriptedDesktop& d, int) {
            most = std::max(most, d.at(1).text.size());
            if (!d.at(1).text.empty()) {
                (isTitle ? d.window.title : d.window.windowClass) = "Guest book";
            }
        };
        const auto report = fill(desktop, *form);
        QCOMPARE(report.problem, std::optional(FillProblem::FocusLost));
        QVERIFY(most > 0 && most < kSecret.size());
        QVERIFY(desktop.at(1).text.empty()); // taken out again
        QVERIFY(!wasSubmitted);
    }

    // Behind an input method keys come late, and go to where the program's cursor is then.
    void keysThatAreUnderWay() {
        for (int moment = 0; moment < 80; ++moment) {
            LateDesktop desktop;
            for (Field& field : desktop.fields) {
                field.takesText = false;
            }
            desktop.before = [moment](ScriptedDesktop& d, int act) {
                if (act == moment) {
                    d.focusOn(0);
                }
            };
            const auto report = fill(desktop);
            QVERIFY(desktop.underWay.empty());
            QVERIFY2(!desktop.isExposed(kSecret), qPrintable(QString::number(moment)));
            QVERIFY(report.problem || desktop.at(1).text == kSecret);
        }
    }

    // What stood in the window before is the person's own, be it the same letters.
    void ownTextStays() {
        ScriptedDesktop desktop;
        desktop.at(desktop.add(ControlRole::Text, "Notes")).text = "call 0123456789 back";
        desktop.before = [](ScriptedDesktop& d, int) {
            if (!d.at(1).text.empty()) {
                d.at(1).facts.role = ControlRole::Text;
            }
        };
        const auto report = fill(desktop);
        QVERIFY(report.problem);
        QVERIFY(desktop.at(1).text.empty());
        QCOMPARE(desktop.at(3).text, std::string("call 0123456789 back"));
    }

    // It cannot be taken out: that is said.
    void whatCannotBeTakenOutIsTold() {
        class Stubborn final : public ScriptedDesktop {
        public:
            Status setText(int handle, std::string_view text) override {
                return text.empty() ? Status(fail(ErrorCode::Unavailable, "no"))
                                    : ScriptedDesktop::setText(handle, text);
            }
            Status typeClear(const WindowFacts&) override { return {}; }
        } desktop;
        desktop.before = [](ScriptedDesktop& d, int) {
            if (!d.at(1).text.empty()) {
                d.at(1).facts.role = ControlRole::Text;
            }
        };
        const auto report = fill(desktop);
        QVERIFY(report.problem);
        QVERIFY(report.isInSight);
    }

    // The secret goes into no field that was the one for the name when the step began.
    void fieldsThatChangePlaces() {
        ScriptedDesktop desktop;
        desktop.before = [](ScriptedDesktop& d, int) {
            if (d.at(0).text == "hanako") {
                d.at(0).facts.role = ControlRole::Password;
                d.at(1).facts.role = ControlRole::Text;
            }
        };
        const auto report = fill(desktop);
        QVERIFY(report.problem);
        QCOMPARE(desktop.at(0).text, std::string("hanako"));
        QVERIFY(desktop.at(1).text.empty());
    }

    // A window that turns on the person at any moment, by accessibility or by keys: whatever it does and
    // whenever, nothing of the secret comes to stand in another window or in a field that shows it.
    void hostileAtAnyMoment_data() {
        QTest::addColumn<QString>("trick");
        QTest::addColumn<bool>("byKeys");
        for (const char* trick : {"takes the focus", "closes", "another process", "swaps the fields",
                                  "shows the password", "moves the cursor"}) {
            for (const bool byKeys : {false, true}) {
                QTest::addRow("%s, %s", trick, byKeys ? "keys" : "accessibility")
                    << QString::fromLatin1(trick) << byKeys;
            }
        }
    }
    void hostileAtAnyMoment() {
        QFETCH(QString, trick);
        QFETCH(bool, byKeys);
        std::minstd_rand random(7);
        for (int run = 0; run < 200; ++run) {
            ScriptedDesktop desktop;
            for (Field& field : desktop.fields) {
                field.takesText = !byKeys;
            }
            const int when = std::uniform_int_distribution<int>(0, 60)(random);
            bool isDone = false;
            desktop.before = [&](ScriptedDesktop& d, int acts) {
                if (acts < when || isDone) {
                    return;
                }
                // Tricks are played between pieces: a piece that is under way cannot be called back. What
                // stood in the field already is taken out by the engine.
                isDone = true;
                if (trick == QLatin1String("takes the focus")) {
                    d.isActive = false;
                } else if (trick == QLatin1String("closes")) {
                    d.isOpen = false;
                } else if (trick == QLatin1String("another process")) {
                    d.process = 101;
                } else if (trick == QLatin1String("swaps the fields")) {
                    std::swap(d.at(0).facts.role, d.at(1).facts.role);
                } else if (trick == QLatin1String("shows the password")) {
                    d.at(1).facts.role = ControlRole::Text;
                } else {
                    d.focusOn(0);
                }
            };
            const auto report = fill(desktop);
            QVERIFY(!report.isInSight);
            QVERIFY2(!desktop.isExposed(kSecret),
                     qPrintable(QStringLiteral("%1 at %2: %3")
                                    .arg(trick)
                                    .arg(when)
                                    .arg(QString::fromStdString(report.detail))));
        }
    }
};

QTEST_GUILESS_MAIN(TestFillEngine)
#include "tst_fill_engine.moc"

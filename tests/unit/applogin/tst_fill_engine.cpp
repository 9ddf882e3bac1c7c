// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <functional>
#include <random>

#include <QTest>

#include "applogin/fill_engine.h"

using namespace kaomon;
using namespace kaomon::applogin;
using namespace std::chrono_literals;

namespace {

struct Field {
    ControlFacts facts;
    std::string text;
    bool takesText = true; // through accessibility
    bool tellsText = true;
};

// A program's window that does what a test wants, when it wants it: `before` runs in front of each thing that
// the engine does, with the number of things done so far.
class ScriptedDesktop final : public Desktop {
public:
    WindowFacts window;
    std::vector<Field> fields;
    std::function<void(ScriptedDesktop&, int)> before;
    std::function<void(ScriptedDesktop&)> onSubmit;
    std::string elsewhere; // what keys wrote that did not reach a field of the window
    bool isOpen = true;
    bool isActive = true;
    std::int64_t process = 100;
    int acts = 0;
    std::chrono::milliseconds waited{0};

    ScriptedDesktop() {
        window.window = 7;
        window.process = 100;
        window.executable = "/usr/bin/accounts";
        window.title = "Sign in";
        add(ControlRole::Text, "User");
        add(ControlRole::Password, "Password");
        add(ControlRole::Button, "Sign in");
    }
    int add(ControlRole role, const char* name) {
        const int handle = static_cast<int>(fields.size());
        fields.push_back(
            {{role, name, true, true, false, role != ControlRole::Button, handle}, {}, true, true});
        return handle;
    }
    Field& at(int handle) { return fields.at(static_cast<std::size_t>(handle)); }
    void focusOn(int handle) {
        for (Field& field : fields) {
            field.facts.isFocused = field.facts.handle == handle;
        }
    }
    // Whether the text stands where it can be seen, or in another window.
    [[nodiscard]] bool isExposed(const std::string& secret) const {
        const auto holds = [&](const std::string& text) {
            // a piece of a secret is a secret
            for (std::size_t at = 0; at + 3 <= secret.size(); ++at) {
                if (text.find(secret.substr(at, 3)) != std::string::npos) {
                    return true;
                }
            }
            return false;
        };
        return holds(elsewhere) || std::ranges::any_of(fields, [&](const Field& field) {
                   return field.facts.role != ControlRole::Password && holds(field.text);
               });
    }

    Result<WindowFacts> activeWindow() override { return look(window.window); }
    Result<WindowFacts> look(std::uint64_t) override {
        act();
        if (!isOpen) {
            return fail(ErrorCode::NotFound, "gone");
        }
        WindowFacts facts = window;
        for (const Field& field : fields) {
            facts.controls.push_back(field.facts);
        }
        return facts;
    }
    bool isStill(const WindowFacts& facts) override {
        act();
        return isOpen && isActive && process == facts.process;
    }
    Result<ControlFacts> control(int handle) override {
        act();
        return at(handle).facts;
    }
    Result<ControlFacts> controlIn(const WindowFacts& facts, int handle) override {
        act();
        if (!isOpen || !isActive || process != facts.process) {
            return fail(ErrorCode::Cancelled, "another window");
        }
        return at(handle).facts;
    }
    Status setText(int handle, std::string_view text) override {
        act();
        if (!at(handle).takesText) {
            return fail(ErrorCode::Unavailable, "keys only");
        }
        at(handle).text = text;
        return {};
    }
    Result<std::string> readText(int handle) override {
        if (!at(handle).tellsText) {
            return fail(ErrorCode::Unavailable, "says nothing");
        }
        return at(handle).text;
    }
    Result<std::size_t> readLength(int handle) override {
        const auto text = readText(handle);
        if (!text) {
            return propagate(text.error());
        }
        return static_cast<std::size_t>(QString::fromStdString(*text).toUcs4().size());
    }
    Status focus(int handle) override {
        act();
        focusOn(handle);
        return {};
    }
    Status press(int) override {
        act();
        submitted();
        return {};
    }
    Status type(std::string_view text) override {
        target() += text;
        act();
        return {};
    }
    Status typeClear() override {
        target().clear();
        act();
        return {};
    }
    Status typeReturn() override {
        act();
        submitted();
        return {};
    }
    void wait(std::chrono::milliseconds time) override { waited += time; }

private:
    void act() {
        if (before) {
            before(*this, acts);
        }
        ++acts;
    }
    void submitted() {
        if (onSubmit) {
            onSubmit(*this);
        }
    }
    std::string& target() {
        const auto focused =
            std::ranges::find_if(fields, [](const Field& field) { return field.facts.isFocused; });
        return isOpen && isActive && focused != fields.end() ? focused->text : elsewhere;
    }
};

const std::string kSecret = "pw-Ä顔-0123456789";

AppTemplate sample(const char* submit = "\"submit\":\"button\",\"button\":{\"role\":\"button\"}") {
    const std::string json =
        std::string(
            "{\"format\":1,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
            "\"pattern\":{\"mode\":\"literal\",\"text\":\"/usr/bin/accounts\"},\"required\":true}],"
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

} // namespace

class TestFillEngine final : public QObject {
    Q_OBJECT

private slots:
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
            const bool isShownField =
                trick == QLatin1String("swaps the fields") || trick == QLatin1String("shows the password");
            // Once it was filled in whole, what the program does with it is its own affair.
            QVERIFY2(!desktop.isExposed(kSecret) || (isShownField && !report.problem),
                     qPrintable(QStringLiteral("%1 at %2: %3")
                                    .arg(trick)
                                    .arg(when)
                                    .arg(QString::fromStdString(report.detail))));
        }
    }
};

QTEST_GUILESS_MAIN(TestFillEngine)
#include "tst_fill_engine.moc"

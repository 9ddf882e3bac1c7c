// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "applogin/matcher.h"
#include "applogin/registration_draft.h"
#include "applogin/template_file.h"

using namespace kaomon;
using namespace kaomon::applogin;

namespace {

ControlFacts control(ControlRole role, const char* name, bool isEnabled = true) {
    ControlFacts facts;
    facts.role = role;
    facts.name = name;
    facts.isEnabled = isEnabled;
    return facts;
}

WindowFacts accounts() {
    WindowFacts window;
    window.executable = "/usr/bin/accounts";
    window.windowClass = "Accounts";
    window.title = "Sign in - Accounts";
    window.controls = {control(ControlRole::Label, "Welcome"),     control(ControlRole::Text, "User"),
                       control(ControlRole::Password, "Password"), control(ControlRole::CheckBox, "Remember"),
                       control(ControlRole::Button, "Cancel"),     control(ControlRole::Button, "Log in")};
    for (std::size_t i = 0; i < window.controls.size(); ++i) {
        window.controls[i].handle = static_cast<int>(i);
    }
    return window;
}

std::vector<FieldUse> usesIn(const RegistrationDraft& draft) {
    std::vector<FieldUse> uses;
    std::ranges::transform(draft.fields, std::back_inserter(uses), &DraftField::use);
    return uses;
}

QByteArray fieldOf(const RegistrationDraft& draft) {
    const auto form = draft.build();
    return form ? QByteArray("none") : QByteArray::fromStdString(form.error().field);
}

} // namespace

// What is understood of a window, and the template that becomes of it.
class TestRegistrationDraft : public QObject {
    Q_OBJECT
private slots:
    void aSignInIsUnderstood() {
        const auto draft = RegistrationDraft::suggest(accounts());
        QVERIFY(!draft.usesKeys);
        QCOMPARE(usesIn(draft),
                 (std::vector{FieldUse::UserName, FieldUse::Password, FieldUse::Nothing, FieldUse::Button}));
        const auto form = draft.build();
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        QCOMPARE(form->name, std::string("Accounts"));
        QCOMPARE(candidates({*form}, accounts()), (std::vector<std::size_t>{0}));
        QCOMPARE(form->steps.size(), std::size_t{1});
        QCOMPARE(form->steps[0].submit, SubmitKind::Button);
        QCOMPARE(findControl(accounts(), form->steps[0].fields[1].control)->handle, 2);
    }

    // Whatever of it is another, the window is another.
    void anotherWindowIsNotTaken_data() {
        QTest::addColumn<QByteArray>("what");
        for (const char* what : {"program", "class", "title", "no password field"}) {
            QTest::newRow(what) << QByteArray(what);
        }
    }
    void anotherWindowIsNotTaken() {
        QFETCH(QByteArray, what);
        const auto form = RegistrationDraft::suggest(accounts()).build();
        QVERIFY(form);
        WindowFacts window = accounts();
        if (what == "program") {
            window.executable = "/tmp/accounts";
        } else if (what == "class") {
            window.windowClass = "Other";
        } else if (what == "title") {
            window.title = "Accounts";
        } else {
            window.controls.erase(window.controls.begin() + 2);
        }
        QVERIFY(candidates({*form}, window).empty());
    }

    void whatIsSeenBecomesAUse_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("hasCode");
        QTest::newRow("a code beside the password") << 0 << true;
        QTest::newRow("a code in Japanese") << 1 << true;
        QTest::newRow("no code") << 2 << false;
    }
    void whatIsSeenBecomesAUse() {
        QFETCH(int, kind);
        QFETCH(bool, hasCode);
        WindowFacts window = accounts();
        const char* names[] = {"One-time code", "認証コード", "Department"};
        window.controls.insert(window.controls.begin() + 3, control(ControlRole::Text, names[kind]));
        const auto draft = RegistrationDraft::suggest(window);
        QCOMPARE(draft.fills(FieldContent::OneTimeCode), hasCode);
        QVERIFY(draft.fills(FieldContent::UserName) && draft.fills(FieldContent::Password));
        QVERIFY(draft.build());
    }

    // A button is known by a word, not by letters within one.
    void theButtonIsTheRightOne_data() {
        QTest::addColumn<QByteArray>("wrong");
        QTest::addColumn<QByteArray>("right");
        QTest::newRow("within a word") << QByteArray("Refresh hardware tokens") << QByteArray("Unlock");
        QTest::newRow("more words") << QByteArray("Look up") << QByteArray("Sign in now");
        QTest::newRow("Japanese") << QByteArray("キャンセル") << QByteArray("ログインする");
    }
    void theButtonIsTheRightOne() {
        QFETCH(QByteArray, wrong);
        QFETCH(QByteArray, right);
        WindowFacts window = accounts();
        window.controls[4].name = wrong.toStdString();
        window.controls[5].name = right.toStdString();
        const auto form = RegistrationDraft::suggest(window).build();
        QVERIFY(form && form->steps[0].button);
        QCOMPARE(form->steps[0].button->name->text(), right.toStdString());
    }

    // User name first, password on the next page.
    void pagesComeOneAfterTheOther() {
        WindowFacts first = accounts();
        first.controls = {control(ControlRole::Text, "Mail address"), control(ControlRole::Button, "次へ")};
        auto draft = RegistrationDraft::suggest(first);
        QCOMPARE(usesIn(draft), (std::vector{FieldUse::UserName, FieldUse::Button}));
        WindowFacts second = accounts();
        second.controls = {control(ControlRole::Password, ""), control(ControlRole::Button, "?")};
        draft.addPage(second);
        const auto form = draft.build();
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        QCOMPARE(form->steps.size(), std::size_t{2});
        QCOMPARE(form->steps[1].submit, SubmitKind::Return); // the button is none that one can tell
        QVERIFY(!form->steps[1].fields[0].control.name);
        QCOMPARE(candidates({*form}, first).size(), std::size_t{1});
    }

    void aTerminalWaitsForItsPrompt() {
        WindowFacts window = accounts();
        window.controls = {control(ControlRole::Terminal, "ssh", false)}; // shows what is typed, still
        const auto form = RegistrationDraft::suggest(window).build();
        QVERIFY(form);
        QCOMPARE(form->steps[0].fields[0].content, FieldContent::Password);
        QCOMPARE(form->steps[0].submit, SubmitKind::Return);
        QCOMPARE(candidates({*form}, window).size(), std::size_t{1});
    }

    void aWindowThatTellsNothingGetsKeys() {
        WindowFacts window = accounts();
        window.controls.clear();
        auto draft = RegistrationDraft::suggest(window);
        QVERIFY(draft.usesKeys);
        const auto form = draft.build();
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        QCOMPARE(form->steps[0].keys,
                 (std::vector{KeyPiece::UserName, KeyPiece::Tab, KeyPiece::Password, KeyPiece::Return}));
        QCOMPARE(RegistrationDraft::from(*form).keys, draft.keys);
        draft.title.isUsed = false;
        QCOMPARE(fieldOf(draft), QByteArray("/title"));
        draft.title.isUsed = true;
        draft.keys = {KeyPiece::Tab};
        QVERIFY(fieldOf(draft).endsWith("/keys"));
    }

    void anInterpreterIsToldByWhatItRuns() {
        WindowFacts window = accounts();
        window.executable = "/usr/bin/python3.11";
        window.arguments = "/opt/payroll/main.py --user taro";
        const auto form = RegistrationDraft::suggest(window).build();
        QVERIFY(form);
        QCOMPARE(candidates({*form}, window).size(), std::size_t{1});
        window.arguments = "/opt/other/main.py";
        QVERIFY(candidates({*form}, window).empty());
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("no name") << QByteArray("/name");
        QTest::newRow("nothing is filled") << QByteArray("/fields");
        QTest::newRow("the same twice") << QByteArray("/fields");
        QTest::newRow("two buttons") << QByteArray("/fields");
        QTest::newRow("a password in sight") << QByteArray("/steps/0/fields/0/control/role");
        QTest::newRow("an empty title") << QByteArray("/title");
        QTest::newRow("an expression that is none") << QByteArray("/title");
    }
    void refusals() {
        QFETCH(QByteArray, field);
        auto draft = RegistrationDraft::suggest(accounts());
        const std::string_view what(QTest::currentDataTag());
        if (what == "no name") {
            draft.base.name.clear();
        } else if (what == "nothing is filled") {
            for (DraftField& one : draft.fields) {
                one.use = FieldUse::Nothing;
            }
        } else if (what == "the same twice") {
            draft.fields[0].use = FieldUse::Password;
        } else if (what == "two buttons") {
            draft.fields[2].use = FieldUse::Button;
        } else if (what == "a password in sight") {
            draft.fields[0].use = FieldUse::Password;
            draft.fields[1].use = FieldUse::Nothing;
        } else if (what == "an empty title") {
            draft.title.text.clear();
        } else {
            draft.title.mode = PatternMode::Regex;
            draft.title.text = "(";
        }
        QCOMPARE(fieldOf(draft), field);
    }

    // What a form does not show is as it was when the form is saved.
    void aTemplateComesBackWhole() {
        auto form = RegistrationDraft::suggest(accounts()).build();
        QVERIFY(form);
        form->success = {{true, {}, {}}};
        form->reauth = ReauthMode::AfterMinutes;
        form->steps[0].wait = std::chrono::milliseconds(123);
        form->steps[0].fields[0].clearsFirst = false;
        const auto again = RegistrationDraft::from(*form).build();
        QVERIFY2(again, again ? "" : again.error().field.c_str());
        const auto sorted = [](const AppTemplate& one) {
            AppTemplate copy = one;
            std::ranges::stable_sort(copy.signalRules, {}, &SignalRule::kind);
            return copy.toJson();
        };
        QCOMPARE(sorted(*again), sorted(*form));
    }

    void longAndHostileTextsFit() {
        WindowFacts window = accounts();
        window.title.clear();
        for (int i = 0; i < 200; ++i) {
            window.title += "顔";
        }
        window.controls[1].name = std::string(400, 'x');
        const auto form = RegistrationDraft::suggest(window).build();
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        QCOMPARE(candidates({*form}, window).size(), std::size_t{1});
        for (int i = 0; i < 500; ++i) {
            window.controls.push_back(control(ControlRole::Text, "more"));
        }
        QVERIFY(RegistrationDraft::suggest(window).fields.size() < 100);
    }

    void aFileKeepsTheGoodRows() {
        const auto form = RegistrationDraft::suggest(accounts()).build();
        QVERIFY(form);
        const std::string file = templateFileOf({*form, *form});
        auto rows = readTemplateFile(file);
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t{2});
        QCOMPARE(rows->at(1)->toJson(), form->toJson());
        rows = readTemplateFile("\xEF\xBB\xBF" + form->toJson()); // one alone
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t{1});
        std::string broken = file;
        broken.replace(broken.find("\"literal\""), 9, "\"guess\"");
        rows = readTemplateFile(broken);
        QVERIFY(rows);
        QVERIFY(!rows->at(0) && rows->at(1));
        QCOMPARE(rows->at(0).error().field, std::string("/signals/0/pattern/mode"));
    }

    void filesThatAreNone_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const QByteArray& file, ErrorCode code) {
            QTest::newRow(name) << file << static_cast<int>(code);
        };
        row("empty", "", ErrorCode::MalformedRequest);
        row("no JSON", "title,password", ErrorCode::MalformedRequest);
        row("a list", "[]", ErrorCode::MalformedRequest);
        row("something else", "{\"a\":1}", ErrorCode::MalformedRequest);
        row("newer", "{\"kaomon_app_templates\":2,\"templates\":[]}", ErrorCode::StorageTooNew);
        row("none in it", "{\"kaomon_app_templates\":1,\"templates\":[]}", ErrorCode::ValidationFailed);
        row("too many",
            "{\"kaomon_app_templates\":1,\"templates\":[" + QByteArray("0,").repeated(100) + "0]}",
            ErrorCode::ValidationFailed);
        row("deep", "{\"kaomon_app_templates\":1,\"templates\":" + QByteArray("[").repeated(5000),
            ErrorCode::MalformedRequest);
        row("too large", QByteArray(3 * 1024 * 1024, ' '), ErrorCode::MalformedRequest);
    }
    void filesThatAreNone() {
        QFETCH(QByteArray, file);
        QFETCH(int, code);
        const auto rows = readTemplateFile(file.toStdString());
        QVERIFY(!rows);
        QCOMPARE(static_cast<int>(rows.error().code), code);
    }
};

QTEST_APPLESS_MAIN(TestRegistrationDraft)
#include "tst_registration_draft.moc"

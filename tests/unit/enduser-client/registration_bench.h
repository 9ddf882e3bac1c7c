// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QCoreApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "applogin/registration/registration_window.h"
#include "support/scripted_desktop.h"
#include "support/vault_agent.h"

namespace kaomon::test {

inline const QString kRegistrationSecret = QStringLiteral("pw-Ä顔-0123456789");

using RegistrationPage = applogin::RegistrationWindow::Page;

// A person before the wizard, with a program's sign-in and another window open.
struct RegistrationBench {
    FakeAgent agent;
    VaultAgent vault{agent};
    agentlink::AgentLink link{agent.path()};
    testing::ScriptedDesktop* desktop = nullptr;
    std::unique_ptr<testing::ScriptedDesktop> made = std::make_unique<testing::ScriptedDesktop>();
    std::shared_ptr<applogin::DesktopThread> thread;
    std::unique_ptr<applogin::RegistrationPresenter> presenter;
    std::unique_ptr<applogin::RegistrationWindow> window;

    RegistrationBench() {
        desktop = made.get();
        desktop->window.windowClass = "Accounts";
        applogin::WindowFacts other;
        other.window = 8;
        other.process = 200;
        other.executable = "/usr/bin/editor";
        other.title = "letter.txt";
        desktop->others.push_back(other);
        thread = std::make_shared<applogin::DesktopThread>(
            [this]() -> Result<std::unique_ptr<applogin::Desktop>> { return {std::move(made)}; });
        presenter = std::make_unique<applogin::RegistrationPresenter>(link, thread);
        window = std::make_unique<applogin::RegistrationWindow>(*presenter);
    }
    void start(const QString& id = {}) {
        link.start();
        presenter->start(id);
        window->show();
    }
    template<class Widget>
    Widget* find(const char* name) {
        auto* found = window->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    void press(const char* name) { find<QAbstractButton>(name)->click(); }
    void type(const char* name, const QString& text) {
        auto* edit = find<QLineEdit>(name);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] QString label(const char* name) { return find<QLabel>(name)->text(); }
    [[nodiscard]] bool mayGoOn() { return find<QPushButton>("registrationNext")->isEnabled(); }
    void goTo(RegistrationPage page) {
        start();
        QTRY_VERIFY(mayGoOn());
        if (page == RegistrationPage::Window) {
            return;
        }
        press("registrationNext");
        QTRY_COMPARE(window->page(), RegistrationPage::Form);
        if (page == RegistrationPage::Form) {
            return;
        }
        press("registrationNext");
        QTRY_COMPARE(window->page(), RegistrationPage::Entry);
        if (page == RegistrationPage::Entry) {
            return;
        }
        typeEntry();
        press("registrationNext");
        QTRY_COMPARE(window->page(), RegistrationPage::Trial);
    }
    void typeEntry() {
        type("registrationUserName", QStringLiteral("hanako"));
        find<QLineEdit>("registrationPassword")->setText(kRegistrationSecret);
        find<QLineEdit>("registrationPasswordAgain")->setText(kRegistrationSecret);
        QTest::keyClicks(find<QLineEdit>("registrationUserName"), QStringLiteral(" "));
        QTest::keyClick(find<QLineEdit>("registrationUserName"), Qt::Key_Backspace);
    }
    void keep(const char* name) { keep(*window, name); }
    // Of a dialog of the wizard.
    void keepOf(const char* dialog, const char* name) { keep(*find<QWidget>(dialog), name); }
    static void keep(QWidget& shown, const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents();
            shown.grab().save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
};

} // namespace kaomon::test

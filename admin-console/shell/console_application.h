// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "client/secret_store.h"
#include "firstrun/first_run_flow.h"
#include "firstrun/first_run_page.h"
#include "shell/console_options.h"
#include "shell/console_session.h"
#include "shell/console_settings.h"
#include "shell/main_window.h"
#include "shell/sign_in_flow.h"
#include "signin/sign_in_page.h"
#include "ui/language_switcher.h"
#include "ui/prompts.h"

class QApplication;

namespace kaomon::signin {
class SignInQuestions;
}

namespace kaomon::users {
class UnsentFaceNote;
}

namespace kaomon::shell {

class ConfirmationKeeper;
class ServiceMessages;

// What differs between the program and its tests.
struct ConsoleParts {
    std::shared_ptr<const Clock> clock;
    std::unique_ptr<client::SecretStore> secrets;
    TransportFactory transports;
    std::unique_ptr<ui::Prompts> prompts; // null: dialogs

    [[nodiscard]] static ConsoleParts real();
};

// The composition root of kaomon-admin: makes every part once, and decides which of first run, sign-in and
// workspace is shown. Lives from after QApplication to the end of the program; GUI thread.
class ConsoleApplication final : public QObject {
    Q_OBJECT
public:
    ConsoleApplication(QApplication& application, ConsoleOptions options, ConsoleParts parts);
    ~ConsoleApplication() override;

    void start();
    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] ConsoleSession& session() { return m_session; }

private:
    void build();
    void addPages();
    void connectParts();
    void openSession(SignInFlow& flow);
    void showStartPage();
    void saveOrganisation();
    void useLanguage(ui::Language language);
    void useAppearance(ui::Appearance appearance);

    QApplication& m_application;
    ConsoleOptions m_options;
    ConsoleParts m_parts;
    ConsoleSettings m_settings;
    ui::LanguageSwitcher m_languages;
    ui::Appearance m_appearance = ui::Appearance::Light;
    ConsoleSession m_session;
    SignInFlow m_signIn;
    std::unique_ptr<firstrun::FirstRunFlow> m_firstRun;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<ui::Prompts> m_prompts;
    Workspace* m_workspace = nullptr;
    std::unique_ptr<ServiceMessages> m_serviceMessages;   // goes before the window with its bar
    std::unique_ptr<ConfirmationKeeper> m_confirmations;  // likewise
    std::unique_ptr<users::UnsentFaceNote> m_unsentFaces; // likewise
    signin::SignInQuestions* m_signInQuestions = nullptr;
    signin::SignInPage* m_signInPage = nullptr;
    firstrun::FirstRunPage* m_firstRunPage = nullptr;
};

} // namespace kaomon::shell

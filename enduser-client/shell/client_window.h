// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "shell/navigation.h"
#include "ui/language_switcher.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace kaomon::enrolment {
class ConsentPage;
}
namespace kaomon::signin {
class SignInPage;
}
namespace kaomon::vaultpage {
class VaultPage;
}
namespace kaomon::ui {
class Banner;
class StatePanel;
} // namespace kaomon::ui

namespace kaomon::shell {

// The window of kaomon-client: navigation, the line with what must be known about this PC, language,
// sign-out. The pages do the work; the rules of where one may be are in navigation.h. GUI thread.
class ClientWindow final : public QMainWindow {
    Q_OBJECT

public:
    ClientWindow(agentlink::AgentLink& link, agentlink::ClientSession& session,
                 ui::LanguageSwitcher& languages, QWidget* parent = nullptr);

    // Brings the page of notices up, as far as the person may see it now.
    void showNotices();
    // The wizard that registrationRequested() asked for is over.
    void registrationEnded();

signals:
    // Empty: a new application; else the one that is to be changed.
    void registrationRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Page {
        Status,
        Enrolment,
        FaceTest,
        Vault,
        Password,
        PcPassword,
        Pin,
        MyData,
        Notices,
        Help,
        SignIn,
        Consent
    };

    QWidget* makeSidebar();
    QWidget* makeFooter();
    void makePages();
    void follow();
    void open(Page page);
    void choose(Page page);
    void afterPasswordChange();
    void showNotice();
    void showVersionNotice(VersionState state);
    void retranslate();

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    ui::LanguageSwitcher& m_languages;
    QWidget* m_sidebar = nullptr;
    QLabel* m_name = nullptr;
    QButtonGroup* m_navigation = nullptr;
    QComboBox* m_language = nullptr;
    QPushButton* m_signOut = nullptr;
    ui::Banner* m_banner = nullptr;
    ui::StatePanel* m_panel = nullptr;
    QStackedWidget* m_pages = nullptr;
    signin::SignInPage* m_signIn = nullptr;
    enrolment::ConsentPage* m_consent = nullptr;
    vaultpage::VaultPage* m_vault = nullptr;
    Place m_place = Place::AgentAway;
};

} // namespace kaomon::shell

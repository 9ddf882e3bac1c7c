// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/client_window.h"

#include <chrono>

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "enrolment/consent_page.h"
#include "enrolment/enrolment_page.h"
#include "facetest/face_test_page.h"
#include "helpdesk/diagnostics_page.h"
#include "mydata/my_data_page.h"
#include "notices/notices_page.h"
#include "ospassword/os_password_page.h"
#include "pin/pin_page.h"
#include "shell/status_page.h"
#include "shell/tray_text.h"
#include "signin/password_page.h"
#include "signin/sign_in_page.h"
#include "ui/banner.h"
#include "ui/error_text.h"
#include "ui/state_panel.h"
#include "ui/theme.h"
#include "vault/vault_page.h"

namespace kaomon::shell {

using agentlink::ClientSession;

ClientWindow::ClientWindow(agentlink::AgentLink& link, ClientSession& session,
                           ui::LanguageSwitcher& languages, QWidget* parent)
    : QMainWindow(parent)
    , m_link(link)
    , m_session(session)
    , m_languages(languages) {
    setObjectName(QStringLiteral("clientWindow"));
    resize(1000, 680);
    m_banner = new ui::Banner;
    m_panel = new ui::StatePanel;
    m_pages = new QStackedWidget;
    makePages();
    m_panel->setContent(m_pages);
    auto* right = new QVBoxLayout;
    auto* bannerRow = new QHBoxLayout;
    bannerRow->setContentsMargins(20, 12, 20, 0);
    bannerRow->addWidget(m_banner);
    right->addLayout(bannerRow);
    right->addWidget(m_panel, 1);
    auto* body = new QWidget;
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSidebar());
    row->addLayout(right, 1);
    setCentralWidget(body);
    connect(&m_session, &ClientSession::changed, this, &ClientWindow::follow);
    connect(&m_link, &agentlink::AgentLink::connectionChanged, this, &ClientWindow::follow);
    connect(&m_session, &ClientSession::signedOut, this,
            [this] { m_signIn->showMessage(tr("You have been signed out.")); });
    connect(m_panel, &ui::StatePanel::retryRequested, &m_link, &agentlink::AgentLink::start);
    retranslate();
}

void ClientWindow::makePages() {
    auto* enrolment = new enrolment::EnrolmentPage(m_link, m_session);
    auto* test = new facetest::FaceTestPage(m_link, m_session);
    auto* password = new signin::PasswordPage(m_link, m_session);
    auto* pcPassword = new ospassword::OsPasswordPage(m_link, m_session);
    auto* pin = new pin::PinPage(m_link, m_session);
    auto* myData = new mydata::MyDataPage(m_link, m_session);
    auto* notices = new notices::NoticesPage(m_link, m_session, m_languages);
    auto* help = new helpdesk::DiagnosticsPage(m_link);
    m_signIn = new signin::SignInPage(m_link, m_session);
    m_consent = new enrolment::ConsentPage(m_link, m_session);
    m_vault = new vaultpage::VaultPage(m_link, m_session);
    for (QWidget* page :
         std::initializer_list<QWidget*>{new StatusPage(m_session), enrolment, test, m_vault, password,
                                         pcPassword, pin, myData, notices, help, m_signIn, m_consent}) {
        m_pages->addWidget(page); // in the order of Page
    }
    connect(m_vault, &vaultpage::VaultPage::registrationRequested, this,
            &ClientWindow::registrationRequested);
    connect(enrolment, &enrolment::EnrolmentPage::testRequested, this, [this] { choose(FaceTest); });
    connect(test, &facetest::FaceTestPage::enrolmentRequested, this, [this] { choose(Enrolment); });
    connect(password, &signin::PasswordPage::done, this, &ClientWindow::afterPasswordChange);
    connect(password, &signin::PasswordPage::cancelled, this, [this] { choose(Status); });
    connect(m_consent, &enrolment::ConsentPage::agreed, this, [this] { open(Enrolment); });
    connect(m_consent, &enrolment::ConsentPage::declined, this, [this] { choose(Status); });
}

QWidget* ClientWindow::makeSidebar() {
    auto* sidebar = new QFrame;
    m_sidebar = sidebar;
    ui::setPart(*sidebar, "sidebar");
    sidebar->setFixedWidth(210);
    auto* column = new QVBoxLayout(sidebar);
    column->setContentsMargins(12, 18, 12, 16);
    column->setSpacing(4);
    m_name = new QLabel;
    m_name->setObjectName(QStringLiteral("personName"));
    m_name->setWordWrap(true);
    ui::setPart(*m_name, "subtitle");
    column->addWidget(m_name);
    column->addSpacing(10);
    m_navigation = new QButtonGroup(this);
    const char* names[] = {"navStatus",   "navEnrolment",  "navFaceTest", "navVault",
                           "navPassword", "navPcPassword", "navPin",      "navMyData",
                           "navNotices",  "navHelp",       "navSignIn"};
    for (const Page page :
         {Status, Enrolment, FaceTest, Vault, Password, PcPassword, Pin, MyData, Notices, Help, SignIn}) {
        auto* button = new QPushButton;
        button->setObjectName(QString::fromLatin1(names[page]));
        button->setCheckable(true);
        ui::setPart(*button, "navigation");
        m_navigation->addButton(button, page);
        column->addWidget(button);
    }
    connect(m_navigation, &QButtonGroup::idClicked, this,
            [this](int page) { choose(static_cast<Page>(page)); });
    // A screen reader toggles a button that can be checked, which is no click.
    connect(m_navigation, &QButtonGroup::idToggled, this, [this](int page, bool isChecked) {
        if (isChecked) {
            choose(static_cast<Page>(page));
        }
    });
    column->addStretch();
    column->addWidget(makeFooter());
    return sidebar;
}

QWidget* ClientWindow::makeFooter() {
    auto* footer = new QWidget;
    m_language = new QComboBox;
    m_language->setObjectName(QStringLiteral("language"));
    for (const ui::Language language : {ui::Language::English, ui::Language::Japanese}) {
        m_language->addItem(ui::languageName(language), static_cast<int>(language));
    }
    m_signOut = new QPushButton;
    m_signOut->setObjectName(QStringLiteral("signOut"));
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_language);
    column->addWidget(m_signOut);
    connect(m_language, &QComboBox::activated, this, [this](int index) {
        m_languages.use(static_cast<ui::Language>(m_language->itemData(index).toInt()));
    });
    connect(m_signOut, &QPushButton::clicked, &m_session, &ClientSession::signOut);
    return footer;
}

void ClientWindow::follow() {
    const auto& status = m_session.status();
    const Place before = m_place;
    m_place = demandedPlace(m_session.isKnown(), status);
    const bool isHome = m_place == Place::Home;
    for (QAbstractButton* button : m_navigation->buttons()) {
        // Notices, help and the password of the PC are there for whoever cannot sign in, too.
        const int page = m_navigation->id(button);
        const bool isForSignIn = page == SignIn || page == Notices || page == Help || page == PcPassword;
        const bool isUseful = page != SignIn && (page != Pin || status.isPinWanted || status.isPinSet);
        button->setVisible(isHome ? isUseful : isForSignIn && m_place == Place::SignIn);
    }
    m_signOut->setVisible(m_session.isSignedIn());
    m_name->setText(!m_session.isSignedIn()        ? QStringLiteral("Kaomon")
                    : status.displayName.isEmpty() ? status.login
                                                   : status.displayName);
    showNotice();
    if (m_place == Place::AgentAway) {
        m_link.isConnected() ? m_panel->showLoading() : m_panel->showError(ErrorCode::AgentUnreachable);
        return;
    }
    m_panel->showContent();
    if (m_place == before) {
        return;
    }
    if (m_place == Place::SignIn) {
        choose(SignIn);
    } else if (m_place == Place::PasswordChange) {
        open(Password);
    } else if (before != Place::PasswordChange) { // else afterPasswordChange() says where to go
        choose(status.templates + status.templatesWaiting > 0 ? Status : Enrolment);
    }
}

void ClientWindow::open(Page page) {
    m_pages->setCurrentIndex(page);
    if (page != Password) { // which knows its first empty field
        m_pages->currentWidget()->setFocus();
    }
}

void ClientWindow::choose(Page page) {
    const bool needsConsent = page == Enrolment && !m_consent->isGiven();
    QAbstractButton* button = m_navigation->button(page);
    if (button != nullptr && !button->isChecked()) {
        button->setChecked(true); // comes back here
        return;
    }
    open(needsConsent ? Consent : page);
}

void ClientWindow::showNotices() {
    if (m_place == Place::Home || m_place == Place::SignIn) {
        choose(Notices);
    }
}

void ClientWindow::registrationEnded() {
    m_vault->registrationEnded();
}

void ClientWindow::afterPasswordChange() {
    const auto& status = m_session.status();
    choose(status.templates + status.templatesWaiting > 0 ? Status : Enrolment);
}

void ClientWindow::showNotice() {
    const auto camera = errorCodeFromWire(m_session.status().cameraError.toStdString());
    const auto& status = m_session.status();
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const VersionState version = versionState(status, QCoreApplication::applicationVersion(), now);
    switch (m_session.isKnown() ? noticeFor(status, version) : Notice::None) {
    case Notice::None:
        m_banner->clear();
        return;
    case Notice::NotEnrolled:
        m_banner->say(ui::Tone::Warning, ui::errorText(ErrorCode::DeviceNotEnrolled).joined());
        return;
    case Notice::Pending:
        m_banner->say(ui::Tone::Info, ui::errorText(ErrorCode::DevicePending).joined());
        return;
    case Notice::Suspended:
        m_banner->say(ui::Tone::Bad, ui::errorText(ErrorCode::DeviceSuspended).joined());
        return;
    case Notice::Revoked:
        m_banner->say(ui::Tone::Bad, tr("%1 The faces and keys that it held have been erased.")
                                         .arg(ui::errorText(ErrorCode::DeviceRevoked).joined()));
        return;
    case Notice::Wiped:
        m_banner->say(ui::Tone::Bad, tr("%1 Everything that Kaomon kept on it has been erased, and your "
                                        "administrator can see that.")
                                         .arg(ui::errorText(ErrorCode::DeviceRevoked).joined()));
        return;
    case Notice::CameraFault:
        m_banner->say(ui::Tone::Warning, ui::errorText(camera.value_or(ErrorCode::CameraFailed)).joined());
        return;
    case Notice::LookIntoCamera:
    case Notice::OpenByFace: {
        const SeatText words = SeatText::of(status.seat);
        m_banner->say(ui::Tone::Info, words.sentence + QLatin1Char(' ') + words.nextStep);
        return;
    }
    case Notice::Version:
        showVersionNotice(version);
        return;
    case Notice::DemoWithoutLiveness:
        m_banner->say(ui::Tone::Warning,
                      tr("Demonstration: the check for a living person may be off, and then photographs "
                         "unlock this PC. Do not use it for real data."));
        return;
    }
}

void ClientWindow::showVersionNotice(VersionState state) {
    const auto words = VersionText::of(state, m_session.status(), QCoreApplication::applicationVersion());
    m_banner->say(ui::Tone::Warning, words.sentence + QLatin1Char(' ') + words.nextStep);
}

void ClientWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_pages != nullptr) {
        retranslate();
    }
    QMainWindow::changeEvent(event);
}

void ClientWindow::retranslate() {
    setWindowTitle(tr("Kaomon"));
    const QString names[] = {tr("Status"),          tr("Face enrolment"), tr("Face test"), tr("Passwords"),
                             tr("Change password"), tr("PC password"),    tr("PIN"),       tr("My data"),
                             tr("Notices"),         tr("Help"),           tr("Sign in")};
    for (const Page page :
         {Status, Enrolment, FaceTest, Vault, Password, PcPassword, Pin, MyData, Notices, Help, SignIn}) {
        m_navigation->button(page)->setText(names[page]);
    }
    m_signOut->setText(tr("Sign out"));
    m_language->setAccessibleName(tr("Language"));
    const QSignalBlocker quiet(m_language);
    m_language->setCurrentIndex(m_language->findData(static_cast<int>(m_languages.current())));
    follow();
}

} // namespace kaomon::shell

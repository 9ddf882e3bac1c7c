// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/console_application.h"

#include <QApplication>
#include <QSaveFile>

#include "account/account_page.h"
#include "addresses/addresses_page.h"
#include "administrators/administrators_page.h"
#include "alerts/alerts_page.h"
#include "appfill/app_templates_page.h"
#include "dashboard/dashboard_page.h"
#include "devices/devices_page.h"
#include "licences/licences_page.h"
#include "logonhelp/logon_help_page.h"
#include "logs/events_page.h"
#include "notices/notices_page.h"
#include "operations/operations_page.h"
#include "pictures/pictures_page.h"
#include "provisioning/provisioning_page.h"
#include "service/service_page.h"
#include "settings/settings_page.h"
#include "shell/confirmation_keeper.h"
#include "shell/organisation_file.h"
#include "shell/reauth_dialog.h"
#include "shell/service_messages.h"
#include "shell/sign_in_again_dialog.h"
#include "signin/sign_in_questions.h"
#include "software/software_page.h"
#include "support/support_page.h"
#include "tickets/tickets_page.h"
#include "transfer/transfer_page.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "users/unsent_face_note.h"
#include "users/users_page.h"

namespace kaomon::shell {
namespace {

// A connection goes by the console's clock, and may outlive the console: one that still tells its server of a
// sign-out lives until that has answered. The clock goes with the last of them; a connection's transport
// parts are the last thing of it.
ConsoleParts withClockOfConnections(ConsoleParts parts) {
    parts.transports = [clock = parts.clock, make = std::move(parts.transports)](const QUrl& server,
                                                                                 client::PinSet pins) {
        TransportParts made = make(server, std::move(pins));
        made.peerPin = [clock, told = std::move(made.peerPin)] { return told(); };
        return made;
    };
    return parts;
}

} // namespace

ConsoleParts ConsoleParts::real() {
    return {std::make_shared<SystemClock>(), client::makeKeychainStore("kaomon-admin"), networkTransports(),
            nullptr};
}

ConsoleApplication::ConsoleApplication(QApplication& application, ConsoleOptions options, ConsoleParts parts)
    : m_application(application)
    , m_options(std::move(options))
    , m_parts(withClockOfConnections(std::move(parts)))
    , m_settings(m_options.settings)
    , m_session(*m_parts.clock, m_settings)
    , m_signIn(*m_parts.clock, *m_parts.secrets)
    , m_firstRun(
          std::make_unique<firstrun::FirstRunFlow>(*m_parts.clock, *m_parts.secrets, m_parts.transports)) {
    useAppearance(m_options.appearance.value_or(m_settings.appearance().value_or(ui::systemAppearance())));
    m_languages.use(m_options.language.value_or(m_settings.language().value_or(ui::systemLanguage())));
    build();
    connectParts();
}

ConsoleApplication::~ConsoleApplication() = default;

void ConsoleApplication::build() {
    m_window = std::make_unique<MainWindow>();
    m_prompts =
        m_parts.prompts ? std::move(m_parts.prompts) : std::make_unique<ui::DialogPrompts>(m_window.get());
    m_firstRunPage = new firstrun::FirstRunPage(*m_firstRun, *m_prompts, m_options.recoverySheet);
    m_signInPage = new signin::SignInPage(m_signIn, m_parts.transports, *m_parts.clock);
    m_workspace = new Workspace;
    addPages();
    m_serviceMessages = std::make_unique<ServiceMessages>(m_session, m_workspace->messages());
    connect(m_serviceMessages.get(), &ServiceMessages::linkActivated, m_workspace, &Workspace::openLink);
    m_confirmations = std::make_unique<ConfirmationKeeper>(m_session, m_workspace->messages());
    m_unsentFaces = std::make_unique<users::UnsentFaceNote>(m_session, m_workspace->messages(), *m_window);
    m_signInQuestions = new signin::SignInQuestions(m_signIn, *m_prompts, *m_window);
    m_window->setPages(m_firstRunPage, m_signInPage, m_workspace);
    m_window->topBar().showLanguage(m_languages.current());
    m_window->topBar().showAppearance(m_appearance);
    m_firstRunPage->setServerAddress(m_options.server);
}

// Which pages there are and in which order: the one place to register a new one.
void ConsoleApplication::addPages() {
    m_workspace->addPage(new dashboard::DashboardPage(m_session));
    m_workspace->addPage(new users::UsersPage(m_session, *m_prompts, m_options.passwordSheet,
                                              m_options.agentSocket.toStdString()));
    m_workspace->addPage(new devices::DevicesPage(m_session, *m_prompts, m_options.bundle));
    m_workspace->addPage(new logs::EventsPage(m_session, *m_prompts));
    m_workspace->addPage(new operations::OperationsPage(m_session));
    m_workspace->addPage(new logonhelp::LogonHelpPage(m_session));
    m_workspace->addHeading(QT_TRANSLATE_NOOP("kaomon::shell::Workspace", "Organisation"));
    m_workspace->addPage(new settings::SettingsPage(m_session));
    m_workspace->addPage(new appfill::AppTemplatesPage(m_session, *m_prompts));
    m_workspace->addPage(new administrators::AdministratorsPage(m_session, *m_prompts));
    m_workspace->addPage(new addresses::AddressesPage(m_session));
    m_workspace->addPage(new licences::LicencesPage(m_session, *m_prompts));
    m_workspace->addPage(
        new transfer::TransferPage(m_session, *m_prompts, m_options.agentSocket.toStdString()));
    m_workspace->addPage(new provisioning::ProvisioningPage(m_session, *m_prompts));
    m_workspace->addHeading(QT_TRANSLATE_NOOP("kaomon::shell::Workspace", "Service"));
    m_workspace->addPage(new alerts::AlertsPage(m_session, *m_prompts));
    m_workspace->addPage(new pictures::PicturesPage(m_session));
    m_workspace->addPage(new tickets::TicketsPage(m_session));
    m_workspace->addPage(new notices::NoticesPage(m_session, *m_prompts));
    m_workspace->addPage(new service::ServicePage(m_session));
    m_workspace->addPage(new software::SoftwarePage(m_session, *m_prompts));
    m_workspace->addPage(new support::SupportPage(m_session));
    m_workspace->addHeading(QT_TRANSLATE_NOOP("kaomon::shell::Workspace", "You"));
    m_workspace->addPage(new account::AccountPage(m_session, *m_prompts));
}

void ConsoleApplication::connectParts() {
    const auto top = [this]() -> QWidget* {
        QWidget* dialog = QApplication::activeModalWidget();
        return dialog != nullptr ? dialog : m_window.get();
    };
    connect(&m_session, &ConsoleSession::proofWanted, this,
            [this, top] { (new ReauthDialog(m_session, top()))->open(); });
    m_session.surviveLoss();
    connect(&m_session, &ConsoleSession::signInWanted, this,
            [this, top] { (new SignInAgainDialog(m_session, *m_parts.secrets, top()))->open(); });
    connect(&m_session, &ConsoleSession::resumed, this,
            [this] { m_workspace->showWaiting(ui::toQString(m_session.waitingFingerprint())); });
    connect(&m_signIn, &SignInFlow::succeeded, this, [this] { openSession(m_signIn); });
    connect(m_firstRun.get(), &firstrun::FirstRunFlow::finished, this, [this] {
        openSession(m_firstRun->signIn());
        if (const QString sample = m_firstRunPage->sample(); !sample.isEmpty()) {
            m_workspace->openLink(QStringLiteral("settings"), QStringLiteral("sample=") + sample);
        }
        if (m_firstRunPage->hasLicence()) {
            m_workspace->openLink(QStringLiteral("licences"), {});
        }
    });
    connect(m_signInPage, &signin::SignInPage::otherTenantRequested, m_window.get(),
            &MainWindow::showFirstRun);
    connect(&m_session, &ConsoleSession::closed, this, [this](ConsoleSession::End end) {
        m_workspace->stop();
        showStartPage();
        m_signInPage->showMessage(end == ConsoleSession::End::Lost
                                      ? tr("Your session has ended. Sign in again to go on.")
                                      : tr("You are signed out."));
    });
    connect(m_firstRunPage, &firstrun::FirstRunPage::organisationOpened, this,
            [this](const KnownTenant& tenant) {
                m_signInPage->setTenant(tenant);
                m_window->showSignIn();
            });
    TopBar& bar = m_window->topBar();
    connect(&bar, &TopBar::organisationFileRequested, this, &ConsoleApplication::saveOrganisation);
    connect(&bar, &TopBar::signOutRequested, &m_session, &ConsoleSession::signOut);
    connect(&bar, &TopBar::languageChosen, this, &ConsoleApplication::useLanguage);
    connect(&bar, &TopBar::appearanceToggled, this, [this] {
        const auto next =
            m_appearance == ui::Appearance::Light ? ui::Appearance::Dark : ui::Appearance::Light;
        m_settings.setAppearance(next);
        useAppearance(next);
        m_window->topBar().showAppearance(next);
    });
}

void ConsoleApplication::start() {
    showStartPage();
    m_window->show();
}

void ConsoleApplication::showStartPage() {
    if (const auto known = m_settings.knownTenant()) {
        m_signInPage->setTenant(*known);
        m_window->showSignIn();
    } else {
        m_window->showFirstRun();
    }
}

void ConsoleApplication::openSession(SignInFlow& flow) {
    auto connection = flow.takeConnection();
    auto tenant = flow.takeTenant();
    m_session.open(std::move(tenant), std::move(connection), flow.takeSignedIn());
    const KnownTenant& known = m_session.tenant();
    m_window->topBar().showPerson(known.tenantName, ui::toQString(m_session.user().displayName));
    m_window->showWorkspace();
    m_workspace->start(known.isDemo, ui::toQString(m_session.waitingFingerprint()));
}

void ConsoleApplication::saveOrganisation() {
    const ui::FileRequest request{tr("Save organisation file"), QStringLiteral("kaomon-organisation.json"),
                                  tr("Organisation file (*.json)")};
    m_prompts->saveFile(request, [this](const QString& path) {
        if (path.isEmpty() || !m_session.isOpen()) {
            return;
        }
        QSaveFile file(path);
        const QByteArray text = OrganisationFile::encode(m_session.tenant());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
            m_prompts->confirm({tr("Save organisation file"),
                                ui::errorText(ErrorCode::StorageFailed).joined(), tr("Close"), false},
                               [](bool) {});
        }
    });
}

void ConsoleApplication::useLanguage(ui::Language language) {
    m_languages.use(language);
    m_serviceMessages->retranslate();
    m_unsentFaces->retranslate();
    m_settings.setLanguage(language);
    m_window->topBar().showLanguage(language);
}

void ConsoleApplication::useAppearance(ui::Appearance appearance) {
    m_appearance = appearance;
    ui::applyTheme(m_application, appearance);
}

} // namespace kaomon::shell

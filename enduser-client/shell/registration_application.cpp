// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/registration_application.h"

#include <QApplication>
#include <QIcon>

#include "shell/session_desktop.h"
#include "ui/theme.h"

namespace kaomon::shell {

RegistrationApplication::RegistrationApplication(QApplication& application, const ClientOptions& options)
    : m_link(options.socketPath)
    , m_presenter(m_link, std::make_shared<applogin::DesktopThread>(openDesktop))
    , m_id(options.registrationId) {
    ui::applyTheme(application, ui::systemAppearance());
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/kaomon/icons/kaomon.png")));
    QApplication::setQuitOnLastWindowClosed(false);
    m_languages.use(options.language);
    m_window = std::make_unique<applogin::RegistrationWindow>(m_presenter);
    QObject::connect(m_window.get(), &QDialog::finished, m_window.get(),
                     [this] { QCoreApplication::exit(m_presenter.isSaved() ? 0 : 1); });
}

void RegistrationApplication::start() {
    m_link.start();
    m_presenter.start(m_id);
    m_window->show();
}

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/fill_application.h"

#include <cstdio>

#include <QApplication>

#include "applogin/fill_text.h"
#include "shell/session_desktop.h"
#include "ui/theme.h"

namespace kaomon::shell {

namespace {

using namespace std::chrono_literals;

constexpr auto kAgentTime = 5s;
constexpr auto kShownGood = 2s;
constexpr auto kShownBad = 8s;

} // namespace

FillApplication::FillApplication(QApplication& application, const ClientOptions& options)
    : m_link(options.socketPath)
    , m_session(m_link, std::make_shared<applogin::DesktopThread>(openDesktop)) {
    ui::applyTheme(application, ui::systemAppearance());
    QApplication::setQuitOnLastWindowClosed(false);
    m_languages.use(options.language);
    m_window = std::make_unique<applogin::FillWindow>(m_session);
    m_patience.setSingleShot(true);
    QObject::connect(&m_session, &applogin::FillSession::ended, m_window.get(), [this] { onEnded(); });
    QObject::connect(&m_patience, &QTimer::timeout, &m_session, &applogin::FillSession::begin);
    QObject::connect(&m_link, &agentlink::AgentLink::connectionChanged, &m_session, [this](bool isConnected) {
        if (isConnected) {
            m_session.begin();
        }
    });
}

void FillApplication::start() {
    m_patience.start(kAgentTime);
    m_link.start();
}

void FillApplication::onEnded() {
    const auto& end = m_session.end();
    const bool isFilled = !end.problem;
    std::fputs(qPrintable(applogin::fillText(end) + u'\n'), isFilled ? stdout : stderr);
    std::fflush(stdout); // whoever has started it hears it now, and not when the window is gone
    QTimer::singleShot(isFilled ? kShownGood : kShownBad, m_window.get(),
                       [isFilled] { QCoreApplication::exit(isFilled ? 0 : 1); });
}

} // namespace kaomon::shell

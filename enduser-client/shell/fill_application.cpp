// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/fill_application.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include <QApplication>

#include "applogin/fill_text.h"
#include "applogin/linux_desktop.h"
#include "ui/theme.h"

namespace kaomon::shell {

namespace {

using namespace std::chrono_literals;

constexpr auto kAgentTime = 5s;
constexpr auto kShownGood = 2s;
constexpr auto kShownBad = 8s;

Result<std::unique_ptr<applogin::Desktop>> openDesktop() {
    auto desktop = applogin::LinuxDesktop::open();
    if (!desktop) {
        return propagate(desktop.error());
    }
    return std::unique_ptr<applogin::Desktop>(std::move(*desktop));
}

} // namespace

void FillApplication::prepare(int argc, char* argv[]) {
    if (std::any_of(argv, argv + argc, [](const char* text) { return std::string_view(text) == "--fill"; })) {
        qputenv("QT_NO_GLIB", "1");
    }
}

FillApplication::FillApplication(QApplication& application, const ClientOptions& options)
    : m_link(options.socketPath)
    , m_session(m_link, openDesktop) {
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
    QTimer::singleShot(isFilled ? kShownGood : kShownBad, m_window.get(),
                       [isFilled] { QCoreApplication::exit(isFilled ? 0 : 1); });
}

} // namespace kaomon::shell

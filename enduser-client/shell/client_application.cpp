// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/client_application.h"

#include <algorithm>
#include <cstdio>
#include <span>

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QProcess>

#include "localipc/endpoint.h"
#include "shell/system_options.h"
#include "ui/theme.h"

namespace kaomon::shell {

ClientApplication::ClientApplication(QApplication& application, const ClientOptions& options)
    : m_socketPath(QString::fromStdString(options.socketPath))
    , m_link(options.socketPath)
    , m_session(m_link)
    , m_fillKey(options.fillKey) {
    ui::applyTheme(application, ui::systemAppearance());
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/kaomon/icons/kaomon.png")));
    m_languages.use(options.language);
    m_window = std::make_unique<ClientWindow>(m_link, m_session, m_languages);
    QObject::connect(m_window.get(), &ClientWindow::registrationRequested, m_window.get(),
                     [this](const QString& id) { startRegistration(id); });
    if (options.isForSession) {
        followSession(presence::makeSessionLock(options.lock));
    }
}

void ClientApplication::followSession(std::unique_ptr<presence::SessionLock> lock) {
    using presence::PresenceFollower;
    using presence::PresenceOverlay;
    QApplication::setQuitOnLastWindowClosed(false);
    m_lock = std::move(lock);
    m_presence = std::make_unique<PresenceFollower>(m_link, *m_lock);
    m_overlay = std::make_unique<PresenceOverlay>();
    m_banner = std::make_unique<presence::SharedBanner>(m_session, *m_presence, *m_overlay);
    m_tray = std::make_unique<Tray>(m_session, *m_presence);
    PresenceOverlay* overlay = m_overlay.get();
    QObject::connect(m_presence.get(), &PresenceFollower::warned, overlay, &PresenceOverlay::warn);
    QObject::connect(m_presence.get(), &PresenceFollower::warningWithdrawn, overlay,
                     [overlay] { overlay->withdraw(PresenceOverlay::Shown::Warning); });
    QObject::connect(
        m_presence.get(), &PresenceFollower::onlookerSeen, overlay,
        [overlay](const QString& style) { overlay->tellOnlooker(PresenceOverlay::shadeFromWire(style)); });
    m_cameraUse = presence::CameraUse::make();
    QObject::connect(m_cameraUse.get(), &presence::CameraUse::changed, m_presence.get(),
                     &PresenceFollower::setCameraShared);
    QObject::connect(m_presence.get(), &PresenceFollower::stateChanged, m_cameraUse.get(),
                     [this] { m_cameraUse->watch(m_presence->isWatching()); });
    QObject::connect(m_presence.get(), &PresenceFollower::onlookerGone, overlay,
                     [overlay] { overlay->withdraw(PresenceOverlay::Shown::Onlooker); });
    QObject::connect(m_presence.get(), &PresenceFollower::lockFailed, overlay, &PresenceOverlay::drawCurtain);
    QObject::connect(m_presence.get(), &PresenceFollower::lockWithdrawn, overlay, &PresenceOverlay::clear);
    QObject::connect(m_presence.get(), &PresenceFollower::locked, overlay, &PresenceOverlay::clear);
    const auto bringUp = [this] { showWindow(); };
    QObject::connect(m_tray.get(), &Tray::windowRequested, m_window.get(), bringUp);
    const auto fill = [this] {
        QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                {QStringLiteral("--fill"), QStringLiteral("--socket"), m_socketPath,
                                 QStringLiteral("--language"), ui::languageCode(m_languages.current())});
    };
    QObject::connect(m_tray.get(), &Tray::fillRequested, m_window.get(), fill);
    m_fillWatch = std::make_unique<FillWatch>(m_link);
    QObject::connect(m_fillWatch.get(), &FillWatch::fillRequested, m_window.get(), fill);
    static_cast<void>(m_fillWatch->listen(m_fillKey)); // where it is taken the icon is left
    m_fillWatch->watchWindows();
    QObject::connect(m_tray.get(), &Tray::noticesRequested, m_window.get(),
                     [bringUp, window = m_window.get()] {
                         bringUp();
                         window->showNotices();
                     });
}

// A process of its own, of which there is one at a time: the page waits for its end.
void ClientApplication::startRegistration(const QString& id) {
    auto* process = new QProcess(m_window.get());
    const auto end = [this, process] {
        process->deleteLater();
        m_window->registrationEnded();
    };
    QObject::connect(process, &QProcess::finished, m_window.get(), end);
    QObject::connect(process, &QProcess::errorOccurred, m_window.get(), [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) { // then there is no finished()
            end();
        }
    });
    process->setProcessChannelMode(QProcess::ForwardedChannels);
    QStringList arguments{QStringLiteral("--register"), QStringLiteral("--socket"), m_socketPath,
                          QStringLiteral("--language"), ui::languageCode(m_languages.current())};
    if (!id.isEmpty()) {
        arguments.append(id);
    }
    process->start(QCoreApplication::applicationFilePath(), arguments);
}

void ClientApplication::showWindow() {
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void ClientApplication::endSession() {
    if (m_presence) {
        m_presence->end();
    }
}

void ClientApplication::start() {
    if (m_tray) {
        m_tray->show();
        m_presence->start();
    } else {
        m_window->show();
    }
    m_link.start();
}

bool takeSessionOption(int& argc, char* argv[]) {
    const std::span words(argv, static_cast<std::size_t>(argc));
    const auto rest =
        std::ranges::remove_if(words, [](const char* word) { return std::string_view(word) == "--session"; });
    const bool wasThere = !rest.empty();
    argc -= static_cast<int>(rest.size());
    argv[argc] = nullptr; // as the C library leaves it
    return wasThere;
}

std::optional<ClientOptions> readOptions(int& exitCode) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Face logon: enrolment, test, status."));
    const QCommandLineOption socket(QStringLiteral("socket"),
                                    QCoreApplication::translate("CommandLine", "Socket of the agent."),
                                    QStringLiteral("path"), QString::fromLatin1(localipc::kAgentEndpoint));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QCoreApplication::translate("CommandLine", "Language: en or ja."),
                                      QStringLiteral("code"), ui::languageCode(ui::systemLanguage()));
    const QCommandLineOption session(
        QStringLiteral("session"),
        QCoreApplication::translate("CommandLine",
                                    "Stay for the whole session: icon beside the clock, presence."));
    const QCommandLineOption fill(
        QStringLiteral("fill"),
        QCoreApplication::translate("CommandLine",
                                    "Fill in the sign-in of the window in front, once: for a key of the "
                                    "desktop."));
    const QCommandLineOption registration(
        QStringLiteral("register"),
        QCoreApplication::translate(
            "CommandLine", "Register the sign-in of an application; behind it the id of one that is to "
                           "be changed."));
    const QCommandLineOption fillKey(
        QStringLiteral("fill-key"),
        QCoreApplication::translate("CommandLine",
                                    "With --session: the key that fills in the sign-in of the window in "
                                    "front, as in ctrl+alt+f; empty for none."),
        QStringLiteral("keys"), QStringLiteral("ctrl+alt+f"));
    parser.addOptions({socket, language, session, fill, fillKey, registration});
    addSystemOptions(parser);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    exitCode = 2;
    if (!parser.parse(QCoreApplication::arguments())) {
        std::fputs(qPrintable(parser.errorText() + u'\n'), stderr);
        return std::nullopt;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        const QString text = parser.isSet(help) ? parser.helpText()
                                                : QCoreApplication::applicationName() + u' ' +
                                                      QCoreApplication::applicationVersion() + u'\n';
        std::fputs(qPrintable(text), stdout);
        exitCode = 0;
        return std::nullopt;
    }
    const auto chosen = ui::languageFromCode(parser.value(language));
    if (!chosen) {
        std::fputs(
            qPrintable(QCoreApplication::translate("CommandLine", "The language is en or ja.") + u'\n'),
            stderr);
        return std::nullopt;
    }
    ClientOptions options{parser.value(socket).toStdString(),
                          *chosen,
                          parser.isSet(session),
                          {},
                          parser.isSet(fill),
                          parser.isSet(registration),
                          parser.positionalArguments().value(0),
                          parser.value(fillKey).toStdString()};
    if (const auto done = readSystemOptions(parser, options)) {
        exitCode = *done;
        return std::nullopt;
    }
    return options;
}

} // namespace kaomon::shell

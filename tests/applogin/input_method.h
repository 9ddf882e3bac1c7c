// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace kaomon::apptargets {

// IBus with a Japanese engine that begins in hiragana, for the programs that this one starts after it. Start
// it behind the session; ended with it.
class InputMethod {
public:
    ~InputMethod() {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    // False where it is not installed or does not start.
    bool start(const QDir& folder) {
        if (QStandardPaths::findExecutable(QStringLiteral("ibus-daemon")).isEmpty() ||
            !QFile::exists(QStringLiteral("/usr/share/ibus/component/anthy.xml"))) {
            return false;
        }
        const QString settings = folder.filePath(QStringLiteral("glib-2.0/settings"));
        QDir().mkpath(settings);
        QFile file(settings + QStringLiteral("/keyfile"));
        if (!file.open(QIODevice::WriteOnly)) {
            return false;
        }
        file.write("[org/freedesktop/ibus/engine/anthy/common]\ninput-mode=0\n");
        file.close();
        qputenv("IBUS_ADDRESS_FILE", folder.filePath(QStringLiteral("ibus-address")).toUtf8());
        qputenv("QT_IM_MODULE", "ibus");
        qputenv("GTK_IM_MODULE", "ibus");
        qputenv("XMODIFIERS", "@im=ibus");
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("GSETTINGS_BACKEND"), QStringLiteral("keyfile"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")); // the system's Python
        m_daemon.setProcessEnvironment(environment);
        m_daemon.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_daemon.start(QStringLiteral("ibus-daemon"),
                       {QStringLiteral("--xim"), QStringLiteral("--panel"), QStringLiteral("disable")});
        return m_daemon.waitForStarted() && choose("anthy") && choose(kDirect);
    }
    static constexpr const char* kDirect = "xkb:us::eng";
    // Until it is the one: the daemon may be slow to load it, or to say so.
    static bool choose(const char* engine) {
        return QTest::qWaitFor([&] { return use(engine); }, 60000);
    }
    // Whether the engine is the one now.
    static bool use(const char* engine) {
        QProcess setting;
        setting.setProcessChannelMode(QProcess::MergedChannels);
        setting.start(QStringLiteral("ibus"), {QStringLiteral("engine"), QString::fromLatin1(engine)});
        setting.waitForFinished();
        return current() == QString::fromLatin1(engine);
    }
    static QString current() {
        QProcess asking;
        asking.start(QStringLiteral("ibus"), {QStringLiteral("engine")});
        asking.waitForFinished();
        return QString::fromUtf8(asking.readAllStandardOutput()).trimmed();
    }

private:
    QProcess m_daemon;
};

} // namespace kaomon::apptargets

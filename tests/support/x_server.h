// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

#include <cstdio>

namespace kaomon::test {

inline bool isInstalled(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

// An X server of the test's own (Xvfb), ended with it. `-noreset`: without it the server begins anew when its
// only client ends, and throws out whoever is just connecting, so that a window manager beside a short
// xdotool dies at times.
class XServer {
public:
    XServer() = default;
    XServer(const XServer&) = delete;
    XServer& operator=(const XServer&) = delete;
    ~XServer() {
        m_process.terminate();
        if (!m_process.waitForFinished(10000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    // False, with the reason on standard error, when it does not come up within a minute.
    bool start(const char* screen = "800x600x24", const QStringList& more = {}) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("Xvfb"),
                        QStringList{QStringLiteral("-displayfd"), QStringLiteral("1"),
                                    QStringLiteral("-screen"), QStringLiteral("0"),
                                    QString::fromLatin1(screen), QStringLiteral("-nolisten"),
                                    QStringLiteral("tcp"), QStringLiteral("-noreset")} +
                            more);
        if (!m_process.waitForStarted() || !m_process.waitForReadyRead(60000)) {
            std::fprintf(stderr, "Xvfb: %s\n", qPrintable(m_process.errorString()));
            return false;
        }
        m_name = ":" + m_process.readLine().trimmed();
        return m_name.size() > 1;
    }
    // As DISPLAY has it.
    [[nodiscard]] const QByteArray& name() const { return m_name; }

private:
    QProcess m_process;
    QByteArray m_name;
};

} // namespace kaomon::test

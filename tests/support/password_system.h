// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "localipc/unix_socket.h"

namespace kaomon::testing {

// Passwords of a system of the test's own behind the real libpam: pam_matrix of Debian's libpam-wrapper keeps
// one account, and kaomon-passwd is started for each connection as the service manager does it
// (systemd-socket-activate). Works for root and for an ordinary user.
class PasswordSystem {
public:
    static constexpr const char* kAccount = "games"; // one that exists everywhere and is not root

    // `before` and `after`: lines of the password stack round the one that changes the password.
    explicit PasswordSystem(const QByteArray& before = {}, const QByteArray& after = {}) {
        // The person is the real user of the process: his modules' scripts must be readable for him.
        setReadable(m_folder.path(), true);
        QDir(m_folder.path()).mkpath(QStringLiteral("pam.d"));
        setReadable(m_folder.filePath(QStringLiteral("pam.d")), true);
        write("pam.d/kaomon-passwd",
              before + "password required " + matrix() + " passdb=" + path("passdb").toUtf8() + "\n" + after);
        setPassword("Old-Pass-12");
    }
    ~PasswordSystem() { end(); }

    // Empty where the package is not installed.
    static QByteArray matrix() { return module("pam_wrapper/pam_matrix.so"); }
    static QByteArray quality() { return module("security/pam_pwquality.so"); }
    static QString activator() {
        return QStandardPaths::findExecutable(QStringLiteral("systemd-socket-activate"));
    }

    [[nodiscard]] QString path(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    void write(const char* name, const QByteArray& content, bool isProgram = false) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) {
            qFatal("%s could not be written", name);
        }
        file.close();
        setReadable(path(name), isProgram);
    }
    // A line that runs this shell script once the change is made, before or behind pam_matrix.
    [[nodiscard]] QByteArray script(const QByteArray& body) const {
        write("script.sh", "#!/bin/sh\n" + body, true);
        return "password required pam_exec.so quiet " + path("script.sh").toUtf8() + "\n";
    }
    void setStack(const QByteArray& before, const QByteArray& after) const {
        write("pam.d/kaomon-passwd",
              before + "password required " + matrix() + " passdb=" + path("passdb").toUtf8() + "\n" + after);
    }
    void setPassword(const QByteArray& password) const {
        write("passdb", QByteArray(kAccount) + ':' + password + ":kaomon-passwd\n");
    }
    [[nodiscard]] QByteArray password() const {
        QFile file(path("passdb"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        return isOpen ? file.readAll().split(':').value(1) : QByteArray();
    }

    // The socket behind which `helper` waits, started now.
    [[nodiscard]] std::string listen(const QString& helper, int deadline) {
        end();
        QFile::remove(path("passwd.sock"));
        m_manager.start(activator(),
                        {QStringLiteral("--accept"), QStringLiteral("--inetd"), QStringLiteral("--listen"),
                         path("passwd.sock"), helper, QStringLiteral("--pam-dir"), path("pam.d"),
                         QStringLiteral("--deadline"), QString::number(deadline)});
        return path("passwd.sock").toStdString();
    }
    // The file is there before anybody listens. The helper that this starts gets no order and ends.
    [[nodiscard]] bool isListening() const {
        return localipc::connectUnix(path("passwd.sock").toStdString(),
                                     std::chrono::steady_clock::now() + std::chrono::seconds(5))
            .has_value();
    }
    void end() {
        if (m_manager.state() != QProcess::NotRunning) {
            m_manager.kill();
            m_manager.waitForFinished(10000);
        }
    }

private:
    static QByteArray module(const char* name) {
        for (const char* folder : {"/usr/lib/x86_64-linux-gnu/", "/usr/lib/aarch64-linux-gnu/", "/usr/lib/",
                                   "/lib/x86_64-linux-gnu/", "/lib/aarch64-linux-gnu/"}) {
            if (QFile::exists(QString::fromLatin1(folder) + QString::fromLatin1(name))) {
                return QByteArray(folder) + name;
            }
        }
        return {};
    }
    static void setReadable(const QString& path, bool isEnterable) {
        auto wanted = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;
        if (isEnterable) {
            wanted |= QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        }
        QFile::setPermissions(path, wanted);
    }

    QTemporaryDir m_folder;
    QProcess m_manager;
};

} // namespace kaomon::testing

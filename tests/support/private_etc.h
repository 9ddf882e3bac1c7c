// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <unistd.h>

namespace kaomon::testing {

// A copy of what counts of /etc that a program sees in the place of the real one, so that the real pam_unix
// changes an /etc/shadow of the test's own. For root only.
class PrivateEtc {
public:
    // The account games with this password and these fields of shadow(5): last change, minimum age, maximum.
    // False where that cannot be tried here.
    [[nodiscard]] bool prepare(const QByteArray& password, const QByteArray& ages) {
        return ::geteuid() == 0 &&
               run("unshare", {QStringLiteral("-m"), QStringLiteral("mount"), QStringLiteral("--bind"),
                               m_folder.path(), QStringLiteral("/mnt")}) &&
               copyWhatIsNeeded() && setShadow(password, ages);
    }
    [[nodiscard]] bool writeService(const char* name, const QByteArray& lines) const {
        QFile file(path("/pam.d/") + QString::fromLatin1(name));
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(lines) == lines.size();
    }
    // An earlier password of games, which pam_pwhistory remembers.
    [[nodiscard]] bool setHistory(const QByteArray& password) const {
        QFile file(path("/security/opasswd"));
        const QByteArray line = "games:5:1:" + hashOf(password) + "\n";
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(line) == line.size();
    }
    // With which `command` runs there; its words follow as they are.
    [[nodiscard]] QStringList wrapped(const QStringList& command) const {
        return QStringList{QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                           QStringLiteral("mount --bind \"$0\" /etc && exec \"$@\""), path("")} +
               command;
    }
    // Field 2 of shadow(5): the day of the last change.
    [[nodiscard]] QByteArray lastChange() const {
        QFile file(path("/shadow"));
        const QByteArrayList lines =
            file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
        for (const QByteArray& line : lines) {
            if (line.startsWith("games:")) {
                return line.split(':').value(2);
            }
        }
        return {};
    }

private:
    [[nodiscard]] QString path(const char* name) const {
        return m_folder.filePath(QStringLiteral("etc")) + QString::fromLatin1(name);
    }
    static bool run(const char* program, const QStringList& words) {
        QProcess process;
        process.start(QString::fromLatin1(program), words);
        return process.waitForFinished(30000) && process.exitCode() == 0;
    }
    static QByteArray hashOf(const QByteArray& password) {
        QProcess hashing;
        hashing.start(QStringLiteral("openssl"),
                      {QStringLiteral("passwd"), QStringLiteral("-6"), QString::fromUtf8(password)});
        return hashing.waitForFinished(30000) && hashing.exitCode() == 0 ? hashing.readAll().trimmed()
                                                                         : QByteArray();
    }
    [[nodiscard]] bool copyWhatIsNeeded() const {
        QStringList words{QStringLiteral("-a")};
        for (const char* name :
             {"passwd", "group", "shadow", "gshadow", "nsswitch.conf", "login.defs", "ld.so.cache",
              "ld.so.conf", "ld.so.conf.d", "pam.d", "security", "environment", "localtime", "fonts"}) {
            const QString file = QStringLiteral("/etc/") + QString::fromLatin1(name);
            if (QFile::exists(file)) {
                words << file;
            }
        }
        return QDir().mkpath(path("")) && run("cp", words << path(""));
    }
    [[nodiscard]] bool setShadow(const QByteArray& password, const QByteArray& ages) const {
        const QByteArray hash = hashOf(password);
        QFile file(path("/shadow"));
        if (hash.isEmpty() || !file.open(QIODevice::ReadWrite)) {
            return false;
        }
        QByteArrayList lines = file.readAll().split('\n');
        for (QByteArray& line : lines) {
            if (line.startsWith("games:")) {
                line = "games:" + hash + ':' + ages + ":7:::";
            }
        }
        const QByteArray all = lines.join('\n');
        return file.resize(0) && file.seek(0) && file.write(all) == all.size();
    }

    QTemporaryDir m_folder;
};

} // namespace kaomon::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace kaomon::test {

// A mail server of its own process on loopback (smtp_server.py), with a certificate for "localhost" that
// caFile() vouches for.
class SmtpServer {
public:
    enum class Security { Plain, StartTls, ImplicitTls };

    SmtpServer() = default;
    ~SmtpServer();

    // False when it did not start; its complaint is then printed. `password` empty: anybody may send.
    [[nodiscard]] bool start(Security security, const QString& password = {});
    void stop();

    [[nodiscard]] QString url(const QString& host = QStringLiteral("localhost")) const;
    [[nodiscard]] QString caFile() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    [[nodiscard]] QString passwordFile() const { return m_folder.filePath(QStringLiteral("password")); }
    static QString user() { return QStringLiteral("kaomon"); }

    // See smtp_server.py.
    void setMode(const char* mode) const;
    struct Mail {
        QByteArray to;
        QByteArray raw;
        // Of the header, with folded lines put together, and the body decoded.
        [[nodiscard]] QByteArray header(const char* name) const;
        [[nodiscard]] QString subject() const;
        [[nodiscard]] QString text() const;
    };
    // Those taken so far, in their order.
    [[nodiscard]] QList<Mail> mails() const;
    [[nodiscard]] QByteArrayList verbs() const;
    [[nodiscard]] qsizetype connections() const; // so far

private:
    [[nodiscard]] bool makeCertificate() const;

    QTemporaryDir m_folder;
    QProcess m_process;
    Security m_security = Security::Plain;
    int m_port = 0;
};

} // namespace kaomon::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/smtp/smtp_server.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringDecoder>

namespace kaomon::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWaitMs = 30'000;

QByteArray contents(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

SmtpServer::~SmtpServer() {
    stop();
}

bool SmtpServer::makeCertificate() const {
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                                 u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"3650"_s, u"-subj"_s,
                                 u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s,
                                 u"-keyout"_s, m_folder.filePath(u"key.pem"_s), u"-out"_s, caFile()});
    return openssl.waitForFinished(kWaitMs) && openssl.exitCode() == 0;
}

bool SmtpServer::start(Security security, const QString& password) {
    m_security = security;
    QStringList arguments{m_folder.path()};
    if (security != Security::Plain) {
        if (!makeCertificate()) {
            qWarning("openssl made no certificate");
            return false;
        }
        arguments << u"--tls"_s << caFile() << m_folder.filePath(u"key.pem"_s);
    }
    if (security == Security::ImplicitTls) {
        arguments << u"--implicit-tls"_s;
    }
    if (!password.isEmpty()) {
        arguments << u"--auth"_s << user() << password;
        QFile file(passwordFile());
        if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
            return false;
        }
        file.write(password.toUtf8() + "\n");
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(KAOMON_SMTP_SERVER), arguments);
    if (!m_process.waitForReadyRead(kWaitMs)) {
        return false;
    }
    m_port = m_process.readAllStandardOutput().trimmed().toInt();
    return m_port > 0;
}

void SmtpServer::stop() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(kWaitMs);
        }
    }
}

QString SmtpServer::url(const QString& host) const {
    return QString(m_security == Security::ImplicitTls ? u"smtps://%1:%2"_s : u"smtp://%1:%2"_s)
        .arg(host)
        .arg(m_port);
}

void SmtpServer::setMode(const char* mode) const {
    QFile file(m_folder.filePath(u"mode"_s));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(mode);
    }
}

QList<SmtpServer::Mail> SmtpServer::mails() const {
    QList<Mail> list;
    for (int number = 1;; ++number) {
        const QString name = m_folder.filePath(QString::number(number));
        if (!QFile::exists(name + u".eml"_s)) {
            return list;
        }
        list.append({contents(name + u".to"_s), contents(name + u".eml"_s)});
    }
}

QByteArrayList SmtpServer::verbs() const {
    auto lines = contents(m_folder.filePath(u"verbs"_s)).split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

qsizetype SmtpServer::connections() const {
    return contents(m_folder.filePath(u"connections"_s)).count('\n');
}

QByteArray SmtpServer::Mail::header(const char* name) const {
    QByteArray head = raw.left(raw.indexOf("\r\n\r\n"));
    head.replace("\r\n ", " ");
    for (const QByteArray& line : head.split('\n')) {
        if (line.startsWith(QByteArray(name) + ": ")) {
            return line.mid(static_cast<qsizetype>(qstrlen(name)) + 2).trimmed();
        }
    }
    return {};
}

QString SmtpServer::Mail::subject() const {
    static const QRegularExpression kWord(u"=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?="_s);
    const QString text = QString::fromUtf8(header("Subject"));
    QString decoded;
    auto words = kWord.globalMatch(text);
    if (!words.hasNext()) {
        return text;
    }
    while (words.hasNext()) {
        decoded += QString::fromUtf8(QByteArray::fromBase64(words.next().captured(1).toLatin1()));
    }
    return decoded;
}

QString SmtpServer::Mail::text() const {
    const auto at = raw.indexOf("\r\n\r\n");
    QByteArray body = raw.mid(at + 4);
    body.replace("\r\n", "");
    return QString::fromUtf8(QByteArray::fromBase64(body));
}

} // namespace kaomon::test

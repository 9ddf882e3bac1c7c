// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server/nginx_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

namespace kaomon::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWaitMs = 60'000;

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// One that nobody listens on now.
unsigned short freePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool isBound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                         ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(socket);
    return isBound ? ntohs(address.sin_port) : 0;
}

} // namespace

NginxProxy::NginxProxy(const Backend& backend)
    : m_backend(backend) {}

NginxProxy::~NginxProxy() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(kWaitMs)) {
            m_process.kill();
            m_process.waitForFinished(kWaitMs);
        }
    }
}

QByteArray NginxProxy::configuration(const std::vector<unsigned short>& nodes) const {
    QString text = QString::fromUtf8(
        contentOf(qEnvironmentVariable("KAOMON_SOURCE_DIR") + u"/packaging/linux/nginx/kaomon.conf"_s));
    static const QRegularExpression kServers(QStringLiteral(R"((\s+server 10\.0\.0\.1\d:8443[^\n]*)+)"));
    QString servers;
    for (const unsigned short node : nodes) {
        servers += u"\n    server 127.0.0.1:%1 max_fails=2 fail_timeout=1s;"_s.arg(node);
    }
    text.replace(kServers, servers);
    text.replace(u"listen 443 ssl;"_s, u"listen 127.0.0.1:%1 ssl;"_s.arg(m_port));
    text.replace(u"    listen [::]:443 ssl;\n"_s, QString());
    const QString data = m_backend.folder() + u"/data/"_s;
    text.replace(u"/etc/kaomon/tls.pem"_s, data + u"tls.crt"_s);
    text.replace(u"/etc/kaomon/tls.key"_s, data + u"tls.key"_s);
    text.replace(u"/etc/kaomon/nodes.pem"_s, data + u"tls.crt"_s);
    text.replace(u"    location / {"_s,
                 u"    location / {\n        proxy_bind %1;"_s.arg(QLatin1String(kProxyAddress)));
    // a test waits for the end of what nobody sends any more
    text.replace(u"keepalive_timeout 60s;"_s, u"keepalive_timeout 1s;"_s);
    text.replace(u"client_header_timeout 10s;"_s, u"client_header_timeout 2s;"_s);
    text.replace(u"client_body_timeout 10s;"_s, u"client_body_timeout 2s;"_s);
    const QString folder = m_folder.path();
    QString whole = u"daemon off;\npid %1/nginx.pid;\nerror_log %1/error.log info;\nworker_processes 1;\n"_s;
    whole += ::geteuid() == 0 ? u"user root;\n"_s : QString();
    whole += u"events { worker_connections 4096; }\nhttp {\n    log_format seen '$request';\n"
             "    access_log %1/access.log seen;\n"_s;
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        whole += u"    %2_temp_path %1/%2;\n"_s.arg(folder, QLatin1String(kind));
    }
    return (whole.arg(folder) + text + u"}\n"_s).toUtf8();
}

bool NginxProxy::start(const std::vector<unsigned short>& nodes) {
    m_port = freePort();
    const QString file = m_folder.filePath(u"nginx.conf"_s);
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(configuration(nodes)) < 0) {
        return false;
    }
    out.close();
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, environment.value(u"PATH"_s) + u":/usr/sbin"_s);
    m_process.setProcessEnvironment(environment);
    m_process.start(QFile::exists(u"/usr/sbin/nginx"_s) ? u"/usr/sbin/nginx"_s : u"nginx"_s, {u"-c"_s, file});
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kWaitMs && m_process.state() != QProcess::NotRunning) {
        TestClient client(m_port, "");
        if (client.send({"GET", "/healthz"}).status == 200) {
            return true;
        }
        m_process.waitForFinished(50);
    }
    qWarning("nginx: %s", errorLog().constData());
    return false;
}

QByteArray NginxProxy::accessLog() const {
    return contentOf(m_folder.filePath(u"access.log"_s));
}

QByteArray NginxProxy::errorLog() const {
    return contentOf(m_folder.filePath(u"error.log"_s));
}

} // namespace kaomon::test

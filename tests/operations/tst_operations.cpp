// SPDX-License-Identifier: GPL-3.0-or-later
//
// Configuration, metrics, certificate and the look of the doctor, with the real programs.
#include <algorithm>
#include <csignal>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "support/http/test_socket.h"
#include "support/server/nginx_proxy.h"
#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Ran {
    int code = -1;
    QString out;
};

Ran run(const QString& program, const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(kTestTimeVariable), QString::fromStdString(TestTime::get().file()));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(120'000);
    return {process.error() == QProcess::FailedToStart ? -1 : process.exitCode(),
            QString::fromUtf8(process.readAll())};
}

class OperationsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void configFaultsAreNamedByLine_data();
    void configFaultsAreNamedByLine();
    void sampleConfigHasNoFault();
    void aWrongKeyStopsTheServer();
    void metricsTellFiguresAndNobody();
    void checkpointsNeedAMailServer();
    void metricsArePrivate_data();
    void metricsArePrivate();
    void theDoctorLooksAtEverything();
    void theDoctorFindsFaults();
    void aRenewedCertificateIsUsedWithoutAnEnd();
    void anotherKeyIsRefused();
    void theManagerIsTold();
    void noCoreIsLeft();
    void aStoppingServerSaysThatItIsNotReady();

private:
    [[nodiscard]] QString dataFile(const char* name) const {
        return m_backend.folder() + u"/data/"_s + QLatin1String(name);
    }
    [[nodiscard]] QByteArray metrics(const QByteArray& target = "/metrics");
    // Makes the server's certificate anew, with its own key or another one.
    [[nodiscard]] bool renewCertificate(bool hasSameKey);
    [[nodiscard]] bool logTells(const char* event);
    [[nodiscard]] Ran doctor() const {
        return run(QStringLiteral(KAOMON_CONTROL_PROGRAM),
                   {u"--database"_s, QString::fromStdString(m_backend.url()), u"--data-dir"_s,
                    m_backend.folder() + u"/data"_s, u"doctor"_s});
    }

    Backend m_backend;
    ServerProcess m_server{m_backend};
    std::unique_ptr<TestClient> m_client;
    std::unique_ptr<TenantKit> m_kit;
};

void OperationsTest::initTestCase() {
    m_server.setArguments({u"--metrics-listen"_s, u"unix:"_s + m_backend.folder() + u"/metrics.sock"_s,
                           u"--drain-delay"_s, u"10"_s});
    QVERIFY(m_server.start());
    m_client = std::make_unique<TestClient>(m_server.port(), "");
    m_kit = std::make_unique<TenantKit>(*m_client, m_server.createTenant(u"Operations"_s, false));
    QVERIFY(m_kit->found());
}

void OperationsTest::configFaultsAreNamedByLine_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("faults"); // ":LINE: " and a part of the text
    const auto row = [](const char* name, const QByteArray& text, const QStringList& faults) {
        QTest::newRow(name) << text << faults;
    };
    row("none", "listen = \"127.0.0.1:0\" # here\n\n# all is well\nthreads = 2\n", {});
    row("unknown keys", "listen = \"127.0.0.1:0\"\nlisten-on = \"x\"\n\nport = 1\n",
        {u":2: listen-on: there is no such key"_s, u":4: port: there is no such key"_s});
    row("not for files", "openapi = true\ncheck-config = \"x\"\n", {u":1: openapi"_s, u":2: check-config"_s});
    row("values", "threads = 1000\nlog-level = \"loud\"\nlisten = \"127.0.0.1\"\ndrain-time = -1\n",
        {u":1: threads"_s, u":2: log-level"_s, u":3: listen"_s, u":4: drain-time"_s});
    row("number that is none", "threads = \"many\"\n", {u":1: threads"_s});
    row("twice", "threads = 1\nthreads = 2\n", {u":2: threads: stands in line 1 already"_s});
    row("proxies", "trusted-proxies = [\"10.0.0.5\", \"10.0.0.300\"]\n", {u":1: trusted-proxies"_s});
    row("lines of an array", "trusted-proxies = [\n  \"10.0.0.5\",\n  \"x\"\n]\nport = 1\n",
        {u":1: trusted-proxies"_s, u":5: port"_s});
    row("array without an end", "trusted-proxies = [\"10.0.0.5\"\n", {u":1: "_s});
    row("section", "[server]\nthreads = 1\n", {u":1: this file has no sections"_s});
    row("no TOML", "threads: 1\nhello\n", {u":1: not of the form"_s, u":2: not of the form"_s});
    row("quote without an end", "listen = \"127.0.0.1:0\n", {u":1: listen: the value is not"_s});
    row("metrics for everybody", "metrics-listen = \"0.0.0.0:9464\"\n", {u":1: metrics-listen"_s});
    row("checkpoints to nobody", "checkpoint-mail = \"operator\"\n", {u":1: checkpoint-mail"_s});
    row("mail", "smtp-url = \"smtps://mail.example.jp:465\"\nmail-from = \"kaomon@example.jp\"\n", {});
    row("checkpoints", "checkpoint-mail = \"operator@example.jp\"\n", {});
    row("licence key", "operator-key = [\"abc\"]\n", {u":1: operator-key"_s});
    row("hash in quotes", "host-name = \"a#b\"\n", {});
}

void OperationsTest::configFaultsAreNamedByLine() {
    QFETCH(QByteArray, text);
    QFETCH(QStringList, faults);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"server.toml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const Ran ran = run(QStringLiteral(KAOMON_SERVER_PROGRAM), {u"--check-config"_s, file.fileName()});
    QCOMPARE(ran.code, faults.isEmpty() ? 0 : 1);
    for (const QString& fault : faults) {
        QVERIFY2(ran.out.contains(file.fileName() + fault), qPrintable(ran.out));
    }
    QCOMPARE(ran.out.trimmed().split(u'\n').size(), std::max<qsizetype>(1, faults.size()));
}

void OperationsTest::sampleConfigHasNoFault() {
    const QString sample = qEnvironmentVariable("KAOMON_SOURCE_DIR") + u"/packaging/linux/syncserver.toml"_s;
    QFile file(sample);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression kCommented(QStringLiteral("^# ([a-z-]+ = )"),
                                               QRegularExpression::MultilineOption);
    const auto commented = text.count(kCommented);
    QVERIFY(commented >= 5);
    text.replace(kCommented, u"\\1"_s); // what it only proposes must be right too
    QTemporaryDir folder;
    QFile whole(folder.filePath(u"server.toml"_s));
    QVERIFY(whole.open(QIODevice::WriteOnly));
    whole.write(text.toUtf8());
    whole.close();
    for (const QString& path : {sample, whole.fileName()}) {
        const Ran ran = run(QStringLiteral(KAOMON_SERVER_PROGRAM), {u"--check-config"_s, path});
        QVERIFY2(ran.code == 0, qPrintable(ran.out));
    }
}

void OperationsTest::aWrongKeyStopsTheServer() {
    QTemporaryDir folder;
    QFile file(folder.filePath(u"server.toml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("trusted-proxis = [\"10.0.0.5\"]\n");
    file.close();
    const Ran ran = run(QStringLiteral(KAOMON_SERVER_PROGRAM), {u"--config"_s, file.fileName()});
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.out.contains(u"trusted-proxis"_s), qPrintable(ran.out));
}

QByteArray OperationsTest::metrics(const QByteArray& target) {
    QLocalSocket socket;
    socket.connectToServer(m_backend.folder() + u"/metrics.sock"_s);
    if (!socket.waitForConnected(5000)) {
        return {};
    }
    socket.write("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QByteArray all;
    while (socket.waitForReadyRead(10'000) || socket.bytesAvailable() > 0) {
        all += socket.readAll();
    }
    return all;
}

void OperationsTest::metricsTellFiguresAndNobody() {
    const auto user = m_kit->newUser("metered", "member");
    QCOMPARE(m_client->send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console).status, 201);
    QCOMPARE(m_client->send({"GET", "/v1/users/" + user.id.text()}, &m_kit->console).status, 200);
    QCOMPARE(m_client->send({"GET", "/v1/secret-in-a-path"}).status, 404);
    TestSocket stream(m_server.port());
    QCOMPARE(stream.open(&m_kit->console), 101);
    const std::initializer_list<const char*> lines{
        "kaomon_http_requests_total{route=\"POST /v1/users\",status=\"201\"} 1",
        "kaomon_http_requests_total{route=\"GET /v1/users/{user}\",status=\"200\"} 1",
        "kaomon_http_requests_total{route=\"none\",status=\"404\"} ",
        "kaomon_http_requests_total{route=\"GET /v1/stream\",status=\"101\"} 1",
        "kaomon_http_request_seconds_bucket{route=\"POST /v1/users\",le=\"+Inf\"} 1",
        "kaomon_db_jobs{access=\"read\"} ",
        "kaomon_db_job_seconds_count{access=\"write\"} ",
        "kaomon_db_pool_waiting{access=\"read\"} ",
        "kaomon_db_pool_waiting{access=\"write\"} ",
        "kaomon_db_pool_busy{access=\"read\"} ",
        "kaomon_db_pool_busy{access=\"write\"} ",
        "kaomon_db_pool_wait_seconds_bucket{access=\"write\",le=\"+Inf\"} ",
        "kaomon_db_pool_wait_seconds_count{access=\"read\"} ",
        "kaomon_streams 1\n",
        "kaomon_db_up 1\n",
        "kaomon_tenants 1\n",
        "kaomon_sessions ",
        "kaomon_mail_queue 0\n",
        "kaomon_tls_certificate_not_after_seconds 2",
        "kaomon_connections ",
        "process_resident_memory_bytes ",
        "process_open_fds "};
    QByteArray text;
    // A request is counted when its answer is out: whoever has that may come before.
    const auto missing = [&] {
        text = metrics();
        const auto* const found =
            std::ranges::find_if(lines, [&](const char* line) { return !text.contains(line); });
        return found == lines.end() ? QByteArray() : QByteArray(*found);
    };
    QTRY_COMPARE_WITH_TIMEOUT(missing(), QByteArray(), 60000);
    QVERIFY(text.startsWith("HTTP/1.1 200"));
    for (const std::string& secret :
         {m_kit->tenant.text(), user.id.text(), std::string("metered"), std::string("secret-in-a-path"),
          std::string("Operations"), m_kit->owner.id.text(), m_kit->console.token}) {
        QVERIFY2(!text.contains(QByteArray::fromStdString(secret)), secret.c_str());
    }
    QVERIFY(metrics("/").startsWith("HTTP/1.1 404"));
    // Read as Prometheus reads it: by its own library, and by its checker where that is installed.
    const QByteArray body = text.mid(text.indexOf("\r\n\r\n") + 4);
    const Ran read =
        run(u"/usr/bin/python3"_s,
            {u"-c"_s, u"import sys\n"
                      "from prometheus_client.parser import text_string_to_metric_families as families\n"
                      "assert len(list(families(sys.stdin.read()))) > 10"_s},
            body);
    QVERIFY2(read.code == 0, qPrintable(read.out));
    if (!QStandardPaths::findExecutable(u"promtool"_s).isEmpty()) {
        const Ran checked = run(u"promtool"_s, {u"check"_s, u"metrics"_s}, body);
        QVERIFY2(checked.code != 1, qPrintable(checked.out)); // 3: only matters of style
    }
}

void OperationsTest::checkpointsNeedAMailServer() {
    const Ran ran =
        run(QStringLiteral(KAOMON_SERVER_PROGRAM), {u"--checkpoint-mail"_s, u"operator@example.jp"_s});
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.out.contains(u"smtp-url"_s), qPrintable(ran.out));
}

void OperationsTest::metricsArePrivate_data() {
    QTest::addColumn<QString>("address");
    QTest::newRow("everybody") << u"0.0.0.0:9464"_s;
    QTest::newRow("everybody by IPv6") << u"[::]:9464"_s;
    QTest::newRow("another machine") << u"192.0.2.1:9464"_s;
    QTest::newRow("a name") << u"localhost:9464"_s;
    QTest::newRow("a port") << u"9464"_s;
    QTest::newRow("a path") << u"unix:metrics.sock"_s;
}

void OperationsTest::metricsArePrivate() {
    QFETCH(QString, address);
    const Ran ran = run(QStringLiteral(KAOMON_SERVER_PROGRAM), {u"--metrics-listen"_s, address});
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.out.contains(u"metrics-listen"_s), qPrintable(ran.out));
}

void OperationsTest::theDoctorLooksAtEverything() {
    const Ran ran = doctor();
    QVERIFY2(ran.code == 0, qPrintable(ran.out));
    for (const char* item :
         {"ok    server key: ", "ok    mode of ", "disk: ", "ok    shred ledger: ", "ok    certificate: pin ",
          "ok    certificate's end: until ", "ok    database and schema: ", "ok    tenants: 1",
          "clock: ", "ok    mails: ", "warn  backups: none"}) {
        QVERIFY2(ran.out.contains(QLatin1String(item)), qPrintable(QLatin1String(item) + u"\n"_s + ran.out));
    }
}

void OperationsTest::theDoctorFindsFaults() {
    const auto open = QFile::permissions(dataFile("tls.key"));
    QVERIFY(QFile::setPermissions(dataFile("tls.key"), open | QFile::ReadOther));
    const Ran ran = doctor();
    QVERIFY(QFile::setPermissions(dataFile("tls.key"), open));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains(u"FAULT mode of "_s), qPrintable(ran.out));
}

bool OperationsTest::renewCertificate(bool hasSameKey) {
    const QString key = hasSameKey ? dataFile("tls.key") : m_backend.folder() + u"/other.key"_s;
    if (!hasSameKey && run(u"openssl"_s, {u"ecparam"_s, u"-name"_s, u"prime256v1"_s, u"-genkey"_s,
                                          u"-noout"_s, u"-out"_s, key})
                               .code != 0) {
        return false;
    }
    const QString made = m_backend.folder() + u"/renewed.crt"_s;
    const Ran ran = run(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-new"_s, u"-key"_s, key, u"-days"_s, u"20"_s,
                                       u"-subj"_s, u"/CN=renewed"_s, u"-out"_s, made});
    if (ran.code != 0) {
        return false;
    }
    QFile::remove(dataFile("tls.crt"));
    bool isInPlace = QFile::copy(made, dataFile("tls.crt"));
    if (!hasSameKey) {
        QFile::remove(dataFile("tls.key"));
        isInPlace = isInPlace && QFile::copy(key, dataFile("tls.key"));
    }
    return isInPlace;
}

bool OperationsTest::logTells(const char* event) {
    return QTest::qWaitFor([&] { return m_server.log().contains(event); }, 60'000);
}

void OperationsTest::aRenewedCertificateIsUsedWithoutAnEnd() {
    TestSocket stream(m_server.port());
    QCOMPARE(stream.open(&m_kit->console), 101);
    QVERIFY(stream.read(30'000ms));
    QVERIFY(renewCertificate(true));
    m_server.signal(SIGHUP);
    QVERIFY(logTells("server.reloaded"));
    const QString address = u"127.0.0.1:%1"_s.arg(m_server.port());
    const auto subject = [&] {
        return run(u"sh"_s, {u"-c"_s, u"openssl s_client -connect %1 < /dev/null 2> /dev/null | openssl x509 "
                                      "-noout -subject"_s.arg(address)})
            .out;
    };
    QTRY_VERIFY_WITH_TIMEOUT(subject().contains(u"renewed"_s), 60000);
    const auto user = m_kit->newUser("reloaded", "member");
    QCOMPARE(m_client->send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console).status, 201);
    QVERIFY(stream.read(30'000ms)); // the stream that began before still tells
    const Ran ran = doctor();
    QVERIFY2(ran.out.contains(u"warn  certificate's end: until "_s), qPrintable(ran.out));
}

void OperationsTest::anotherKeyIsRefused() {
    QVERIFY(renewCertificate(false));
    m_server.signal(SIGHUP);
    QVERIFY(logTells("has another key"));
    QCOMPARE(m_client->send({"GET", "/healthz"}).status, 200);
    TestClient fresh(m_server.port(), "");
    QCOMPARE(fresh.send({"GET", "/healthz"}).status, 200);
}

// sd_notify(3), as systemd would hear it.
void OperationsTest::theManagerIsTold() {
    const QString script =
        u"import os, socket, subprocess, sys\n"
        "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "s.bind(sys.argv[1])\n"
        "s.settimeout(60)\n"
        "p = subprocess.Popen(sys.argv[2:], env=dict(os.environ, NOTIFY_SOCKET=sys.argv[1]))\n"
        "print(s.recv(100).decode())\n"
        "p.send_signal(1)\n"
        "print(s.recv(100).decode().split('\\n')[0])\n"
        "print(s.recv(100).decode())\n"
        "p.terminate()\n"
        "print(s.recv(100).decode())\n"
        "p.wait()\n"_s;
    QTemporaryDir folder;
    const Ran ran = run(u"/usr/bin/python3"_s,
                        {u"-c"_s, script, folder.filePath(u"notify"_s), QStringLiteral(KAOMON_SERVER_PROGRAM),
                         u"--listen"_s, u"127.0.0.1:0"_s, u"--data-dir"_s, folder.filePath(u"data"_s),
                         u"--log-level"_s, u"error"_s});
    QCOMPARE(ran.out.trimmed(), u"READY=1\nRELOADING=1\nREADY=1\nSTOPPING=1"_s);
}

// The program that is shipped leaves no core, whatever limits it was started with.
void OperationsTest::noCoreIsLeft() {
    const QString script =
        u"import os, resource, socket, subprocess, sys\n"
        "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "s.bind(sys.argv[1])\n"
        "s.settimeout(60)\n"
        "hard = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))\n"
        "p = subprocess.Popen(sys.argv[2:], env=dict(os.environ, NOTIFY_SOCKET=sys.argv[1]))\n"
        "s.recv(100)\n"
        "print([l for l in open('/proc/%d/limits' % p.pid) if 'core' in l][0].split()[4:6])\n"
        "p.terminate()\n"
        "p.wait()\n"_s;
    QTemporaryDir folder;
    const Ran ran = run(u"/usr/bin/python3"_s,
                        {u"-c"_s, script, folder.filePath(u"notify"_s), QStringLiteral(KAOMON_SHIPPED_SERVER),
                         u"--listen"_s, u"127.0.0.1:0"_s, u"--data-dir"_s, folder.filePath(u"data"_s),
                         u"--log-level"_s, u"error"_s});
    QCOMPARE(ran.out.trimmed(), u"['0', '0']"_s);
}

void OperationsTest::aStoppingServerSaysThatItIsNotReady() {
    TestClient probe(m_server.port(), "");
    QCOMPARE(probe.send({"GET", "/readyz"}).status, 200);
    m_server.signal(SIGTERM);
    int ready = 200;
    QElapsedTimer timer;
    timer.start();
    while (ready == 200 && timer.elapsed() < 60'000) {
        ready = TestClient(m_server.port(), "").send({"GET", "/readyz"}).status;
    }
    QCOMPARE(ready, 503);
    // everything else is still answered, and the connection is closed with the answer
    TestClient last(m_server.port(), "");
    const Reply reply = last.send({"GET", "/healthz"});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("connection"), std::string("close"));
    QCOMPARE(m_server.stop(), 0);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    OperationsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_operations.moc"

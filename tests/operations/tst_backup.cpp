// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backups with the real programs: made while the server runs, drilled, put back, and never trusted unread.
#include <atomic>
#include <thread>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"
#include "wire/changes.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace Qt::StringLiterals;

namespace {

class BackupTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void madeWhileTheServerWrites();
    void theDrillComparesEveryRow();
    void aBrokenBackupIsNoticed_data();
    void aBrokenBackupIsNoticed();
    void anExistingFolderIsLeftAlone();
    void aRunningServersDatabaseIsNotReplaced();
    void putBackItServesAgain();

private:
    struct Ran {
        int code = -1;
        QString out;
        QString err;
    };
    [[nodiscard]] Ran control(const QStringList& command) const;
    // With what PostgreSQL needs to see all rows.
    [[nodiscard]] QStringList asAdministrator() const {
        if (m_backend.name() == "sqlite") {
            return {};
        }
        QString url = QString::fromStdString(m_backend.url());
        return {u"--admin-database"_s, url.replace(u"kaomon@"_s, u"administrator@"_s)};
    }
    [[nodiscard]] QString folder(const char* name) const {
        return m_backend.folder() + u"/"_s + QLatin1String(name);
    }
    [[nodiscard]] bool addUser(const std::string& login) {
        return m_client
                   ->send({"POST", "/v1/users", wire::encode(m_kit->newUser(login, "member"))},
                          &m_kit->console)
                   .status == 201;
    }

    Backend m_backend;
    ServerProcess m_server{m_backend};
    std::unique_ptr<TestClient> m_client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::string m_token; // of the change feed, before the restore
};

BackupTest::Ran BackupTest::control(const QStringList& command) const {
    QProcess process;
    process.start(QStringLiteral(KAOMON_CONTROL_PROGRAM),
                  QStringList{u"--database"_s, QString::fromStdString(m_backend.url()), u"--data-dir"_s,
                              m_backend.folder() + u"/data"_s} +
                      command);
    process.waitForFinished(60'000);
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

void BackupTest::initTestCase() {
    QVERIFY(m_server.start());
    m_client = std::make_unique<TestClient>(m_server.port(), "");
    m_kit = std::make_unique<TenantKit>(*m_client, m_server.createTenant(u"Backup"_s, false));
    QVERIFY(m_kit->found());
    m_pc = m_kit->addPc();
    QVERIFY(m_pc);
    for (int i = 0; i < 30; ++i) {
        QVERIFY(addUser("before" + std::to_string(i)));
    }
}

void BackupTest::madeWhileTheServerWrites() {
    std::atomic<bool> ends = false;
    std::atomic<int> written = 0;
    std::jthread writer([&] {
        TestClient client(m_server.port(), "");
        Caller caller = m_kit->console.clone();
        while (!ends) {
            const auto user = m_kit->newUser("busy" + makeUuid(), "member");
            written += client.send({"POST", "/v1/users", wire::encode(user)}, &caller).status == 201 ? 1 : 0;
        }
    });
    const Ran busy = control(QStringList{u"backup"_s, u"create"_s, folder("busy")} + asAdministrator());
    ends = true;
    writer.join();
    QVERIFY2(busy.code == 0, qPrintable(busy.err));
    QVERIFY(written > 0); // nobody had to wait for the copy
    const Ran drilled = control(QStringList{u"backup"_s, u"drill"_s, folder("busy")} + asAdministrator());
    QVERIFY2(drilled.code == 0, qPrintable(drilled.err));
    const auto modes = QFile::permissions(folder("busy"));
    QCOMPARE(modes & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY2(control({u"doctor"_s}).out.contains(u"ok    backups: the last one"_s),
             "the doctor knows of none");
}

void BackupTest::theDrillComparesEveryRow() {
    const auto page = bodyOf<wire::ChangePage>([&] {
        Caller caller = Caller::device(m_pc->id.text(), m_pc->sign);
        return m_client->send({"GET", "/v1/changes?limit=500"}, &caller);
    }());
    QVERIFY(page);
    m_token = page->next;
    const Ran made = control(QStringList{u"backup"_s, u"create"_s, folder("quiet")} + asAdministrator());
    QVERIFY2(made.code == 0, qPrintable(made.err));
    const Ran drilled = control(QStringList{u"backup"_s, u"drill"_s, folder("quiet")} + asAdministrator());
    QVERIFY2(drilled.code == 0, qPrintable(drilled.err));
    QVERIFY2(drilled.out.contains(u"equal: 1\n"_s), qPrintable(drilled.out));
    QVERIFY2(drilled.out.contains(u"written while copied: 0\n"_s), qPrintable(drilled.out));
}

void BackupTest::aBrokenBackupIsNoticed_data() {
    QTest::addColumn<QString>("fault");
    QTest::newRow("a changed byte") << u"flip"_s;
    QTest::newRow("a cut file") << u"cut"_s;
    QTest::newRow("a lost row") << u"row"_s;
    QTest::newRow("no manifest") << u"manifest"_s;
}

void BackupTest::aBrokenBackupIsNoticed() {
    QFETCH(QString, fault);
    const QString broken = folder("broken-") + fault;
    const QString file = m_backend.name() == "sqlite" ? u"kaomon.db"_s : u"kaomon.dump"_s;
    QVERIFY(QDir().mkpath(broken));
    for (const QString& name : {file, u"manifest.json"_s}) {
        QVERIFY(QFile::copy(folder("quiet") + u"/"_s + name, broken + u"/"_s + name));
    }
    QFile data(broken + u"/"_s + file);
    QFile manifest(broken + u"/manifest.json"_s);
    if (fault == u"flip"_s) {
        QVERIFY(data.open(QIODevice::ReadWrite) && data.seek(data.size() / 2));
        const char byte = data.peek(1).at(0);
        const char other = static_cast<char>(byte ^ 1);
        QCOMPARE(data.write(&other, 1), 1);
        data.close();
    } else if (fault == u"cut"_s) {
        QVERIFY(data.resize(data.size() - 100));
    } else if (fault == u"manifest"_s) {
        QVERIFY(manifest.remove());
    } else { // the manifest promises one row more than there is
        QVERIFY(manifest.open(QIODevice::ReadWrite));
        QByteArray text = manifest.readAll();
        const auto at = text.indexOf("\"rows\":") + 7;
        text.insert(at, '1');
        manifest.seek(0);
        manifest.write(text);
        manifest.close();
    }
    const Ran drilled = control(QStringList{u"backup"_s, u"drill"_s, broken} + asAdministrator());
    QCOMPARE(drilled.code, 1);
    QVERIFY2(drilled.err.contains(fault == u"manifest"_s ? u"not_found"_s : u"storage_corrupt"_s),
             qPrintable(drilled.err));
}

void BackupTest::anExistingFolderIsLeftAlone() {
    const Ran again = control(QStringList{u"backup"_s, u"create"_s, folder("quiet")} + asAdministrator());
    QCOMPARE(again.code, 1);
    QVERIFY(again.err.contains(u"conflict"_s));
    QVERIFY(!QFile::exists(folder("quiet.partial")));
}

void BackupTest::aRunningServersDatabaseIsNotReplaced() {
    const Ran restored = control({u"backup"_s, u"restore"_s, folder("quiet"), u"--replace"_s});
    QCOMPARE(restored.code, 1);
    QVERIFY(addUser("still-there"));
}

void BackupTest::putBackItServesAgain() {
    QVERIFY(addUser("after-the-backup"));
    QCOMPARE(m_server.stop(), 0);
    if (m_backend.name() == "sqlite") {
        const Ran refused = control({u"backup"_s, u"restore"_s, folder("quiet")});
        QCOMPARE(refused.code, 1); // a database is there
        QVERIFY(refused.err.contains(u"--replace"_s));
    } else { // pg_restore wants an empty database
        const QString admin = asAdministrator().last();
        const QString maintenance = QString(admin).replace(u"/kaomon?"_s, u"/postgres?"_s);
        QCOMPARE(QProcess::execute(u"dropdb"_s, {u"--maintenance-db"_s, maintenance, u"kaomon"_s}), 0);
        QCOMPARE(QProcess::execute(u"createdb"_s,
                                   {u"--maintenance-db"_s, maintenance, u"-O"_s, u"kaomon"_s, u"kaomon"_s}),
                 0);
    }
    const Ran restored = control({u"backup"_s, u"restore"_s, folder("quiet"), u"--replace"_s});
    QVERIFY2(restored.code == 0, qPrintable(restored.err));
    QVERIFY2(restored.out.contains(u"tenants: 1"_s), qPrintable(restored.out));
    QVERIFY(m_server.start());
    // sessions are dead, PCs begin anew, and what came after the backup is gone
    QCOMPARE(m_client->send({"GET", "/v1/users"}, &m_kit->console).status, 401);
    m_kit->console = Caller::console();
    QVERIFY(m_kit->signIn(m_kit->console, m_kit->owner));
    QCOMPARE(bodyOf<wire::UserPage>(m_client->send({"GET", "/v1/users?q=after-the-backup"}, &m_kit->console))
                 ->total,
             0);
    QVERIFY(addUser("new-life"));
    Caller caller = Caller::device(m_pc->id.text(), m_pc->sign);
    const Reply stale = m_client->send({"GET", "/v1/changes?since=" + m_token}, &caller);
    QCOMPARE(stale.status, 410);
    QCOMPARE(stale.code(), std::string("resync_required"));
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    BackupTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_backup.moc"

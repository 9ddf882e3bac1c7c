// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a store whose files were damaged, exchanged or cut off by a killed process.
#include <algorithm>
#include <cstdio>

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

#include "localstore/local_store.h"

using kaomon::Bytes;
using kaomon::ErrorCode;
using kaomon::Result;
using kaomon::localstore::LocalStore;
using kaomon::localstore::MachineKey;
using namespace Qt::StringLiterals;

namespace {

using OpenResult = Result<std::unique_ptr<LocalStore>>;

Bytes bytesOf(std::string_view text) {
    return Bytes(text.begin(), text.end());
}

OpenResult openIn(const QString& folder) {
    auto key = MachineKey::open((folder + u"/machine.key"_s).toStdString(), MachineKey::IfMissing::Create);
    if (!key) {
        return kaomon::propagate(key.error());
    }
    return LocalStore::open((folder + u"/store"_s).toStdString(), std::move(*key));
}

// The program that the kill test kills: appends for ever and tells each number that it was given.
int appendForEver(const QString& folder) {
    const auto store = openIn(folder);
    for (std::uint64_t n = 1; store; ++n) {
        const auto seq = (*store)->append(bytesOf("event"));
        if (!seq) {
            return 1;
        }
        std::printf("%llu\n", static_cast<unsigned long long>(*seq));
        std::fflush(stdout);
    }
    return 2;
}

} // namespace

class TestLocalStoreFaults : public QObject {
    Q_OBJECT

private slots:
    void init();
    void damagedFile_data();
    void damagedFile();
    void damagedStoreIsSetAside();
    void olderCopyIsRefused();
    void generationFile_data();
    void generationFile();
    void setAsideStartsAfresh();
    void killedBeforeTheGenerationFile();
    void killedWhileMakingTheStore();
    void tamperedRow_data();
    void tamperedRow();
    void damagedEventDoesNotBlockTheOthers();
    void otherMachineKey();
    void newerSchemaIsLeftAlone();
    void unsafeFolder();
    void killedWhileAppending_data();
    void killedWhileAppending();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    OpenResult open() const { return openIn(m_folder->path()); }
    // One SQL statement on the closed store, as somebody with an editor would.
    void edit(const QString& sql) const;
    QByteArray content(const QString& name) const;
    void replace(const QString& name, const QByteArray& content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

// A store with a little of everything in it, closed.
void TestLocalStoreFaults::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    const auto store = open();
    QVERIFY2(store.has_value(), store ? "" : store.error().detail.c_str());
    for (int i = 0; i < 50; ++i) {
        QVERIFY((*store)->put("user", u"u%1"_s.arg(i).toStdString(), 1, Bytes(500, 'x')).has_value());
    }
    QVERIFY((*store)->setState("lockout", bytesOf("misses=4")).has_value());
    QVERIFY((*store)->append(bytesOf("first")).has_value());
    QVERIFY((*store)->append(bytesOf("second")).has_value());
}

void TestLocalStoreFaults::edit(const QString& sql) const {
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"editor"_s);
        database.setDatabaseName(path(u"store/store.db"_s));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(sql));
        QVERIFY(query.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    }
    QSqlDatabase::removeDatabase(u"editor"_s);
}

QByteArray TestLocalStoreFaults::content(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestLocalStoreFaults::replace(const QString& name, const QByteArray& content) const {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

void TestLocalStoreFaults::damagedFile_data() {
    QTest::addColumn<int>("keptBytes");
    QTest::addColumn<int>("overwrittenAt");
    QTest::newRow("truncated") << 9000 << -1;
    QTest::newRow("truncated inside a page") << 20001 << -1;
    QTest::newRow("half a header") << 50 << -1;
    QTest::newRow("empty") << 0 << -1;
    QTest::newRow("no database") << -1 << 0;
    QTest::newRow("damaged inside") << -1 << 8192;
}

void TestLocalStoreFaults::damagedFile() {
    QFETCH(int, keptBytes);
    QFETCH(int, overwrittenAt);
    QByteArray bytes = content(u"store/store.db"_s);
    QVERIFY(bytes.size() > 24000);
    if (keptBytes >= 0) {
        bytes.truncate(keptBytes);
    }
    if (overwrittenAt >= 0) {
        bytes.replace(overwrittenAt, 4096, QByteArray(4096, '\x5a'));
    }
    replace(u"store/store.db"_s, bytes);
    QCOMPARE(open().error().code, ErrorCode::StorageCorrupt);
    const auto fresh = open();
    QVERIFY2(fresh.has_value(), fresh ? "" : fresh.error().detail.c_str());
    QVERIFY((*fresh)->list("user").value().empty());
}

void TestLocalStoreFaults::damagedStoreIsSetAside() {
    QVERIFY(QFile::remove(path(u"store/store.db"_s)));
    replace(u"store/store.db"_s, "not a database at all, but what is left of one");
    QCOMPARE(open().error().code, ErrorCode::StorageCorrupt);
    const QStringList aside = QDir(path(u"store"_s)).entryList({u"*.corrupt-*"_s}, QDir::Files);
    QCOMPARE(aside.size(), 2);
    QVERIFY(content(u"store/"_s + aside.filter(u"store.db"_s).value(0)).startsWith("not a database"));
}

void TestLocalStoreFaults::olderCopyIsRefused() {
    const QByteArray older = content(u"store/store.db"_s);
    QVERIFY(open().value()->setState("lockout", bytesOf("misses=5")).has_value());
    replace(u"store/store.db"_s, older);
    QCOMPARE(open().error().code, ErrorCode::StorageRolledBack);
    QCOMPARE(open().error().code, ErrorCode::StorageRolledBack); // and stays refused
    QCOMPARE(content(u"store/store.db"_s).size(), older.size());
}

void TestLocalStoreFaults::generationFile_data() {
    QTest::addColumn<int>("damage");
    QTest::newRow("missing") << 0;
    QTest::newRow("emptied") << 1;
    QTest::newRow("number changed") << 2;
    QTest::newRow("of another store") << 3;
}

void TestLocalStoreFaults::generationFile() {
    QFETCH(int, damage);
    const QString name = u"store/generation"_s;
    QByteArray bytes = content(name);
    if (damage == 0) {
        QVERIFY(QFile::remove(path(name)));
    } else if (damage == 1) {
        replace(name, {});
    } else if (damage == 2) {
        bytes[4 + 36 + 4 + 7] = static_cast<char>(bytes[4 + 36 + 4 + 7] - 1);
        replace(name, bytes);
    } else {
        QVERIFY(QFile::rename(path(u"store"_s), path(u"store.first"_s)));
        QVERIFY(open().value()->setState("lockout", bytesOf("misses=0")).has_value());
        replace(u"store.first/generation"_s, content(name));
        QVERIFY(QDir(path(u"store"_s)).removeRecursively());
        QVERIFY(QFile::rename(path(u"store.first"_s), path(u"store"_s)));
    }
    QCOMPARE(open().error().code, ErrorCode::StorageRolledBack);
}

void TestLocalStoreFaults::setAsideStartsAfresh() {
    QVERIFY(QFile::remove(path(u"store/generation"_s)));
    QCOMPARE(open().error().code, ErrorCode::StorageRolledBack);
    QVERIFY(LocalStore::setAside(path(u"store"_s).toStdString(), "rolled-back").has_value());
    const auto fresh = open();
    QVERIFY(fresh.has_value());
    QVERIFY((*fresh)->list("user").value().empty());
    QCOMPARE(QDir(path(u"store"_s)).entryList({u"store.db.rolled-back-*"_s}, QDir::Files).size(), 1);
}

void TestLocalStoreFaults::killedBeforeTheGenerationFile() {
    const QByteArray before = content(u"store/generation"_s);
    QVERIFY(open().value()->setState("lockout", bytesOf("misses=5")).has_value());
    replace(u"store/generation"_s, before);
    QVERIFY(open().has_value());
    QVERIFY(content(u"store/generation"_s) != before); // caught up
}

void TestLocalStoreFaults::killedWhileMakingTheStore() {
    QVERIFY(QDir(path(u"store"_s)).removeRecursively());
    QVERIFY(open().has_value()); // made, nothing written yet
    QVERIFY(QFile::remove(path(u"store/store.db"_s)));
    QVERIFY(open().has_value());
    edit(u"DELETE FROM meta"_s);
    const auto store = open();
    QVERIFY2(store.has_value(), store ? "" : store.error().detail.c_str());
    QCOMPARE((*store)->append(bytesOf("x")).value(), 1U);
}

void TestLocalStoreFaults::tamperedRow_data() {
    QTest::addColumn<QString>("sql");
    QTest::newRow("body changed") << u"UPDATE object SET body = zeroblob(600) WHERE id = 'u1'"_s;
    QTest::newRow("body emptied") << u"UPDATE object SET body = '' WHERE id = 'u1'"_s;
    QTest::newRow("revision raised") << u"UPDATE object SET rev = 9 WHERE id = 'u1'"_s;
    QTest::newRow("another's body")
        << u"UPDATE object SET body = (SELECT body FROM object WHERE id = 'u2') WHERE id = 'u1'"_s;
    QTest::newRow("a body of another table")
        << u"UPDATE object SET body = (SELECT body FROM state) WHERE id = 'u1'"_s;
}

void TestLocalStoreFaults::tamperedRow() {
    QFETCH(QString, sql);
    edit(sql);
    const auto store = open().value();
    QCOMPARE(store->get("user", "u1").error().code, ErrorCode::DecryptionFailed);
    QCOMPARE(store->list("user").error().code, ErrorCode::DecryptionFailed);
    QVERIFY(store->get("user", "u2").has_value());
}

void TestLocalStoreFaults::damagedEventDoesNotBlockTheOthers() {
    edit(u"UPDATE outbox SET body = zeroblob(90) WHERE seq = 1"_s);
    const auto items = open().value()->pending(10).value();
    QCOMPARE(items.size(), 2U);
    QVERIFY(items[0].isDamaged && items[0].bytes.empty());
    QVERIFY(!items[1].isDamaged && items[1].bytes == bytesOf("second"));
}

void TestLocalStoreFaults::otherMachineKey() {
    QVERIFY(QFile::rename(path(u"machine.key"_s), path(u"machine.key.kept"_s)));
    QCOMPARE(open().error().code, ErrorCode::KeyUnavailable);
    QVERIFY(QFile::remove(path(u"machine.key"_s)));
    QVERIFY(QFile::rename(path(u"machine.key.kept"_s), path(u"machine.key"_s)));
    QVERIFY(open().has_value()); // nothing was touched
}

void TestLocalStoreFaults::newerSchemaIsLeftAlone() {
    edit(u"PRAGMA user_version=99"_s);
    QCOMPARE(open().error().code, ErrorCode::StorageTooNew);
    edit(u"PRAGMA user_version=1"_s);
    QCOMPARE(open().value()->list("user").value().size(), 50U);
}

void TestLocalStoreFaults::unsafeFolder() {
    QVERIFY(QFile::setPermissions(path(u"store"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                        QFile::WriteOther | QFile::ExeOther));
    QCOMPARE(open().error().code, ErrorCode::StorageFailed);
}

void TestLocalStoreFaults::killedWhileAppending_data() {
    QTest::addColumn<int>("killAfter");
    for (const int count : {1, 2, 7, 20, 45}) {
        QTest::addRow("after %d", count) << count;
    }
}

// Every number that the caller was given before kill -9 is there afterwards, and no number is missing.
void TestLocalStoreFaults::killedWhileAppending() {
    QFETCH(int, killAfter);
    QProcess writer;
    writer.start(QCoreApplication::applicationFilePath(), {u"--append-for-ever"_s, m_folder->path()});
    QByteArray told;
    while (told.count('\n') < killAfter && writer.waitForReadyRead(20000)) {
        told += writer.readAllStandardOutput();
    }
    writer.kill();
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
    told += writer.readAllStandardOutput();
    told.truncate(told.lastIndexOf('\n'));
    const auto lastTold = told.split('\n').constLast().toULongLong();
    QVERIFY(lastTold >= static_cast<qulonglong>(killAfter));
    const auto store = open();
    QVERIFY2(store.has_value(), store ? "" : store.error().detail.c_str());
    const auto items = (*store)->pending(1'000'000).value();
    QVERIFY(items.size() >= lastTold);
    for (std::size_t i = 0; i < items.size(); ++i) {
        QCOMPARE(items[i].seq, i + 1);
        QVERIFY(!items[i].isDamaged);
    }
    QCOMPARE((*store)->append(bytesOf("next")).value(), items.size() + 1);
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "--append-for-ever") {
        return appendForEver(QString::fromLocal8Bit(argv[2]));
    }
    TestLocalStoreFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_localstore_faults.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Who may open what a store leaves on a Linux disk. Windows: tests/windows/qt/tst_private_files.cpp.
#include "localstore/local_store.h"

#include <QtTest>

#include <sys/stat.h>

using kaomon::Bytes;
using kaomon::ErrorCode;
using kaomon::localstore::LocalStore;
using kaomon::localstore::MachineKey;

class PrivateFilesTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const char* name) const {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }

private slots:
    void filesArePrivate() {
        auto key = MachineKey::open(path("machine.key"), MachineKey::IfMissing::Create);
        QVERIFY(key.has_value());
        QCOMPARE(std::string(key->protectionName()), std::string("root-only file"));
        {
            auto store = LocalStore::open(path("store"), std::move(*key));
            QVERIFY(store.has_value());
            const std::string body = "canary-of-the-body";
            QVERIFY((*store)->put("user", "u1", 1, Bytes(body.begin(), body.end())).has_value());
        }
        int files = 0;
        QDirIterator all(m_folder.path(), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            struct stat info {};
            QCOMPARE(::stat(file.fileName().toUtf8().constData(), &info), 0);
            QVERIFY2((info.st_mode & 077U) == 0, qPrintable(file.fileName()));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains("canary-of-the-body"));
            ++files;
        }
        QVERIFY(files >= 3);
    }

    void machineKey_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("mode");
        QTest::newRow("readable by others") << QByteArray(32, 'k') << 0644;
        QTest::newRow("too short") << QByteArray(31, 'k') << 0600;
        QTest::newRow("too long") << QByteArray(33, 'k') << 0600;
        QTest::newRow("empty") << QByteArray() << 0600;
    }

    void machineKey() {
        QFETCH(QByteArray, content);
        QFETCH(int, mode);
        QFile file(QString::fromStdString(path("other.key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(::chmod(path("other.key").c_str(), static_cast<mode_t>(mode)), 0);
        QCOMPARE(MachineKey::open(path("other.key"), MachineKey::IfMissing::Create).error().code,
                 ErrorCode::KeyUnavailable);
        QCOMPARE(QFileInfo(file).size(), content.size());
    }
};

QTEST_GUILESS_MAIN(PrivateFilesTest)
#include "tst_private_files.moc"

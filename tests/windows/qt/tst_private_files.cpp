// SPDX-License-Identifier: GPL-3.0-or-later
// What a store leaves on a disk of Windows. Wine keeps no access lists but the modes of the building machine,
// so that who may open it is a matter of packaging/windows/field-test.md.
#include "localstore/local_store.h"

#include <QtTest>

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
    static QByteArray contentOf(const std::string& path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static bool write(const std::string& path, const QByteArray& content) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
    }

private slots:
    void theMachineKeyIsSealed() {
        const auto key = MachineKey::open(path("鍵.key"), MachineKey::IfMissing::Create);
        QVERIFY2(key.has_value(), key ? "" : key.error().detail.c_str());
        QCOMPARE(std::string(key->protectionName()), std::string("DPAPI of this PC"));
        const auto bytes = key->key().reveal();
        const QByteArray sealed = contentOf(path("鍵.key"));
        QVERIFY(sealed.size() > 32);
        QVERIFY(!sealed.contains(QByteArray(reinterpret_cast<const char*>(bytes.data()), 32)));
        const auto again = MachineKey::open(path("鍵.key"), MachineKey::IfMissing::Fail);
        QVERIFY(again && std::ranges::equal(again->key().reveal(), bytes));
    }

    void anotherKeyIsNoneAndStays_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("in plain text") << QByteArray(32, 'k');
        QTest::newRow("empty") << QByteArray();
        QByteArray changed = contentOf(path("鍵.key"));
        changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
        QTest::newRow("changed") << changed;
    }
    void anotherKeyIsNoneAndStays() {
        QFETCH(QByteArray, content);
        QVERIFY(write(path("other.key"), content));
        QCOMPARE(MachineKey::open(path("other.key"), MachineKey::IfMissing::Create).error().code,
                 ErrorCode::KeyUnavailable);
        QCOMPARE(contentOf(path("other.key")), content);
    }

    void nothingOfTheStoreIsInPlainText() {
        auto key = MachineKey::open(path("鍵.key"), MachineKey::IfMissing::Fail);
        QVERIFY(key.has_value());
        {
            auto store = LocalStore::open(path("保管"), std::move(*key));
            QVERIFY2(store.has_value(), store ? "" : store.error().detail.c_str());
            const std::string body = "canary-of-the-body";
            QVERIFY((*store)->put("user", "u1", 1, Bytes(body.begin(), body.end())).has_value());
        }
        int files = 0;
        QDirIterator all(m_folder.path(), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QVERIFY(!contentOf(all.next().toStdString()).contains("canary-of-the-body"));
            ++files;
        }
        QVERIFY(files >= 3);
    }
};

QTEST_GUILESS_MAIN(PrivateFilesTest)
#include "tst_private_files.moc"

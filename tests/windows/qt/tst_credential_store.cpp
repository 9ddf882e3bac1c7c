// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QTest>

#include "client/secret_store.h"

using namespace kaomon;
using namespace kaomon::client;

namespace {

SecretBytes secretOf(std::string_view text) {
    return SecretBytes(Bytes(text.begin(), text.end()));
}

std::string textOf(const Result<SecretBytes>& secret) {
    return secret ? std::string(secret->reveal().begin(), secret->reveal().end())
                  : std::string(wireName(secret.error().code));
}

Result<SecretBytes> valueOf(QFuture<Result<SecretBytes>> future) {
    return future.takeResult();
}

} // namespace

// Against the Credential Manager of the system the test runs on.
class CredentialStoreTest final : public QObject {
    Q_OBJECT

    const std::string m_service = "kaomon-test-" + std::to_string(QCoreApplication::applicationPid());
    std::unique_ptr<SecretStore> m_store = makeKeychainStore(m_service);

private slots:
    void nothingIsThereAtFirst() {
        QCOMPARE(textOf(valueOf(m_store->read("session"))), std::string("not_found"));
        QVERIFY(m_store->remove("session").result().error().code == ErrorCode::NotFound);
    }

    void whatWasWrittenIsReadByAnotherRun() {
        QVERIFY(m_store->write("session", secretOf(std::string_view("a\0b\xff", 4))).result().has_value());
        const auto other = makeKeychainStore(m_service);
        QCOMPARE(textOf(valueOf(other->read("session"))), std::string("a\0b\xff", 4));
        QVERIFY(m_store->write("session", secretOf("newer")).result().has_value());
        QCOMPARE(textOf(valueOf(other->read("session"))), std::string("newer"));
    }

    void namesAndServicesAreApart() {
        QVERIFY(m_store->write("秘密", secretOf("japanese")).result().has_value());
        QCOMPARE(textOf(valueOf(m_store->read("秘密"))), std::string("japanese"));
        QCOMPARE(textOf(valueOf(m_store->read("session"))), std::string("newer"));
        QCOMPARE(textOf(valueOf(makeKeychainStore(m_service + "-2")->read("session"))),
                 std::string("not_found"));
    }

    void whatIsTooLongIsRefusedAndChangesNothing() {
        QVERIFY(m_store->write("session", secretOf(std::string(2561, 'x'))).result().error().code ==
                ErrorCode::StorageFailed);
        QCOMPARE(textOf(valueOf(m_store->read("session"))), std::string("newer"));
    }

    void whatWasRemovedIsGone() {
        for (const char* name : {"session", "秘密"}) {
            QVERIFY(m_store->remove(name).result().has_value());
            QCOMPARE(textOf(valueOf(m_store->read(name))), std::string("not_found"));
        }
    }
};

QTEST_GUILESS_MAIN(CredentialStoreTest)
#include "tst_credential_store.moc"

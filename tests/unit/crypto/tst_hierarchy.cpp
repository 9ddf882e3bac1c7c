// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <functional>

#include "crypto/hierarchy.h"
#include "support/bytes.h"

using namespace kaomon;
using namespace kaomon::crypto;
using kaomon::testing::bytesOf;

namespace {

FaceKey faceKey(const char* id) {
    return {id, "group", SecretKey::generate()};
}

std::vector<FaceKey> only(const FaceKey& key) {
    std::vector<FaceKey> keys;
    keys.push_back({key.id, key.group, key.key.clone()});
    return keys;
}

SealedTemplate someHeader() {
    SealedTemplate header;
    header.tenant = "tenant";
    header.user = "user";
    header.id = "template";
    header.version = 2;
    header.epoch = 3;
    header.modelId = "model";
    header.deviceId = "device";
    return header;
}

template<class T>
bool refusedWith(const Result<T>& result, ErrorCode code) {
    return !result.has_value() && result.error().code == code;
}

} // namespace

class TestHierarchy : public QObject {
    Q_OBJECT

private slots:
    void identityOpensWithItsPasswordKeyOnly() {
        const Identity identity = Identity::generate();
        const SecretKey wrapKey = SecretKey::generate();
        const Bytes wrapped = identity.wrap(wrapKey, "tenant", "user");
        const auto opened = Identity::unwrap(wrapKey, "tenant", "user", wrapped);
        QVERIFY(opened.has_value());
        QCOMPARE(opened->signing.publicKey(), identity.signing.publicKey());
        QCOMPARE(opened->box.publicKey(), identity.box.publicKey());
        QCOMPARE(identity.clone().box.publicKey(), identity.box.publicKey());
        const auto failed = ErrorCode::DecryptionFailed;
        QVERIFY(refusedWith(Identity::unwrap(SecretKey::generate(), "tenant", "user", wrapped), failed));
        QVERIFY(refusedWith(Identity::unwrap(wrapKey, "other", "user", wrapped), failed));
        QVERIFY(refusedWith(Identity::unwrap(wrapKey, "tenant", "other", wrapped), failed));
        QVERIFY(refusedWith(Identity::unwrap(wrapKey, "tenant", "user", {}), failed));
    }

    void tenantKeysAreAllThere() {
        const TenantKeys keys = TenantKeys::generate("group");
        QVERIFY(!keys.root.isEmpty());
        QVERIFY(keys.imageEvidence.publicKey() != keys.diagnosticsEvidence.publicKey());
        QVERIFY(keys.recovery.publicKey() != keys.emergency.publicKey());
        QCOMPARE(keys.faceKeys.size(), std::size_t{1});
        QCOMPARE(keys.faceKeys[0].group, std::string("group"));
    }

    void sealContextsDiffer() {
        const std::string context = sealContext("t", "tr", "k", "r");
        QVERIFY(context != sealContext("tt", "r", "k", "r"));
        QVERIFY(context != sealContext("t", "fk", "k", "r"));
        QVERIFY(context != sealContext("t", "tr", "kr", ""));
        QCOMPARE(context, sealContext("t", "tr", "k", "r"));
    }

    void neitherHalfOfASplitKeyIsTheKey() {
        const SecretKey key = SecretKey::generate();
        const auto [first, second] = splitKey(key);
        QVERIFY(equalConstantTime(joinKey(first, second).reveal(), key.reveal()));
        QVERIFY(equalConstantTime(joinKey(second, first).reveal(), key.reveal()));
        QVERIFY(!equalConstantTime(first.reveal(), key.reveal()));
        QVERIFY(!equalConstantTime(second.reveal(), key.reveal()));
        const auto again = splitKey(key);
        QVERIFY(!equalConstantTime(again.first.reveal(), first.reveal()));
        QVERIFY(!equalConstantTime(joinKey(first, again.second).reveal(), key.reveal()));
    }

    void vaultKeyWraps() {
        const SecretKey vaultKey = SecretKey::generate();
        const SecretKey wrapKey = SecretKey::generate();
        const Bytes wrapped = wrapVaultKeyByPassword(vaultKey, wrapKey, "tenant", "user");
        const auto opened = unwrapVaultKeyByPassword(wrapped, wrapKey, "tenant", "user");
        QVERIFY(opened.has_value());
        QVERIFY(equalConstantTime(opened->reveal(), vaultKey.reveal()));
        const auto failed = ErrorCode::DecryptionFailed;
        QVERIFY(refusedWith(unwrapVaultKeyByPassword(wrapped, wrapKey, "tenant", "other"), failed));
        QVERIFY(
            refusedWith(unwrapVaultKeyByPassword(wrapped, SecretKey::generate(), "tenant", "user"), failed));

        const BoxKey device = BoxKey::generate();
        const Bytes sealed = sealVaultKey(vaultKey, device.publicKey(), "tenant", "user", "device").value();
        QVERIFY(equalConstantTime(openVaultKey(sealed, device, "tenant", "user", "device").value().reveal(),
                                  vaultKey.reveal()));
        QVERIFY(refusedWith(openVaultKey(sealed, device, "tenant", "user", "rk"), failed));
        QVERIFY(refusedWith(openVaultKey(sealed, device, "tenant", "other", "device"), failed));
        QVERIFY(refusedWith(openVaultKey(sealed, device, "other", "user", "device"), failed));
        QVERIFY(refusedWith(openVaultKey(sealed, BoxKey::generate(), "tenant", "user", "device"), failed));
    }

    void templateOpensWithAnyOfItsFaceKeys() {
        const SigningKey device = SigningKey::generate();
        std::vector<FaceKey> keys;
        keys.push_back(faceKey("fk-1"));
        keys.push_back(faceKey("fk-2"));
        const auto sealed = SealedTemplate::seal(someHeader(), bytesOf("embedding"), keys, device);
        QCOMPARE(sealed.keys.size(), std::size_t{2});
        for (const FaceKey& key : keys) {
            const auto opened = sealed.open(only(key), device.publicKey());
            QVERIFY(opened.has_value());
            QCOMPARE(opened->reveal(), bytesOf("embedding"));
        }
        QVERIFY(refusedWith(sealed.open({}, device.publicKey()), ErrorCode::KeyUnavailable));
        QVERIFY(
            refusedWith(sealed.open(only(faceKey("fk-3")), device.publicKey()), ErrorCode::KeyUnavailable));
        QVERIFY(
            refusedWith(sealed.open(only(faceKey("fk-1")), device.publicKey()), ErrorCode::DecryptionFailed));
        QVERIFY(
            refusedWith(sealed.open(keys, SigningKey::generate().publicKey()), ErrorCode::SignatureInvalid));
    }

    void rewrappingKeepsTheSignature() {
        const SigningKey device = SigningKey::generate();
        const FaceKey first = faceKey("fk-1");
        const FaceKey second = faceKey("fk-2");
        auto sealed = SealedTemplate::seal(someHeader(), bytesOf("embedding"), only(first), device);
        const Bytes signature = sealed.signature;
        const Bytes ciphertext = sealed.ciphertext;
        QVERIFY(sealed.addWrap(only(first), second).has_value());
        QVERIFY(sealed.addWrap(only(first), second).has_value());
        QCOMPARE(sealed.keys.size(), std::size_t{2});
        QCOMPARE(sealed.signature, signature);
        QCOMPARE(sealed.ciphertext, ciphertext);
        std::erase_if(sealed.keys, [](const WrappedTemplateKey& key) { return key.faceKeyId == "fk-1"; });
        QCOMPARE(sealed.open(only(second), device.publicKey()).value().reveal(), bytesOf("embedding"));
        QVERIFY(refusedWith(sealed.open(only(first), device.publicKey()), ErrorCode::KeyUnavailable));
        QVERIFY(refusedWith(sealed.addWrap(only(first), faceKey("fk-3")), ErrorCode::KeyUnavailable));
    }

    void templateCannotBeMovedOrChanged() {
        const SigningKey device = SigningKey::generate();
        const FaceKey key = faceKey("fk-1");
        const auto sealed = SealedTemplate::seal(someHeader(), bytesOf("embedding"), only(key), device);
        const std::vector<std::function<void(SealedTemplate&)>> changes{
            [](SealedTemplate& t) { t.tenant = "other"; },
            [](SealedTemplate& t) { t.user = "other"; },
            [](SealedTemplate& t) { t.id = "other"; },
            [](SealedTemplate& t) { t.version = 1; },
            [](SealedTemplate& t) { t.epoch = 4; },
            [](SealedTemplate& t) { t.modelId = "other"; },
            [](SealedTemplate& t) { t.ciphertext.back() ^= 1; },
            [](SealedTemplate& t) { t.keys[0].wrapped.back() ^= 1; },
            [](SealedTemplate& t) { t.signature.back() ^= 1; },
        };
        for (const auto& change : changes) {
            SealedTemplate changed = sealed;
            change(changed);
            QVERIFY(!changed.open(only(key), device.publicKey()).has_value());
        }
    }

    // Whoever holds the face key can make a ciphertext that opens, but not one that a device signed.
    void faceKeyAloneCannotForgeATemplate() {
        const SigningKey device = SigningKey::generate();
        const FaceKey key = faceKey("fk-1");
        const auto real = SealedTemplate::seal(someHeader(), bytesOf("embedding"), only(key), device);
        auto forged =
            SealedTemplate::seal(someHeader(), bytesOf("attacker"), only(key), SigningKey::generate());
        forged.signature = real.signature;
        QVERIFY(refusedWith(forged.open(only(key), device.publicKey()), ErrorCode::SignatureInvalid));
    }
};

QTEST_GUILESS_MAIN(TestHierarchy)
#include "tst_hierarchy.moc"

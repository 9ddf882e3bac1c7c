// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTest>

#include "crypto/bytes_io.h"
#include "vault/blind_entry.h"
#include "vault/open_vault.h"

using namespace kaomon;
using namespace kaomon::vault;
using std::chrono::seconds;

namespace {

SecretString secret(const char* text) {
    return SecretString(std::string(text));
}

TimePoint at(long long epochSeconds) {
    return TimePoint(seconds(epochSeconds));
}

VaultEntry sample() {
    VaultEntry entry;
    entry.id = VaultItemId::generate();
    entry.title = "会計システム";
    entry.userName = "hanako";
    entry.secret = secret("pässwörd 顔");
    entry.totp = secret("JBSWY3DPEHPK3PXP");
    entry.notes = secret("first line\nsecond line");
    entry.url = "https://accounts.example";
    entry.appTemplate = VaultItemId::generate();
    entry.tags = {"work", "keiri"};
    entry.expiresAt = at(2'000'000'000);
    entry.createdAt = at(1'700'000'000);
    entry.changedAt = at(1'700'000'100);
    entry.history.push_back({secret("older"), at(1'690'000'000)});
    return entry;
}

bool isSame(const VaultEntry& a, const VaultEntry& b) {
    return a.id == b.id && encodeEntry(a).reveal() == encodeEntry(b).reveal();
}

} // namespace

class TestVault final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void entryComesBack() {
        VaultEntry entry = sample();
        const auto back = decodeEntry(entry.id, encodeEntry(entry));
        QVERIFY(back);
        QVERIFY(isSame(*back, entry));
        QCOMPARE(back->secret.reveal(), entry.secret.reveal());
        QCOMPARE(back->history.front().secret.reveal(), std::string("older"));
        entry.kind = EntryKind::Template;
        QCOMPARE(decodeEntry(entry.id, encodeEntry(entry))->kind, EntryKind::Template);
    }

    void newerFormatIsNamed() {
        crypto::BytesWriter writer;
        writer.number(2).text("something of the future");
        const auto back = decodeEntry(VaultItemId::generate(), SecretBytes(writer.take()));
        QVERIFY(!back);
        QCOMPARE(back.error().code, ErrorCode::StorageTooNew);
    }

    void anyCutIsRefused() {
        const VaultEntry entry = sample();
        const Bytes whole = encodeEntry(entry).reveal();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!decodeEntry(entry.id,
                                 SecretBytes(Bytes(whole.begin(), whole.begin() + static_cast<long>(size)))));
        }
    }

    void bounds_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("no title") << "/title"
                                  << "" << false;
        QTest::newRow("longest title") << "/title" << QString(200, u'a') << true;
        QTest::newRow("title too long") << "/title" << QString(201, u'a') << false;
        QTest::newRow("title with a line break") << "/title"
                                                 << "a\nb" << false;
        QTest::newRow("user name too long") << "/user_name" << QString(321, u'a') << false;
        QTest::newRow("secret too long") << "/secret" << QString(4097, u'a') << false;
        QTest::newRow("secret with a line break") << "/secret"
                                                  << "a\rb" << false;
        QTest::newRow("notes with lines") << "/notes"
                                          << "a\nb\tc" << true;
        QTest::newRow("notes too long") << "/notes" << QString(32 * 1024 + 1, u'a') << false;
        QTest::newRow("address too long") << "/url" << QString(2049, u'a') << false;
        QTest::newRow("tag too long") << "/tags" << QString(51, u'a') << false;
        QTest::newRow("no seed") << "/totp"
                                 << "not base 32!" << false;
        QTest::newRow("seed") << "/totp"
                              << "JBSW Y3DP EHPK 3PXP" << true;
    }
    void bounds() {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(bool, isGood);
        const std::string text = value.toStdString();
        VaultEntry entry = sample();
        if (field == QLatin1String("/title")) {
            entry.title = text;
        } else if (field == QLatin1String("/user_name")) {
            entry.userName = text;
        } else if (field == QLatin1String("/secret")) {
            entry.secret = SecretString(text);
        } else if (field == QLatin1String("/notes")) {
            entry.notes = SecretString(text);
        } else if (field == QLatin1String("/url")) {
            entry.url = text;
        } else if (field == QLatin1String("/tags")) {
            entry.tags = {text};
        } else {
            entry.totp = SecretString(text);
        }
        const auto checked = check(entry);
        QCOMPARE(checked.has_value(), isGood);
        if (!isGood) {
            QCOMPARE(checked.error().code, ErrorCode::ValidationFailed);
            QCOMPARE(QString::fromStdString(checked.error().field), field);
        }
    }

    void notUtf8IsRefused() {
        VaultEntry entry = sample();
        entry.userName = "\xff\xfe";
        QCOMPARE(QString::fromStdString(check(entry).error().field), QStringLiteral("/user_name"));
    }

    void replacedSecretsAreKept() {
        VaultEntry entry = sample();
        entry.history.clear();
        entry.needsNewSecret = true;
        for (int i = 0; i < 8; ++i) {
            replaceSecret(entry, SecretString("secret " + std::to_string(i)), at(i));
        }
        QVERIFY(!entry.needsNewSecret);
        QCOMPARE(entry.secret.reveal(), std::string("secret 7"));
        QCOMPARE(entry.history.size(), kMostPastSecrets);
        QCOMPARE(entry.history.front().secret.reveal(), std::string("secret 6"));
        replaceSecret(entry, secret("secret 7"), at(9));
        QCOMPARE(entry.history.front().secret.reveal(), std::string("secret 6"));
    }

    // What an administrator seals for a person: opened with the person's key alone, in its own place alone.
    void hiddenPasswords() {
        const auto vaultKey = crypto::SecretKey::generate();
        const auto key = blindKeyOf(vaultKey);
        QCOMPARE(blindKeyOf(vaultKey).publicKey(), key.publicKey());
        const VaultPlace place{TenantId::generate(), UserId::generate()};
        const auto id = VaultItemId::generate();
        const auto sealed = sealBlind(key.publicKey(), place, id, {"keiri", secret("Blind-7731"), {}});
        QVERIFY(sealed);
        const auto longer =
            sealBlind(key.publicKey(), place, id, {"keiri", secret(std::string(90, 'x').c_str()), {}});
        QVERIFY(longer);
        QCOMPARE(sealed->size(), longer->size()); // the length tells little
        const auto opened = openBlind(key, place, id, *sealed);
        QVERIFY(opened);
        QCOMPARE(opened->userName, std::string("keiri"));
        QCOMPARE(opened->secret.reveal(), std::string("Blind-7731"));
        QVERIFY(!openBlind(blindKeyOf(crypto::SecretKey::generate()), place, id, *sealed));
        QVERIFY(!openBlind(key, place, VaultItemId::generate(), *sealed));
        QVERIFY(!openBlind(key, {place.tenant, UserId::generate()}, id, *sealed));
        QVERIFY(!openBlind(key, {TenantId::generate(), place.user}, id, *sealed));
        for (std::size_t at = 0; at < sealed->size(); at += 13) {
            Bytes changed = *sealed;
            changed[at] ^= 1;
            QVERIFY(!openBlind(key, place, id, changed));
        }
        QVERIFY(!sealBlind(key.publicKey(), place, id, {"keiri", {}, {}}));
        QVERIFY(!sealBlind(key.publicKey(), place, id, {"a\nb", secret("x"), {}}));
        QVERIFY(!sealBlind({}, place, id, {"keiri", secret("x"), {}}));
    }

    void itemComesBack() {
        const VaultEntry entry = sample();
        const auto item = sealItem(m_key, m_place, entry, 3);
        QCOMPARE(item.version, 3LL);
        const auto back = openItem(m_key, m_place, item);
        QVERIFY(back);
        QVERIFY(isSame(*back, entry));
    }

    void lengthTellsLittle() {
        std::set<std::size_t> sizes;
        for (std::size_t length = 1; length < 100; ++length) {
            VaultEntry entry = sample();
            entry.secret = SecretString(std::string(length, 'x'));
            sizes.insert(sealItem(m_key, m_place, entry, 1).ciphertext.size());
        }
        QVERIFY(sizes.size() <= 2);
    }

    void itemIsBoundToItsPlace() {
        const auto item = sealItem(m_key, m_place, sample(), 3);
        auto other = item;
        other.version = 2;
        QVERIFY(!openItem(m_key, m_place, other));
        other = item;
        other.id = VaultItemId::generate();
        QVERIFY(!openItem(m_key, m_place, other));
        QVERIFY(!openItem(m_key, {m_place.tenant, UserId::generate()}, item));
        QVERIFY(!openItem(m_key, {TenantId::generate(), m_place.user}, item));
        QVERIFY(!openItem(crypto::SecretKey::generate(), m_place, item));
    }

    void anyFlippedBitIsRefused() {
        const auto item = sealItem(m_key, m_place, sample(), 1);
        for (std::size_t i = 0; i < item.ciphertext.size(); ++i) {
            auto changed = item;
            changed.ciphertext[i] ^= 1;
            QVERIFY(!openItem(m_key, m_place, changed));
        }
        for (std::size_t i = 0; i < item.key.size(); ++i) {
            auto changed = item;
            changed.key[i] ^= 1;
            QVERIFY(!openItem(m_key, m_place, changed));
        }
    }

    void vaultGrowsAndOpensElsewhere() {
        auto vault = opened({}, 0);
        QVERIFY(vault);
        SealedVault server;
        const VaultEntry first = sample();
        const VaultEntry second = sample();
        QVERIFY(store(*vault, server, vault->put(first, writer())));
        QVERIFY(store(*vault, server, vault->put(second, writer())));
        QCOMPARE(vault->version(), 2LL);
        VaultEntry changed = first.clone();
        replaceSecret(changed, secret("another"), at(1'800'000'000));
        QVERIFY(store(*vault, server, vault->put(changed, writer())));
        QCOMPARE(vault->versionOf(first.id), 2LL);
        const auto there = opened(server, 3);
        QVERIFY2(there, there ? "" : there.error().detail.c_str());
        QCOMPARE(there->entries().size(), std::size_t{2});
        QVERIFY(there->refused().empty());
        QCOMPARE(there->find(first.id)->secret.reveal(), std::string("another"));
        QVERIFY(store(*vault, server, vault->remove(first.id, writer())));
        QCOMPARE(opened(server, 4)->entries().size(), std::size_t{1});
        QCOMPARE(vault->remove(first.id, writer()).error().code, ErrorCode::NotFound);
    }

    // What a server could do that has everything but the keys.
    void lyingServer_data() {
        QTest::addColumn<QString>("lie");
        for (const char* lie :
             {"takes an entry back", "leaves one out", "swaps two", "puts a deleted one back",
              "takes everything back", "has no vault", "another's signature", "a PC that is not known"}) {
            QTest::newRow(lie) << QString::fromLatin1(lie);
        }
    }
    void lyingServer() {
        QFETCH(QString, lie);
        auto vault = opened({}, 0);
        SealedVault server;
        const VaultEntry first = sample();
        const VaultEntry second = sample();
        QVERIFY(store(*vault, server, vault->put(first, writer())));
        QVERIFY(store(*vault, server, vault->put(second, writer())));
        const SealedVault before = server;
        VaultEntry changed = first.clone();
        changed.title = "changed";
        QVERIFY(store(*vault, server, vault->put(changed, writer())));
        SealedVault told = server;
        ErrorCode whole = ErrorCode::Internal;
        if (lie == QLatin1String("takes an entry back")) {
            told.items = before.items;
        } else if (lie == QLatin1String("leaves one out")) {
            std::erase_if(told.items, [&](const auto& item) { return item.id == first.id; });
        } else if (lie == QLatin1String("swaps two")) {
            std::swap(told.items[0].ciphertext, told.items[1].ciphertext);
            std::swap(told.items[0].key, told.items[1].key);
        } else if (lie == QLatin1String("puts a deleted one back")) {
            QVERIFY(store(*vault, server, vault->remove(first.id, writer())));
            told.manifest = server.manifest;
        } else if (lie == QLatin1String("takes everything back")) {
            told = before;
            whole = ErrorCode::ManifestRolledBack;
        } else if (lie == QLatin1String("has no vault")) {
            told = {};
            whole = ErrorCode::ManifestRolledBack;
        } else if (lie == QLatin1String("another's signature")) {
            told.manifest->signature[5] ^= 1;
            whole = ErrorCode::SignatureInvalid;
        } else {
            told.manifest->device = DeviceId::generate();
            whole = ErrorCode::SignatureInvalid;
        }
        const auto seen = opened(told, 3);
        if (whole != ErrorCode::Internal) {
            QVERIFY(!seen);
            QCOMPARE(seen.error().code, whole);
            return;
        }
        QVERIFY(seen);
        QVERIFY(!seen->refused().empty());
        QVERIFY(seen->find(first.id) == nullptr);
    }

    void conflictCopyStandsBeside() {
        const VaultEntry entry = sample();
        const VaultEntry copy = conflictCopy(entry, at(5));
        QVERIFY(copy.id != entry.id);
        QCOMPARE(*copy.conflictOf, entry.id);
        QCOMPARE(copy.secret.reveal(), entry.secret.reveal());
    }

private:
    [[nodiscard]] VaultWriter writer() const { return {m_device, m_signing}; }
    [[nodiscard]] Result<OpenVault> opened(const SealedVault& sealed, long long floor) const {
        return OpenVault::open(
            m_key.clone(), m_place, sealed, floor, [this](const DeviceId& device) -> std::optional<Bytes> {
                return device == m_device ? std::optional(m_signing.publicKey()) : std::nullopt;
            });
    }
    // As the server does it.
    [[nodiscard]] static bool store(OpenVault& vault, SealedVault& server,
                                    const Result<wire::VaultWrite>& write) {
        if (!write) {
            return false;
        }
        for (const VaultItemId& id : write->removed) {
            std::erase_if(server.items, [&](const auto& item) { return item.id == id; });
        }
        for (const wire::VaultItem& item : write->items) {
            std::erase_if(server.items, [&](const auto& one) { return one.id == item.id; });
            server.items.push_back(item);
        }
        server.manifest = write->manifest;
        return vault.adopt(*write, write->manifest).has_value();
    }

    crypto::SecretKey m_key = (static_cast<void>(crypto::initialise()), crypto::SecretKey::generate());
    crypto::SigningKey m_signing = crypto::SigningKey::generate();
    DeviceId m_device = DeviceId::generate();
    VaultPlace m_place{TenantId::generate(), UserId::generate()};
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"

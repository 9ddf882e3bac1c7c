// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTest>

#include "crypto/bytes_io.h"
#include "vault/blind_entry.h"
#include "vault/one_time_code.h"
#include "vault/open_vault.h"
#include "vault/password_generator.h"

using namespace kaomon;
using namespace kaomon::vault;
using std::chrono::hours;
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

    // Appendix B of RFC 6238.
    void totpVectors_data() {
        QTest::addColumn<long long>("time");
        QTest::addColumn<QString>("hash");
        QTest::addColumn<QString>("code");
        QTest::newRow("1 SHA1") << 59LL << "SHA1"
                                << "94287082";
        QTest::newRow("1 SHA256") << 59LL << "SHA256"
                                  << "46119246";
        QTest::newRow("1 SHA512") << 59LL << "SHA512"
                                  << "90693936";
        QTest::newRow("2 SHA1") << 1111111109LL << "SHA1"
                                << "07081804";
        QTest::newRow("2 SHA256") << 1111111109LL << "SHA256"
                                  << "68084774";
        QTest::newRow("2 SHA512") << 1111111109LL << "SHA512"
                                  << "25091201";
        QTest::newRow("3 SHA1") << 1111111111LL << "SHA1"
                                << "14050471";
        QTest::newRow("3 SHA256") << 1111111111LL << "SHA256"
                                  << "67062674";
        QTest::newRow("3 SHA512") << 1111111111LL << "SHA512"
                                  << "99943326";
        QTest::newRow("4 SHA1") << 1234567890LL << "SHA1"
                                << "89005924";
        QTest::newRow("4 SHA256") << 1234567890LL << "SHA256"
                                  << "91819424";
        QTest::newRow("4 SHA512") << 1234567890LL << "SHA512"
                                  << "93441116";
        QTest::newRow("5 SHA1") << 2000000000LL << "SHA1"
                                << "69279037";
        QTest::newRow("5 SHA256") << 2000000000LL << "SHA256"
                                  << "90698825";
        QTest::newRow("5 SHA512") << 2000000000LL << "SHA512"
                                  << "38618901";
        QTest::newRow("6 SHA1") << 20000000000LL << "SHA1"
                                << "65353130";
        QTest::newRow("6 SHA256") << 20000000000LL << "SHA256"
                                  << "77737706";
        QTest::newRow("6 SHA512") << 20000000000LL << "SHA512"
                                  << "47863826";
    }
    void totpVectors() {
        QFETCH(long long, time);
        QFETCH(QString, hash);
        QFETCH(QString, code);
        // "1234567890" repeated to 20, 32 and 64 bytes.
        const QString seed =
            hash == QLatin1String("SHA1") ? QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
            : hash == QLatin1String("SHA256")
                ? QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA")
                : QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                 "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA");
        const QString uri =
            QStringLiteral("otpauth://totp/Example:hanako?secret=%1&issuer=Example&algorithm=%2&"
                           "digits=8&period=30")
                .arg(seed, hash);
        const auto parsed = OneTimeSeed::parse(SecretString(uri.toStdString()));
        QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
        QCOMPARE(QString::fromStdString(parsed->code(at(time)).reveal()), code);
    }

    // Appendix D of RFC 4226: the counter is the number of the period.
    void hotpVectors() {
        auto parsed = OneTimeSeed::parse(SecretString("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        QVERIFY(parsed.has_value());
        const QStringList codes{QStringLiteral("755224"), QStringLiteral("287082"), QStringLiteral("359152"),
                                QStringLiteral("969429"), QStringLiteral("338314"), QStringLiteral("254676"),
                                QStringLiteral("287922"), QStringLiteral("162583"), QStringLiteral("399871"),
                                QStringLiteral("520489")};
        for (qsizetype counter = 0; counter < codes.size(); ++counter) {
            QCOMPARE(QString::fromStdString(parsed->code(at(counter * 30)).reveal()), codes[counter]);
        }
    }

    void totpForms_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("base32") << "JBSWY3DPEHPK3PXP" << true;
        QTest::newRow("lower case, in groups, padded") << "jbsw y3dp-ehpk 3pxp====" << true;
        QTest::newRow("too short") << "JBSWY3DP" << false;
        QTest::newRow("too long") << QString(300, u'A') << false;
        QTest::newRow("counter based") << "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1" << false;
        QTest::newRow("no secret") << "otpauth://totp/x?issuer=y" << false;
        QTest::newRow("five digits") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=5" << false;
        QTest::newRow("nine digits") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=9" << false;
        QTest::newRow("no period") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=0" << false;
        QTest::newRow("period of words") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=1a" << false;
        QTest::newRow("MD5") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5" << false;
        QTest::newRow("a picture as well") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&image=y" << true;
    }
    void totpForms() {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        const auto parsed = OneTimeSeed::parse(SecretString(text.toStdString()));
        QCOMPARE(parsed.has_value(), isGood);
        if (isGood) {
            QCOMPARE(parsed->code(at(0)).reveal().size(), std::size_t{6});
            QCOMPARE(parsed->left(at(20)), std::chrono::milliseconds(10'000));
        } else {
            QCOMPARE(QString::fromStdString(parsed.error().field), QStringLiteral("/totp"));
        }
    }

    void generatorFollowsTheRecipe() {
        std::set<std::string> made;
        for (int i = 0; i < 200; ++i) {
            const auto password = makePassword({.length = 12});
            QVERIFY(password);
            const std::string& text = password->reveal();
            QCOMPARE(text.size(), std::size_t{12});
            const auto has = [&](auto test) { return std::ranges::any_of(text, test); };
            QVERIFY(has([](char c) { return c >= 'A' && c <= 'Z'; }));
            QVERIFY(has([](char c) { return c >= 'a' && c <= 'z'; }));
            QVERIFY(has([](char c) { return c >= '0' && c <= '9'; }));
            QVERIFY(has([](char c) {
                return std::string_view("!#$%&()*+,-./:;<=>?@[]^_{}~").find(c) != std::string_view::npos;
            }));
            QVERIFY(text.find_first_of("0Oo1lI|") == std::string::npos);
            made.insert(text);
        }
        QCOMPARE(made.size(), std::size_t{200});
        const auto digits = makePassword(
            {.length = 8, .hasUpper = false, .hasLower = false, .hasDigits = true, .hasSymbols = false});
        QVERIFY(digits && digits->reveal().find_first_not_of("23456789") == std::string::npos);
    }

    void generatorIsEven() {
        std::map<char, int> counts;
        constexpr int kRounds = 400;
        for (int i = 0; i < kRounds; ++i) {
            const auto digits = makePassword({.length = 100,
                                              .hasUpper = false,
                                              .hasLower = false,
                                              .hasDigits = true,
                                              .hasSymbols = false,
                                              .withoutLookAlikes = false});
            for (const char c : digits->reveal()) {
                ++counts[c];
            }
        }
        QCOMPARE(counts.size(), std::size_t{10});
        for (const auto& [c, count] : counts) {
            // 4,000 expected, standard deviation 60: ten of them
            QVERIFY2(std::abs(count - kRounds * 10) < 600, qPrintable(QString::number(count)));
        }
    }

    void generatorBounds() {
        QCOMPARE(QString::fromStdString(makePassword({.length = 7}).error().field),
                 QStringLiteral("/length"));
        QCOMPARE(QString::fromStdString(makePassword({.length = 129}).error().field),
                 QStringLiteral("/length"));
        const PasswordRecipe none{
            .length = 20, .hasUpper = false, .hasLower = false, .hasDigits = false, .hasSymbols = false};
        QCOMPARE(QString::fromStdString(makePassword(none).error().field), QStringLiteral("/characters"));
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

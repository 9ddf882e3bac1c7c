// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <numeric>
#include <type_traits>

#include "crypto/bytes_io.h"
#include "crypto/hash_chain.h"
#include "crypto/secret_key.h"
#include "support/bytes.h"

using namespace kaomon;
using namespace kaomon::crypto;
using kaomon::testing::bytesOf;
using kaomon::testing::hexOf;

static_assert(!std::is_copy_constructible_v<SecretKey>);

namespace {

SecretKey countingKey() {
    Bytes bytes(32);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return std::move(SecretKey::fromBytes(bytes).value());
}

} // namespace

class TestSecretKey : public QObject {
    Q_OBJECT

private slots:
    void keysHave32Bytes() {
        QVERIFY(!SecretKey::fromBytes(Bytes(31)).has_value());
        QVERIFY(!SecretKey::fromBytes(Bytes(33)).has_value());
        QVERIFY(!SecretKey::fromBytes({}).has_value());
        QVERIFY(SecretKey().isEmpty());
        const SecretKey a = SecretKey::generate();
        const SecretKey b = SecretKey::generate();
        QVERIFY(!equalConstantTime(a.reveal(), b.reveal()));
        QVERIFY(equalConstantTime(a.clone().reveal(), a.reveal()));
        QVERIFY(SecretKey().clone().isEmpty());
    }

    // Expected values were made with another implementation of BLAKE2b.
    void knownValues() {
        QCOMPARE(hexOf(hash("abc")),
                 std::string("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"));
        QCOMPARE(hexOf(deriveKey(countingKey(), "label", "id").reveal()),
                 std::string("3ea2cd77c6df4f48ec65b0daceed6070523c9be04c127d91e5f171f0f7a7e846"));
        QCOMPARE(shortHash("abc").size(), std::size_t{16});
        QVERIFY(shortHash("abc") == shortHash(bytesOf("abc")));
    }

    void labelAndIdDoNotRunTogether() {
        const SecretKey key = countingKey();
        QVERIFY(!equalConstantTime(deriveKey(key, "ab", "c").reveal(), deriveKey(key, "a", "bc").reveal()));
        QVERIFY(!equalConstantTime(deriveKey(key, "a").reveal(), deriveKey(key, "b").reveal()));
    }

    void constantTimeComparison() {
        QVERIFY(equalConstantTime(bytesOf("same"), bytesOf("same")));
        QVERIFY(!equalConstantTime(bytesOf("same"), bytesOf("sama")));
        QVERIFY(!equalConstantTime(bytesOf("same"), bytesOf("same longer")));
        QVERIFY(equalConstantTime({}, {}));
    }

    void recordsRoundTrip() {
        const TimePoint time = fromRfc3339("2026-11-24T03:04:05.123456Z").value();
        BytesWriter writer;
        writer.text("name").bytes(bytesOf(std::string(1000, 'x'))).number(UINT64_MAX).time(time).text("");
        BytesReader reader(writer.result());
        QCOMPARE(reader.text(), std::string("name"));
        QCOMPARE(reader.bytes().size(), std::size_t{1000});
        QCOMPARE(reader.number(), UINT64_MAX);
        QVERIFY(reader.time() == time);
        QCOMPARE(reader.text(), std::string());
        QVERIFY(reader.finish().has_value());
    }

    void everyTruncationIsRefused() {
        BytesWriter writer;
        writer.text("name").number(7).text("end");
        const Bytes whole = writer.result();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::span<const std::uint8_t> part(whole.data(), size);
            BytesReader reader(part);
            static_cast<void>(reader.text());
            static_cast<void>(reader.number());
            static_cast<void>(reader.text());
            const Status finished = reader.finish();
            QVERIFY(!finished.has_value());
            QCOMPARE(finished.error().code, ErrorCode::ValidationFailed);
        }
    }

    void trailingBytesAndHugeLengthsAreRefused() {
        Bytes bytes = BytesWriter().text("name").take();
        bytes.push_back(0);
        BytesReader trailing(bytes);
        QCOMPARE(trailing.text(), std::string("name"));
        QVERIFY(!trailing.finish().has_value());

        const Bytes huge{0xFF, 0xFF, 0xFF, 0xFF, 'x'};
        BytesReader reader(huge);
        QVERIFY(reader.bytes().empty());
        QVERIFY(!reader.finish().has_value());

        const Bytes many = BytesWriter().number(1001).take();
        BytesReader counting(many);
        QCOMPARE(counting.count(1000), std::size_t{0});
        QVERIFY(!counting.finish().has_value());
    }

    void chainFindsEveryChange() {
        std::vector<ChainLink> links;
        Bytes head = chainStart();
        for (const char* record : {"one", "two", "three"}) {
            head = chainNext(head, bytesOf(record));
            links.push_back({bytesOf(record), head});
        }
        QCOMPARE(hexOf(links[1].hash),
                 std::string("387faed3e115fc69fdea3e9e8f722b967d4f9851a4d5c0b282ee3743abd5e064"));
        QVERIFY(checkChain(chainStart(), links).has_value());
        auto edited = links;
        edited[1].record = bytesOf("TWO");
        auto removed = links;
        removed.erase(removed.begin() + 1);
        auto swapped = links;
        std::swap(swapped[0], swapped[1]);
        for (const auto& bad : {edited, removed, swapped}) {
            const Status status = checkChain(chainStart(), bad);
            QVERIFY(!status.has_value());
            QCOMPARE(status.error().code, ErrorCode::StorageCorrupt);
        }
    }
};

QTEST_GUILESS_MAIN(TestSecretKey)
#include "tst_secret_key.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <ostream>
#include <set>
#include <type_traits>

#include "base/error.h"
#include "base/id.h"
#include "base/log.h"
#include "base/secret.h"

using namespace kaomon;

namespace {

template<class T>
concept Streamable = requires(std::ostream& out, const T& value) {
    out << value;
};

static_assert(Streamable<std::string>);
static_assert(!Streamable<SecretString> && !Streamable<SecretBytes>, "a secret must not reach a stream");
static_assert(!std::is_copy_constructible_v<SecretString> && !std::is_copy_assignable_v<SecretString>);
static_assert(!std::is_constructible_v<log::Field, const char*, SecretString>,
              "a secret must not reach a log");
static_assert(!std::is_constructible_v<log::Field, const char*, const SecretString&>);
static_assert(!std::is_convertible_v<UserId, DeviceId> && !std::is_convertible_v<DeviceId, std::string>);

} // namespace

class TestIdError : public QObject {
    Q_OBJECT

private slots:
    void idsAreUniqueAndOrdered() {
        std::set<std::string> seen;
        for (int i = 0; i < 1000; ++i) {
            const std::string id = makeUuid();
            QVERIFY(isUuid(id));
            QCOMPARE(id[14], '7');
            QVERIFY(QByteArray("89ab").contains(id[19]));
            QVERIFY(seen.insert(id).second);
        }
        const std::string first = makeUuid();
        QTRY_VERIFY(makeUuid().substr(0, 13) > first.substr(0, 13));
    }

    void idRefuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("upper case") << QByteArray("018F0000-0000-7000-8000-000000000000");
        QTest::newRow("short") << QByteArray("018f0000-0000-7000-8000-00000000000");
        QTest::newRow("long") << QByteArray("018f0000-0000-7000-8000-0000000000000");
        QTest::newRow("hyphen moved") << QByteArray("018f00000-000-7000-8000-000000000000");
        QTest::newRow("not hex") << QByteArray("018g0000-0000-7000-8000-000000000000");
        QTest::newRow("quote") << QByteArray("018f0000-0000-7000-8000-00000000000'");
    }
    void idRefuses() {
        QFETCH(QByteArray, text);
        const auto id = UserId::parse(text.toStdString());
        QVERIFY(!id.has_value());
        QCOMPARE(id.error().code, ErrorCode::ValidationFailed);
    }

    void idRoundTrip() {
        const UserId id = UserId::generate();
        QVERIFY(!id.isEmpty());
        QVERIFY(UserId::parse(id.text()).value() == id);
        QVERIFY(UserId().isEmpty());
    }

    void everyErrorHasItsOwnWireName() {
        std::set<std::string_view> names;
        const int last = static_cast<int>(ErrorCode::NotSignedIn);
        for (int i = 0; i <= last; ++i) {
            const auto code = static_cast<ErrorCode>(i);
            const std::string_view name = wireName(code);
            QVERIFY2(names.insert(name).second, name.data());
            const auto back = errorCodeFromWire(name);
            QVERIFY2(back.has_value() && *back == code, name.data());
        }
        QVERIFY(!errorCodeFromWire("of_a_newer_server").has_value());
        QVERIFY(!errorCodeFromWire("").has_value());
    }

    void errorKnowsWhereItWasMade() {
        const Status status = fail(ErrorCode::NotFound, "no such user", "/user");
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().field, std::string("/user"));
        QVERIFY(QByteArray(status.error().where.file_name()).endsWith("tst_id_error.cpp"));
    }

    void secretIsEmptyAfterMoveAndClear() {
        for (const std::size_t size : {std::size_t{5}, std::size_t{500}}) {
            SecretString secret(std::string(size, 'x'));
            SecretString copy = secret.clone();
            QCOMPARE(copy.reveal().size(), size);
            SecretString moved = std::move(secret);
            QVERIFY(secret.isEmpty()); // NOLINT(bugprone-use-after-move): that is the point
            QCOMPARE(moved.reveal(), copy.reveal());
            moved.clear();
            QVERIFY(moved.isEmpty());
            copy = SecretString("other");
            QCOMPARE(copy.reveal(), std::string("other"));
        }
    }

    void wipeOverwrites() {
        std::string buffer("secret");
        wipe(buffer.data(), buffer.size());
        QCOMPARE(buffer, std::string(6, '\0'));
    }
};

QTEST_GUILESS_MAIN(TestIdError)
#include "tst_id_error.moc"

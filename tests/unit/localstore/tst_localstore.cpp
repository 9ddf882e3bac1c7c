// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/local_store.h"

#include <QtTest>

using kaomon::Bytes;
using kaomon::ErrorCode;
using kaomon::Result;
using kaomon::localstore::Change;
using kaomon::localstore::LocalStore;
using kaomon::localstore::MachineKey;
using namespace Qt::StringLiterals;

namespace {

Bytes bytesOf(std::string_view text) {
    return Bytes(text.begin(), text.end());
}

std::string textOf(const Bytes& bytes) {
    return std::string(bytes.begin(), bytes.end());
}

} // namespace

class TestLocalStore : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void objectsComeBack();
    void objectsSurviveReopening();
    void putReplaces();
    void removeAndAbsent();
    void kindsAreApart();
    void pageAndTokenTogether();
    void pageTwiceChangesNothing();
    void olderChangeIsPassedOver();
    void replaceAll();
    void state_data();
    void state();
    void outboxNumbersAreDense();
    void outboxNumbersNeverRepeat();
    void acknowledgeTooFar();
    void wipeAllLeavesNothing();
    void generationGrows();
    void onlyOneAtATime();
    void machineKeyIsKept();

private:
    std::string path(const char* name) const {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    void reopen() {
        m_store.reset();
        auto key = MachineKey::open(path("machine.key"), MachineKey::IfMissing::Create);
        QVERIFY(key.has_value());
        auto store = LocalStore::open(path("store"), std::move(*key));
        QVERIFY2(store.has_value(), store ? "" : store.error().detail.c_str());
        m_store = std::move(*store);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalStore> m_store;
};

void TestLocalStore::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestLocalStore::cleanup() {
    m_store.reset();
}

void TestLocalStore::objectsComeBack() {
    QVERIFY(m_store->put("user", "u1", 5, bytesOf("山田\0花子")).has_value());
    const auto object = m_store->get("user", "u1").value();
    QCOMPARE(object.id, std::string("u1"));
    QCOMPARE(object.rev, 5U);
    QCOMPARE(textOf(object.bytes), textOf(bytesOf("山田\0花子")));
    QVERIFY(m_store->put("user", "empty", 1, {}).has_value());
    QVERIFY(m_store->get("user", "empty").value().bytes.empty());
}

void TestLocalStore::objectsSurviveReopening() {
    QVERIFY(m_store->put("policy", "p", 9, bytesOf("body")).has_value());
    reopen();
    QCOMPARE(textOf(m_store->get("policy", "p").value().bytes), std::string("body"));
}

void TestLocalStore::putReplaces() {
    QVERIFY(m_store->put("user", "u1", 5, bytesOf("new")).has_value());
    QVERIFY(m_store->put("user", "u1", 4, bytesOf("old")).has_value());
    QCOMPARE(m_store->get("user", "u1").value().rev, 4U);
    QCOMPARE(m_store->list("user").value().size(), 1U);
}

void TestLocalStore::removeAndAbsent() {
    QVERIFY(m_store->put("user", "u1", 5, bytesOf("x")).has_value());
    QVERIFY(m_store->remove("user", "u1").has_value());
    QVERIFY(m_store->remove("user", "u1").has_value());
    QCOMPARE(m_store->get("user", "u1").error().code, ErrorCode::NotFound);
    QVERIFY(m_store->list("user").value().empty());
}

void TestLocalStore::kindsAreApart() {
    QVERIFY(m_store->put("user", "b", 1, bytesOf("user b")).has_value());
    QVERIFY(m_store->put("user", "a", 1, bytesOf("user a")).has_value());
    QVERIFY(m_store->put("template", "a", 1, bytesOf("template a")).has_value());
    const auto users = m_store->list("user").value();
    QCOMPARE(users.size(), 2U);
    QCOMPARE(textOf(users[0].bytes), std::string("user a"));
    QCOMPARE(textOf(m_store->get("template", "a").value().bytes), std::string("template a"));
}

void TestLocalStore::pageAndTokenTogether() {
    QCOMPARE(m_store->token().value(), std::string());
    const std::vector<Change> page = {{Change::Operation::Put, "user", "u1", 3, bytesOf("one")},
                                      {Change::Operation::Put, "user", "u2", 4, bytesOf("two")},
                                      {Change::Operation::Remove, "user", "u1", 5, {}}};
    QVERIFY(m_store->applyPage(page, "token-5").has_value());
    reopen();
    QCOMPARE(m_store->token().value(), std::string("token-5"));
    QCOMPARE(m_store->list("user").value().size(), 1U);
    QCOMPARE(m_store->get("user", "u1").error().code, ErrorCode::NotFound);
}

void TestLocalStore::pageTwiceChangesNothing() {
    const std::vector<Change> page = {{Change::Operation::Put, "user", "u1", 3, bytesOf("one")}};
    QVERIFY(m_store->applyPage(page, "token-3").has_value());
    QVERIFY(m_store->applyPage(page, "token-3").has_value());
    QCOMPARE(m_store->get("user", "u1").value().rev, 3U);
}

void TestLocalStore::olderChangeIsPassedOver() {
    QVERIFY(m_store->put("user", "u1", 7, bytesOf("newer")).has_value());
    const std::vector<Change> page = {{Change::Operation::Put, "user", "u1", 6, bytesOf("older")},
                                      {Change::Operation::Remove, "user", "u1", 5, {}}};
    QVERIFY(m_store->applyPage(page, "t").has_value());
    QCOMPARE(textOf(m_store->get("user", "u1").value().bytes), std::string("newer"));
}

void TestLocalStore::replaceAll() {
    QVERIFY(m_store->put("user", "gone", 7, bytesOf("x")).has_value());
    QVERIFY(m_store->put("user", "kept", 7, bytesOf("x")).has_value());
    QVERIFY(m_store->setState("counter", bytesOf("3")).has_value());
    const std::vector<Change> page = {{Change::Operation::Put, "user", "kept", 2, bytesOf("restored")}};
    QVERIFY(m_store->applyPage(page, "t", LocalStore::PageMode::ReplaceAll).has_value());
    QCOMPARE(m_store->list("user").value().size(), 1U);
    QCOMPARE(textOf(m_store->get("user", "kept").value().bytes), std::string("restored"));
    QVERIFY(m_store->state("counter").has_value());
}

void TestLocalStore::state_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("text") << QByteArray("counter=3");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("binary") << QByteArray("\0\1\xff\0", 4);
    QTest::newRow("large") << QByteArray(300'000, 'k');
}

void TestLocalStore::state() {
    QFETCH(QByteArray, value);
    QCOMPARE(m_store->state("device.key").error().code, ErrorCode::NotFound);
    QVERIFY(m_store->setState("device.key", bytesOf("before")).has_value());
    QVERIFY(m_store->setState("device.key", Bytes(value.begin(), value.end())).has_value());
    reopen();
    const auto got = m_store->state("device.key").value();
    QVERIFY(textOf(got.reveal()) == value.toStdString());
    QVERIFY(m_store->removeState("device.key").has_value());
    QCOMPARE(m_store->state("device.key").error().code, ErrorCode::NotFound);
}

void TestLocalStore::outboxNumbersAreDense() {
    for (std::uint64_t seq = 1; seq <= 5; ++seq) {
        QCOMPARE(m_store->append(bytesOf("event " + std::to_string(seq))).value(), seq);
    }
    const auto first = m_store->pending(2).value();
    QCOMPARE(first.size(), 2U);
    QCOMPARE(first[1].seq, 2U);
    QCOMPARE(textOf(first[1].bytes), std::string("event 2"));
    QVERIFY(!first[1].isDamaged);
    QVERIFY(m_store->acknowledge(3).has_value());
    QVERIFY(m_store->acknowledge(2).has_value());
    const auto rest = m_store->pending(100).value();
    QCOMPARE(rest.size(), 2U);
    QCOMPARE(rest[0].seq, 4U);
}

void TestLocalStore::outboxNumbersNeverRepeat() {
    QCOMPARE(m_store->append(bytesOf("a")).value(), 1U);
    QVERIFY(m_store->acknowledge(1).has_value());
    reopen();
    QCOMPARE(m_store->append(bytesOf("b")).value(), 2U);
    QVERIFY(m_store->wipeAll().has_value());
    QCOMPARE(m_store->append(bytesOf("c")).value(), 3U);
}

void TestLocalStore::acknowledgeTooFar() {
    QCOMPARE(m_store->append(bytesOf("a")).value(), 1U);
    QCOMPARE(m_store->acknowledge(2).error().code, ErrorCode::ValidationFailed);
    QCOMPARE(m_store->pending(10).value().size(), 1U);
}

void TestLocalStore::wipeAllLeavesNothing() {
    QVERIFY(m_store->put("user", "canary-object", 1, bytesOf("x")).has_value());
    QVERIFY(m_store->setState("canary-state", bytesOf("x")).has_value());
    QVERIFY(m_store->applyPage({}, "token").has_value());
    QVERIFY(m_store->append(bytesOf("x")).has_value());
    QVERIFY(m_store->wipeAll().has_value());
    QVERIFY(m_store->list("user").value().empty());
    QVERIFY(m_store->pending(10).value().empty());
    QCOMPARE(m_store->token().value(), std::string());
    m_store.reset();
    for (const QFileInfo& info : QDir(QString::fromStdString(path("store"))).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("canary"), qPrintable(info.fileName()));
    }
}

void TestLocalStore::generationGrows() {
    const auto before = m_store->generation();
    QVERIFY(m_store->setState("a", bytesOf("x")).has_value());
    QCOMPARE(m_store->generation(), before + 1);
    reopen();
    QCOMPARE(m_store->generation(), before + 1);
}

void TestLocalStore::onlyOneAtATime() {
    auto key = MachineKey::open(path("machine.key"), MachineKey::IfMissing::Fail).value();
    QCOMPARE(LocalStore::open(path("store"), std::move(key)).error().code, ErrorCode::Conflict);
    QVERIFY(m_store->setState("still", bytesOf("works")).has_value());
}

void TestLocalStore::machineKeyIsKept() {
    QCOMPARE(MachineKey::open(path("absent.key"), MachineKey::IfMissing::Fail).error().code,
             ErrorCode::KeyUnavailable);
    const auto first = MachineKey::open(path("machine.key"), MachineKey::IfMissing::Fail).value();
    const auto second = MachineKey::open(path("machine.key"), MachineKey::IfMissing::Create).value();
    QVERIFY(std::ranges::equal(first.key().reveal(), second.key().reveal()));
}

QTEST_GUILESS_MAIN(TestLocalStore)
#include "tst_localstore.moc"

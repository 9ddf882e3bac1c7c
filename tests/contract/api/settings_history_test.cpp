// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/settings_bench.h"
#include "contract/api/test_classes.h"
#include "wire/problem.h"

namespace kaomon::test {
namespace {

using wire::SettingsBody;

// What settings documents said before, and the way back.
class SettingsHistoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void history();
    void difference_data();
    void difference();
    void revert();

private:
    SettingsBench m_bench;
};

void SettingsHistoryTest::initTestCase() {
    QVERIFY2(m_bench.setUp("history"), describe(m_bench.kit.lastReply).c_str());
}

void SettingsHistoryTest::cleanupTestCase() {
    QVERIFY2(m_bench.tearDown(), describe(m_bench.kit.lastReply).c_str());
}

void SettingsHistoryTest::history() {
    const long long before = m_bench.versionOf("tenant");
    for (const char* seconds : {"10", "11", "12"}) {
        EXPECT_STATUS(
            m_bench.say("tenant", {{{"match_timeout_s", seconds}}, std::string("tried ") + seconds}), 200);
    }
    const auto all = bodyOf<wire::SettingsVersionPage>(m_bench.get("/v1/settings/versions"));
    QVERIFY(all && !all->next);
    QCOMPARE(all->items.size(), static_cast<std::size_t>(before) + 3);
    QCOMPARE(all->items.front().version, before + 3);
    QCOMPARE(all->items.front().reason, std::string("tried 12"));
    QCOMPARE(all->items.front().signer, m_bench.kit.owner.id.text());
    QCOMPARE(all->items.front().settings.front().value, std::string("12"));
    QCOMPARE(all->items.back().version, 1LL);
    // one by one gives the same
    std::vector<long long> versions;
    std::string cursor;
    do {
        const auto page = bodyOf<wire::SettingsVersionPage>(
            m_bench.get("/v1/settings/versions?scope=tenant&limit=2" + cursor));
        QVERIFY(page);
        for (const auto& item : page->items) {
            versions.push_back(item.version);
        }
        cursor = page->next ? "&cursor=" + *page->next : std::string();
    } while (!cursor.empty());
    QCOMPARE(versions.size(), all->items.size());
    QVERIFY(std::ranges::is_sorted(versions, std::greater()));
    EXPECT_PROBLEM(m_bench.get("/v1/settings/versions?cursor=x"), 422, "validation_failed");
    EXPECT_PROBLEM(m_bench.get("/v1/settings/versions?scope=device:1"), 422, "validation_failed");
    EXPECT_PROBLEM(m_bench.get("/v1/settings/versions/99999"), 404, "not_found");
    EXPECT_PROBLEM(m_bench.get("/v1/settings/versions/x"), 404, "not_found");
    // the bytes as they were signed
    const auto one =
        bodyOf<wire::SettingsVersion>(m_bench.get("/v1/settings/versions/" + std::to_string(before + 2)));
    QVERIFY(one);
    const auto record = crypto::SignedRecord::decode(one->record);
    QVERIFY(record && crypto::SignedPolicy::verify(*record, m_bench.kit.manifest, 1));
    QCOMPARE(one->reason, std::string("tried 11"));
}

void SettingsHistoryTest::difference_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected"); // name old new, sorted by name; ! = problem
    const auto row = [](const char* query, const char* expected) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(expected);
    };
    row("from=V1&to=V2", "match_attempts 2 4;match_timeout_s 5 -;min_luma - 30!");
    row("from=V2&to=V1", "match_attempts 4 2;match_timeout_s - 5;min_luma 30! -");
    row("from=V1&to=V1", "");
    row("from=V1", "match_attempts 2 4;match_timeout_s 5 -;min_luma - 30!");
    row("from={t1}&to={t2}", "match_attempts 2 4;match_timeout_s 5 -;min_luma - 30!");
    row("from=0&to=V1", "match_attempts - 2;match_timeout_s - 5");
    row("from=2000-01-01T00:00:00Z&to=V1", "match_attempts - 2;match_timeout_s - 5");
    row("", "422");
    row("from=x", "422");
    row("from=V1&to=99999", "404");
}

void SettingsHistoryTest::difference() {
    QFETCH(QString, query);
    QFETCH(QString, expected);
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_attempts", "2"}, {"match_timeout_s", "5"}}}),
                  200);
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_attempts", "4"}, {"min_luma", "30", true}}}),
                  200);
    const auto page = bodyOf<wire::SettingsVersionPage>(m_bench.get("/v1/settings/versions?limit=2"));
    QVERIFY(page && page->items.size() == 2);
    const auto text = [](TimePoint time) { return QString::fromStdString(toRfc3339(time)); };
    query.replace(QLatin1String("V1"), QString::number(page->items[1].version));
    query.replace(QLatin1String("V2"), QString::number(page->items[0].version));
    query.replace(QLatin1String("{t1}"), text(page->items[1].storedAt));
    query.replace(QLatin1String("{t2}"), text(page->items[0].storedAt));
    const auto reply = m_bench.get("/v1/settings/diff?" + query.toStdString());
    if (reply.status != 200) {
        QCOMPARE(QString::number(reply.status), expected);
        return;
    }
    const auto answer = bodyOf<wire::SettingsDifference>(reply);
    QVERIFY(answer);
    QStringList changes;
    for (const auto& change : answer->changes) {
        const auto side = [](const std::optional<std::string>& value, bool locked) {
            return QString::fromStdString(value.value_or("-") + (locked ? "!" : ""));
        };
        changes << QString::fromStdString(change.name) + QLatin1Char(' ') +
                       side(change.oldValue, change.oldLocked) + QLatin1Char(' ') +
                       side(change.newValue, change.newLocked);
    }
    QCOMPARE(changes.join(QLatin1Char(';')), expected);
}

// A step back is a new version with old contents, signed by whoever takes it.
void SettingsHistoryTest::revert() {
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_attempts", "2"}}}), 200);
    const long long good = m_bench.versionOf("tenant");
    EXPECT_STATUS(m_bench.say("tenant", {.settings = {{"match_attempts", "9"}, {"match_timeout_s", "30"}}}),
                  200);
    const auto old =
        bodyOf<wire::SettingsVersion>(m_bench.get("/v1/settings/versions/" + std::to_string(good)));
    QVERIFY(old);
    // the old bytes themselves are refused: they are an older version
    EXPECT_PROBLEM(m_bench.put({"policy", "tenant", old->version, old->record, 0}), 409,
                   "policy_rolled_back");
    EXPECT_STATUS(m_bench.say("tenant", {old->settings, "back to " + std::to_string(good)}), 200);
    const auto change =
        bodyOf<wire::SettingsDifference>(m_bench.get("/v1/settings/diff?from=" + std::to_string(good)));
    QVERIFY(change && change->changes.empty() && change->toVersion == good + 2);
    QCOMPARE(m_bench.explained("", "match_attempts").value, std::string("2"));
}

} // namespace

std::unique_ptr<QObject> makeSettingsHistoryTest() {
    return std::make_unique<SettingsHistoryTest>();
}

} // namespace kaomon::test

#include "settings_history_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <deque>

#include <soci/soci.h>

#include <QTest>

#include "metrics/metered_database.h"

using namespace kaomon;
using storage::Access;
using storage::UnitOfWork;

namespace {

// A pool whose sessions the test hands out: jobs wait until they are told to run, and to be answered.
class HeldDatabase final : public storage::Database {
public:
    struct Held {
        Job job;
        Done done;
    };

    explicit HeldDatabase(std::deque<Held>& held)
        : m_held(held) {}

    void submit(Access, TenantId, Job job, Done done) override {
        m_held.push_back({std::move(job), std::move(done)});
    }
    void stop() override {}
    [[nodiscard]] storage::Dialect dialect() const override { return storage::Dialect::Sqlite; }
    [[nodiscard]] const storage::CallerGeneration& callers() const override { return m_callers; }

private:
    std::deque<Held>& m_held;
    storage::CallerGeneration m_callers;
};

} // namespace

class MeteredDatabaseTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_held.clear();
        m_database = std::make_unique<metrics::MeteredDatabase>(std::make_unique<HeldDatabase>(m_held));
    }

    void whatWaitsIsNotBusy() {
        submit(Access::Read);
        submit(Access::Read);
        submit(Access::Write);
        QCOMPARE(value("kaomon_db_pool_waiting", "read"), 2);
        QCOMPARE(value("kaomon_db_pool_waiting", "write"), 1);
        QCOMPARE(value("kaomon_db_pool_busy", "read"), 0);
        QCOMPARE(value("kaomon_db_jobs", "read"), 2);
        QCOMPARE(value("kaomon_db_pool_wait_seconds_count", "read"), 0);
        // while the first one runs
        run([&] {
            QCOMPARE(value("kaomon_db_pool_waiting", "read"), 1);
            QCOMPARE(value("kaomon_db_pool_busy", "read"), 1);
            QCOMPARE(value("kaomon_db_jobs", "read"), 2);
            QCOMPARE(value("kaomon_db_pool_wait_seconds_count", "read"), 1);
            QCOMPARE(value("kaomon_db_pool_busy", "write"), 0);
        });
        QCOMPARE(value("kaomon_db_pool_busy", "read"), 1); // until it is answered: COMMIT belongs to it
        answer({});
        QCOMPARE(value("kaomon_db_pool_busy", "read"), 0);
        QCOMPARE(value("kaomon_db_pool_waiting", "read"), 1);
        QCOMPARE(value("kaomon_db_job_seconds_count", "read"), 1);
    }

    // After a serialisation failure: one wait, one session.
    void aJobThatRunsAgainCountsOnce() {
        submit(Access::Write);
        run([] {});
        run([&] { QCOMPARE(value("kaomon_db_pool_busy", "write"), 1); });
        QCOMPARE(value("kaomon_db_pool_wait_seconds_count", "write"), 1);
        answer({});
        QCOMPARE(value("kaomon_db_pool_busy", "write"), 0);
        QCOMPARE(value("kaomon_db_pool_waiting", "write"), 0);
    }

    // Waited too long for a session, or the queue was full.
    void aJobThatNeverRanWaitsNoLonger() {
        submit(Access::Read);
        answer(fail(ErrorCode::Unavailable, "no session"));
        QCOMPARE(value("kaomon_db_pool_waiting", "read"), 0);
        QCOMPARE(value("kaomon_db_pool_busy", "read"), 0);
        QCOMPARE(value("kaomon_db_pool_wait_seconds_count", "read"), 0);
        QVERIFY(text().find("kaomon_db_failures_total{access=\"read\",code=\"unavailable\"} 1\n") !=
                std::string::npos);
    }

    void refusalsAreNoFailures() {
        submit(Access::Read);
        run([] {});
        answer(fail(ErrorCode::NotFound, "no such user"));
        QVERIFY(text().find("kaomon_db_failures_total{") == std::string::npos);
    }

private:
    void submit(Access access) {
        m_database->submit(
            access, TenantId(),
            [this](UnitOfWork&) -> Status {
                m_during();
                return {};
            },
            [](const Status&) {});
    }
    // The oldest job, with a look from inside.
    void run(std::function<void()> during) {
        m_during = std::move(during);
        soci::session session;
        UnitOfWork unit(session, storage::Dialect::Sqlite, TenantId());
        QVERIFY(m_held.front().job(unit));
    }
    void answer(const Status& status) {
        const auto held = std::move(m_held.front());
        m_held.pop_front();
        held.done(status);
    }
    [[nodiscard]] std::string text() const {
        metrics::Exposition exposition;
        m_database->describe(exposition);
        return exposition.take();
    }
    // -1 when there is no such line.
    [[nodiscard]] int value(const std::string& name, const std::string& access) const {
        const std::string all = text();
        const std::string line = "\n" + name + "{access=\"" + access + "\"} ";
        const auto at = all.find(line);
        return at == std::string::npos ? -1 : std::stoi(all.substr(at + line.size()));
    }

    std::deque<HeldDatabase::Held> m_held;
    std::unique_ptr<metrics::MeteredDatabase> m_database;
    std::function<void()> m_during;
};

QTEST_GUILESS_MAIN(MeteredDatabaseTest)
#include "tst_metered_database.moc"

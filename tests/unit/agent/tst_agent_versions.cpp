// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/version_watch.h"
#include "agent_fixture.h"
#include "crypto/bytes_io.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// What the server said of this version is kept for the time without it.
class TestAgentVersions : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
        auto device = Tenant(m_clock).makeDevice();
        QVERIFY(m_state->adopt(std::move(device)));
    }

    void isKeptAndTakenBack() {
        QVERIFY(!VersionWatch(*m_state).endsAt());
        VersionWatch(*m_state).hear({m_end});
        QCOMPARE(VersionWatch(*m_state).endsAt(), std::optional(m_end));
        open(); // started again, without the server
        QCOMPARE(VersionWatch(*m_state).endsAt(), std::optional(m_end));
        VersionWatch(*m_state).hear({m_end + 24h});
        QCOMPARE(VersionWatch(*m_state).endsAt(), std::optional(m_end + 24h));
        VersionWatch(*m_state).hear({}); // the newer one was withdrawn
        QVERIFY(!VersionWatch(*m_state).endsAt());
    }

    // After an update nobody is told that the version before it is old.
    void isOfTheVersionThatRuns() {
        VersionWatch(*m_state).hear({m_end});
        crypto::BytesWriter other;
        other.text("0.0.1").time(m_end);
        QVERIFY(m_state->cache().setState("support_ends", other.result()));
        QVERIFY(!VersionWatch(*m_state).endsAt());
        QVERIFY(m_state->cache().setState("support_ends", Bytes{1, 2, 3}));
        QVERIFY(!VersionWatch(*m_state).endsAt());
        VersionWatch(*m_state).hear({m_end});
        QCOMPARE(VersionWatch(*m_state).endsAt(), std::optional(m_end));
    }

private:
    void open() {
        m_state.reset();
        m_state = *AgentState::open(m_folder->path().toStdString(), m_clock);
    }

    testing::ManualClock m_clock;
    const TimePoint m_end = m_clock.now() + 24h * 30;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AgentState> m_state;
};

QTEST_GUILESS_MAIN(TestAgentVersions)
#include "tst_agent_versions.moc"

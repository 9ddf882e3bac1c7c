// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <random>

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

constexpr int kFreeTries = 5;
constexpr int kMostTries = 50;

// What the logon does around each look at a face, without the camera: may one be taken, and what became of
// it.
bool tryWrongFace(AgentState& state, const UserId& user, TimePoint now, domain::FaceMiss miss) {
    CooldownStore store(state.identity());
    const domain::FaceCooldownRule rule = state.policies().policy().faceCooldown;
    if (!store.admit(user, now, rule)) {
        return false;
    }
    auto cooldown = store.load(user);
    if (!cooldown) {
        return false;
    }
    cooldown->recordMiss(miss, now, rule);
    if (const Status kept = store.save(user, *cooldown); !kept) {
        qFatal("the miss cannot be written down");
    }
    return true;
}

} // namespace

// A18 of the design's list of attacks: somebody at the PC tries face after face, restarts it, turns its clock
// back and puts older files in the place of newer ones. The store is the agent's real one.
class TestAgentLockout : public QObject {
    Q_OBJECT
private slots:
    void tenThousandTries() {
        PcFolder pc;
        auto state = pc.open();
        std::mt19937 random(20261129);
        int tries = 0;
        int earlyTries = 0; // within 30 s of the one before, by a clock that nobody can turn
        std::chrono::microseconds waited{0};
        std::chrono::microseconds last = -1h;
        for (int i = 0; i < 10'000; ++i) {
            if (tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::NoMatch)) {
                ++tries;
                earlyTries += waited - last < 30s ? 1 : 0;
                last = waited;
            }
            const auto what = random() % 100;
            if (what == 0) {
                state.reset();
                state = pc.open(); // the PC was restarted
            } else if (what == 1) {
                pc.clock.setWallClock(pc.clock.now() - std::chrono::hours(random() % 48));
            } else {
                const auto pause = std::chrono::seconds(random() % 12);
                pc.clock.advance(pause);
                waited += pause;
            }
        }
        QVERIFY(tries >= kFreeTries);
        QVERIFY2(tries <= kMostTries, std::to_string(tries).c_str());
        QVERIFY2(earlyTries < kFreeTries, std::to_string(earlyTries).c_str());
        pc.clock.advance(std::chrono::days(365));
        QVERIFY(!tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::NoMatch));
    }

    // Misses are counted beside the identity: an older copy of the cache forgives none.
    void anOlderCacheForgivesNoMisses() {
        PcFolder pc;
        pc.copyCache();
        {
            auto state = pc.open();
            for (int i = 0; i < kFreeTries; ++i) {
                QVERIFY(tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::NoMatch));
            }
            QVERIFY(!tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::NoMatch));
        }
        pc.putBackCache();
        auto state = pc.open();
        QVERIFY(!tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::NoMatch));
    }

    void aSpoofCostsTwo() {
        PcFolder pc;
        auto state = pc.open();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::Spoof));
        }
        QVERIFY(!tryWrongFace(*state, pc.user, pc.clock.now(), domain::FaceMiss::Spoof));
    }

private:
    // An enrolled PC's folder, with one user.
    struct PcFolder {
        QTemporaryDir folder;
        QTemporaryDir copy;
        testing::ManualClock clock;
        Tenant tenant{clock};
        UserId user = UserId::generate();

        PcFolder() {
            const auto state = open();
            auto device = tenant.makeDevice();
            if (!state->adopt(std::move(device)) || !state->setDeviceState("active") ||
                !store(*state, {tenant.manifest(), Tenant::user(user)})) {
                qFatal("the PC cannot be set up");
            }
        }
        [[nodiscard]] std::unique_ptr<AgentState> open() const {
            return *AgentState::open(folder.path().toStdString(), clock);
        }
        [[nodiscard]] std::filesystem::path cache() const {
            return folder.filePath(QStringLiteral("cache")).toStdString();
        }
        void copyCache() const {
            std::filesystem::copy(cache(), copy.filePath(QStringLiteral("cache")).toStdString(),
                                  std::filesystem::copy_options::recursive);
        }
        void putBackCache() const {
            for (const auto& entry :
                 std::filesystem::directory_iterator(copy.filePath(QStringLiteral("cache")).toStdString())) {
                if (entry.path().extension() == ".db" || entry.path().extension() == ".sqlite") {
                    std::filesystem::copy_file(entry.path(), cache() / entry.path().filename(),
                                               std::filesystem::copy_options::overwrite_existing);
                }
            }
        }
    };
};

QTEST_GUILESS_MAIN(TestAgentLockout)
#include "tst_agent_lockout.moc"

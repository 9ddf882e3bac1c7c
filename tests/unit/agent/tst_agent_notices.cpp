// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "agent/notice_desk.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

namespace {

constexpr uid_t kTaro = 1000;
constexpr uid_t kHanako = 1001;

struct Board {
    explicit Board(Desk& desk)
        : sessions(*desk.state, desk.events, desk.clock)
        , notices(*desk.state, sessions, desk.clock) {
        notices.addTo(router);
    }
    // As a client of that OS user sends it; the answer has nowhere to go.
    void say(uid_t uid, const std::string& type, const std::string& id) {
        router.route(Caller{nullptr, 1, uid}, {type, 1, {{"id", id}}});
    }

    UserSessions sessions;
    NoticeDesk notices;
    Router router;
};

wire::Change notice(const Clock& clock, const std::string& id, std::chrono::hours begun,
                    std::optional<std::chrono::hours> ends = std::nullopt) {
    wire::SyncedNotice made{id, "planned", "題", "本文", "Title", "Body", clock.now() + begun, std::nullopt};
    if (ends) {
        made.endsAt = clock.now() + *ends;
    }
    return Tenant::change("notice", id, wire::encode(made));
}

} // namespace

// The administrators' notices on a PC: which hold now, and what each of its people has said of them.
class TestAgentNotices : public QObject {
    Q_OBJECT
private slots:
    void theOnesThatHoldNow() {
        Desk desk;
        QVERIFY(store(*desk.state, {notice(desk.clock, "n-1", -2h), notice(desk.clock, "n-2", -1h, 5h),
                                    notice(desk.clock, "n-3", 3h), notice(desk.clock, "n-4", -5h, -1h)}));
        Board board(desk);
        const auto ids = [&] {
            std::vector<std::string> found;
            for (const auto& one : board.notices.current()) {
                found.push_back(one.id);
            }
            return found;
        };
        QCOMPARE(ids(), (std::vector<std::string>{"n-2", "n-1"})); // the latest first
        desk.clock.advance(4h);
        QCOMPARE(ids(), (std::vector<std::string>{"n-3", "n-2", "n-1"}));
        desk.clock.advance(2h);
        QCOMPARE(ids(), (std::vector<std::string>{"n-3", "n-1"}));
    }

    void eachPersonForHimself() {
        Desk desk;
        QVERIFY(store(*desk.state, {notice(desk.clock, "n-1", -2h), notice(desk.clock, "n-2", -1h)}));
        Board board(desk);
        QCOMPARE(board.notices.unread(kTaro), 2);
        board.say(kTaro, "noticeRead", "n-1");
        board.say(kTaro, "noticeRead", "n-9"); // there is none
        QCOMPARE(board.notices.unread(kTaro), 1);
        QCOMPARE(board.notices.unread(kHanako), 2);
        QVERIFY(!board.notices.receipts(kTaro).at("n-1").isAcknowledged);
        board.say(kTaro, "noticeAcknowledge", "n-1");
        board.say(kTaro, "noticeRead", "n-1"); // takes nothing back
        QVERIFY(board.notices.receipts(kTaro).at("n-1").isAcknowledged);
        QVERIFY(!board.notices.receipts(kTaro).at("n-1").isTold); // nobody is signed in: later
        QCOMPARE(board.notices.receipts(kTaro).size(), std::size_t(1));
        Board later(desk); // the agent is started anew
        QCOMPARE(later.notices.unread(kTaro), 1);
    }
};

QTEST_GUILESS_MAIN(TestAgentNotices)
#include "tst_agent_notices.moc"

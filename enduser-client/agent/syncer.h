// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include <QObject>
#include <QTimer>

#include "agent/agent_state.h"
#include "agent/confirmation_watch.h"
#include "agent/device_standing.h"
#include "agent/event_log.h"
#include "agent/server_link.h"
#include "client/services.h"

namespace kaomon::agent {

// Keeps this PC and the server of one mind: pushes the outbox, then fetches the changes, verifies them and
// applies them in one transaction. Every `interval`, when an event was added and on demand (a hint of the
// push channel); after a failure with a growing, random delay. Nothing waits for it: face logon works from
// what is here. A PC that is not active asks for its own record only: it may have been approved, resumed, or
// told to erase itself. Main thread.
class Syncer final : public QObject {
    Q_OBJECT
public:
    Syncer(AgentState& state, EventLog& events, const Clock& clock, std::chrono::milliseconds interval);

    // `link` outlives this object or the next call. Null: not enrolled any more.
    void setLink(ServerLink* link);
    // As soon as possible.
    void syncNow();
    // An event waits; keeps to the delay after a failure.
    void eventAdded();

    [[nodiscard]] bool isOnline() const { return m_isOnline; }
    // How far this PC's clock is ahead of the server's; 0 while unknown.
    [[nodiscard]] std::chrono::seconds clockLead() const;
    // The tenant's revision as of the last good round.
    [[nodiscard]] long long knownRev() const { return m_knownRev; }
    // As of the last good round.
    [[nodiscard]] const ConfirmationState& confirmation() const { return m_confirmation.state(); }
    // Why the last round failed; nullopt after a good one.
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }

signals:
    // A round is through; the caches hold the news.
    void synced();
    void roundEnded(bool isGood);
    // The server threw this PC out; what it held was erased. The link must be made anew, or there is none.
    void expelled();

private:
    void beginRound();
    void pushEvents();
    void onPushed(const Result<wire::BatchReply>& reply, std::uint64_t lastSent);
    [[nodiscard]] Result<std::uint64_t> fillBatch(wire::EventBatch& batch) const;
    void beginFetch();
    void fetchPage(const std::string& since);
    void onPage(const Result<wire::ChangePage>& page);
    [[nodiscard]] Status applyPages(const std::string& token);
    void askForSelf();
    void endRound(Status status);
    void setOnline(bool isOnline);
    void watchClock();
    void tellDeletedFaces();
    void dropFaces();
    [[nodiscard]] std::chrono::milliseconds nextDelay() const;

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
    const std::chrono::milliseconds m_interval;
    DeviceStanding m_standing;
    ConfirmationWatch m_confirmation;
    ServerLink* m_link = nullptr;
    QTimer m_timer;
    std::vector<wire::Change> m_changes;
    localstore::LocalStore::PageMode m_mode = localstore::LocalStore::PageMode::Delta;
    std::optional<Error> m_lastError;
    std::uint64_t m_round = 0; // a reply of an earlier round is dropped
    int m_failures = 0;
    long long m_pageRev = 0; // of the page that is being applied
    long long m_knownRev = 0;
    bool m_isRunning = false;
    bool m_hasAskedForSelf = false; // in this round
    bool m_isWanted = false;        // once more after this round
    bool m_isOnline = false;
    bool m_isClockWrong = false;
    // How it was before the round that found the server.
    struct Before {
        std::optional<TimePoint> lastSync;
        long long waiting = 0;
    };
    Before m_before;
    std::set<std::string> m_toldFaces; // deleted ones that the server gave out all the same
};

} // namespace kaomon::agent

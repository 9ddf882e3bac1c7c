// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/syncer.h"

#include <algorithm>
#include <random>

#include "agent/page_verifier.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;
using localstore::LocalStore;

constexpr std::size_t kBatchSize = 100;
constexpr auto kLongestDelay = 60s;
constexpr auto kTolerableLead = 60s;
constexpr std::size_t kMostCounted = 1000; // waiting events

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

} // namespace

Syncer::Syncer(AgentState& state, EventLog& events, const Clock& clock, std::chrono::milliseconds interval)
    : m_state(state)
    , m_events(events)
    , m_clock(clock)
    , m_interval(interval)
    , m_standing(state)
    , m_confirmation(state, events, clock) {
    connect(&m_standing, &DeviceStanding::expelled, this, &Syncer::expelled);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { beginRound(); });
}

void Syncer::setLink(ServerLink* link) {
    ++m_round;
    m_link = link;
    m_isRunning = false;
    m_failures = 0;
    if (link != nullptr) {
        m_timer.start(0ms);
    } else {
        m_timer.stop();
        m_isOnline = false;
    }
}

void Syncer::syncNow() {
    if (m_isRunning) {
        m_isWanted = true;
    } else if (m_link != nullptr) {
        m_timer.start(0ms);
    }
}

void Syncer::eventAdded() {
    if (m_failures == 0) {
        syncNow();
    }
}

void Syncer::beginRound() {
    if (m_link == nullptr || m_isRunning) {
        return;
    }
    m_isRunning = true;
    m_isWanted = false;
    m_hasAskedForSelf = false;
    ++m_round;
    if (!m_isOnline) {
        const auto waiting = m_state.cache().pending(kMostCounted);
        m_before = {m_state.lastSync(), waiting ? static_cast<long long>(waiting->size()) : 0};
    }
    // Before the server takes them away itself: that day is an event of this PC.
    if (m_state.haveFacesEnded()) {
        dropFaces();
    }
    if (m_standing.isActive()) {
        pushEvents();
    } else {
        askForSelf();
    }
}

Result<std::uint64_t> Syncer::fillBatch(wire::EventBatch& batch) const {
    const auto base = m_state.sequenceBase();
    // After a reset nobody here knows the last number: one event finds it out.
    const auto items = m_state.cache().pending(base ? kBatchSize : 1);
    if (!items) {
        return propagate(items.error());
    }
    std::uint64_t last = 0;
    for (const auto& item : *items) {
        last = item.seq;
        auto event = item.isDamaged ? Result<wire::Event>(fail(ErrorCode::StorageCorrupt))
                                    : wire::decode<wire::Event>(textOf(item.bytes));
        if (!event) {
            log::error("agent.event_damaged", {{"seq", item.seq}});
            continue;
        }
        event->seq = static_cast<long long>(base.value_or(0) + item.seq);
        batch.events.push_back(std::move(*event));
    }
    return last;
}

void Syncer::pushEvents() {
    wire::EventBatch batch;
    const auto last = fillBatch(batch);
    if (!last) {
        endRound(propagate(last.error()));
        return;
    }
    if (*last == 0) {
        beginFetch();
        return;
    }
    if (batch.events.empty()) {
        if (const auto dropped = m_state.cache().acknowledge(*last); !dropped) {
            endRound(dropped);
        } else {
            pushEvents();
        }
        return;
    }
    client::EventService(m_link->api())
        .push(batch)
        .then(this, [this, round = m_round, last = *last](const Result<wire::BatchReply>& reply) {
            if (round == m_round) {
                onPushed(reply, last);
            }
        });
}

// What has changed, or now and then everything: what a fault has taken out of the store comes back.
void Syncer::beginFetch() {
    std::string token = m_state.cache().token().value_or(std::string());
    if (!token.empty() && m_state.isRefreshDue()) {
        log::info("agent.refresh");
        token.clear();
    }
    m_mode = token.empty() ? LocalStore::PageMode::ReplaceAll : LocalStore::PageMode::Delta;
    m_changes.clear();
    fetchPage(token);
}

void Syncer::onPushed(const Result<wire::BatchReply>& reply, std::uint64_t lastSent) {
    if (!reply) {
        endRound(propagate(reply.error()));
        return;
    }
    Status done;
    if (!m_state.sequenceBase()) {
        long long highest = reply->highWater;
        for (const long long gap : reply->gaps) {
            highest = std::max(highest, gap + 1);
        }
        const bool isTaken = reply->duplicates > 0;
        done = m_state.setSequenceBase(isTaken ? static_cast<std::uint64_t>(highest) - (lastSent - 1) : 0);
        if (done && !isTaken) {
            done = m_state.cache().acknowledge(lastSent);
        }
    } else {
        done = m_state.cache().acknowledge(lastSent);
    }
    if (!done) {
        endRound(done);
        return;
    }
    pushEvents();
}

void Syncer::fetchPage(const std::string& since) {
    client::ChangeService(m_link->api())
        .page(since)
        .then(this, [this, round = m_round](const Result<wire::ChangePage>& page) {
            if (round == m_round) {
                onPage(page);
            }
        });
}

void Syncer::onPage(const Result<wire::ChangePage>& page) {
    if (!page) {
        if (page.error().code == ErrorCode::ResyncRequired && m_mode == LocalStore::PageMode::Delta) {
            log::warning("agent.resync");
            m_mode = LocalStore::PageMode::ReplaceAll;
            m_changes.clear();
            fetchPage({});
        } else {
            endRound(propagate(page.error()));
        }
        return;
    }
    m_pageRev = page->upto;
    m_changes.insert(m_changes.end(), page->items.begin(), page->items.end());
    if (page->more) {
        fetchPage(page->next);
        return;
    }
    endRound(applyPages(page->next));
}

Status Syncer::applyPages(const std::string& token) {
    const bool isNews = !m_changes.empty() || m_mode == LocalStore::PageMode::ReplaceAll;
    if (isNews) {
        const auto changes = verifyChanges(m_changes, *m_state.device(), m_state.cache(), m_mode);
        m_changes.clear();
        if (!changes) {
            return propagate(changes.error());
        }
        if (const auto applied = m_state.cache().applyPage(*changes, token, m_mode); !applied) {
            return applied;
        }
        if (const auto reloaded = m_state.reload(); !reloaded) {
            return reloaded;
        }
        tellDeletedFaces();
        if (m_mode == LocalStore::PageMode::ReplaceAll) {
            if (const auto noted = m_state.noteRefresh(); !noted) {
                return noted;
            }
            wire::EventDetail detail;
            detail.count = static_cast<int>(changes->size());
            detail.lastSync = m_state.lastSync();
            m_events.note("device", "CACHE_REFRESH", "info", std::move(detail));
        }
        if (const auto& manifest = m_state.policies().manifest()) {
            m_link->setPins(manifest->tlsPins);
        }
    }
    if (const auto adopted = m_standing.adoptSynced(); !adopted) {
        return adopted;
    }
    return m_state.setLastSync(m_clock.now());
}

// The administrators' signature says that a face is gone, the server still has it: an error of the server or
// worse. The face does not count here; people should know.
void Syncer::tellDeletedFaces() {
    for (const std::string& face : m_state.templates().servedThoughRemoved()) {
        if (!m_toldFaces.insert(face).second) {
            continue;
        }
        wire::Event event;
        event.kind = "device";
        event.code = "TAMPER";
        event.result = "err";
        event.severity = "critical";
        event.detail.reason = wireName(ErrorCode::PolicyRolledBack);
        event.detail.templateId = face;
        if (const auto added = m_events.add(std::move(event)); !added) {
            log::error("agent.event_lost", {{"code", "TAMPER"}, {"reason", wireName(added.error().code)}});
        }
    }
}

void Syncer::askForSelf() {
    m_hasAskedForSelf = true;
    m_standing.ask(m_link->api(), [this, round = m_round](const Status& active) {
        if (round != m_round) {
            return;
        }
        if (active) {
            pushEvents();
        } else {
            endRound(active);
        }
    });
}

std::chrono::seconds Syncer::clockLead() const {
    return m_link != nullptr ? -m_link->clockOffset() : 0s;
}

// The proofs follow the server's time, so that a wrong clock stops nothing; somebody should set it all the
// same.
void Syncer::watchClock() {
    const bool isWrong = std::chrono::abs(clockLead()) > kTolerableLead ||
                         (m_lastError && m_lastError->code == ErrorCode::ClockSkew);
    if (isWrong && !m_isClockWrong) {
        log::warning("agent.clock_skew", {{"lead_s", clockLead().count()}});
        m_events.note("device", "CLOCK_SKEW", "err");
    }
    m_isClockWrong = isWrong;
}

void Syncer::endRound(Status status) {
    if (!status && !m_hasAskedForSelf && DeviceStanding::isAboutThisPc(status.error().code)) {
        askForSelf(); // why, and what to do
        return;
    }
    m_isRunning = false;
    m_changes.clear();
    if (!status) {
        log::warning("agent.sync",
                     {{"code", wireName(status.error().code)}, {"detail", status.error().detail}});
        ++m_failures;
        m_lastError = status.error();
    } else {
        m_failures = 0;
        m_knownRev = m_pageRev;
        m_lastError.reset();
    }
    watchClock();
    const bool isReachable =
        !m_lastError ||
        (m_lastError->code != ErrorCode::ServerUnreachable && m_lastError->code != ErrorCode::Timeout &&
         m_lastError->code != ErrorCode::CertificatePinMismatch && m_lastError->code != ErrorCode::TlsFailed);
    setOnline(isReachable);
    dropFaces();
    if (m_link != nullptr) {
        m_timer.start(m_isWanted && m_failures == 0 ? 0ms : nextDelay());
    }
    if (!m_lastError) {
        m_confirmation.look();
        emit synced();
    }
    emit roundEnded(!m_lastError);
}

void Syncer::dropFaces() {
    const auto dropped = m_state.dropExpiredFaces();
    if (!dropped) {
        log::error("agent.sync", {{"code", wireName(dropped.error().code)}});
        return;
    }
    if (dropped->count == 0 || dropped->isToldOf) {
        return;
    }
    wire::EventDetail detail;
    detail.count = dropped->count;
    detail.lastSync = m_state.lastSync();
    if (!dropped->haveEnded) {
        detail.reason = wireName(ErrorCode::OfflineExpired);
        m_events.note("device", "CACHE_EXPIRED", "ng", std::move(detail));
        return;
    }
    m_events.note("face", "ERASED_BY_LICENSE", "ok", std::move(detail));
    if (const auto kept = m_state.noteEndTold(); !kept) {
        log::error("agent.sync", {{"code", wireName(kept.error().code)}});
    }
}

// How much was waiting, and since when, is what an outage cost.
void Syncer::setOnline(bool isOnline) {
    if (isOnline != m_isOnline) {
        m_isOnline = isOnline;
        m_events.setOnline(isOnline);
        log::info("agent.connection", {{"online", isOnline ? 1 : 0}});
        wire::EventDetail detail;
        detail.lastSync = isOnline ? m_before.lastSync : m_state.lastSync();
        if (isOnline) {
            detail.waiting = m_before.waiting;
        }
        m_events.note("device", isOnline ? "ONLINE" : "OFFLINE", "info", std::move(detail));
    }
}

std::chrono::milliseconds Syncer::nextDelay() const {
    thread_local std::minstd_rand random{std::random_device{}()};
    std::chrono::milliseconds delay = m_interval;
    if (m_failures > 0) {
        delay =
            std::min<std::chrono::milliseconds>(1000ms * (1 << std::min(m_failures - 1, 6)), kLongestDelay);
    }
    return delay * std::uniform_int_distribution(80, 120)(random) / 100;
}

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/presence_handlers.h"

#include <algorithm>

#include "agent/os_accounts.h"

namespace kaomon::agent {

namespace {

constexpr std::size_t kLongestProgram = 64;
// Longer ago than this makes no difference to anything.
constexpr std::int64_t kLongestIdleMs = 24LL * 3600 * 1000;

} // namespace

void PresenceHandlers::addTo(Router& router) {
    router.add("presenceWatch", [this](const Caller& c, const localipc::Message&) { watch(c); });
    router.add("presenceReport", [this](const Caller& c, const localipc::Message& m) { report(c, m); });
    router.add("presenceDone", [this](const Caller& c, const localipc::Message& m) { done(c, m); });
    router.add("presenceEnd", [this](const Caller& c, const localipc::Message&) { end(c); });
}

void PresenceHandlers::watch(const Caller& caller) {
    const auto name = nameOfUid(caller.uid);
    if (!name) {
        caller.fail(Error(ErrorCode::AccountNotLinked, "the system knows no such account"));
        return;
    }
    const auto watching = m_presence.watch(
        caller.uid, *name, [caller](localipc::Message message) { caller.reply(std::move(message)); });
    if (!watching) {
        caller.fail(watching.error());
        return;
    }
    m_owner = caller.connection.data();
    caller.reply("presenceWatching");
}

void PresenceHandlers::report(const Caller& caller, const localipc::Message& message) {
    const auto idle = message.integer("idle_ms");
    if (!message.has("locked") || (message.has("idle_ms") && (!idle || *idle < 0))) {
        caller.fail(Error(ErrorCode::ValidationFailed, "locked or idle_ms is missing or wrong"));
        return;
    }
    if (caller.connection.data() != m_owner) {
        caller.fail(Error(ErrorCode::Conflict, "this connection does not follow the session"));
        return;
    }
    SessionReport report;
    report.isLocked = message.flag("locked");
    report.isPresenting = message.flag("presenting");
    // A session that cannot tell says nothing: that is no input.
    report.idle = std::chrono::milliseconds(std::min(idle.value_or(kLongestIdleMs), kLongestIdleMs));
    report.sharesCamera = message.text("camera_app").substr(0, kLongestProgram);
    m_presence.report(caller.uid, report);
    caller.reply("presenceNoted");
}

void PresenceHandlers::done(const Caller& caller, const localipc::Message& message) {
    const auto number = message.integer("number");
    if (!number || caller.connection.data() != m_owner) {
        caller.fail(Error(ErrorCode::ValidationFailed, "number is missing or not of this connection"));
        return;
    }
    m_presence.answer(caller.uid, *number, message.flag("done"));
    caller.reply("presenceNoted");
}

void PresenceHandlers::end(const Caller& caller) {
    if (caller.connection.data() == m_owner) {
        m_owner = nullptr;
        m_presence.stop(caller.uid, PresenceService::End::Announced);
    }
    caller.reply("presenceEnded");
}

void PresenceHandlers::onDisconnected(const Connection* connection) {
    if (m_owner != nullptr && connection == m_owner) {
        m_owner = nullptr;
        m_presence.stop(connection->peer().uid, PresenceService::End::Lost);
    }
}

} // namespace kaomon::agent

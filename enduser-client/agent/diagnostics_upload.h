// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <QObject>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "agent/uid.h"
#include "client/api_client.h"
#include "wire/diagnostics.h"

namespace kaomon::agent {

// Bundles that wait for their upload, and their parts: sealed, so that this PC cannot open them any more.
inline constexpr std::string_view kPendingBundle = "pending_bundle";
inline constexpr std::string_view kPendingBundlePart = "pending_bundle_part";
// What an administrator asks for, as the server gave it.
inline constexpr std::string_view kDiagnosticsRequest = "diagnostics_request";

// What an administrator asks the people at this PC for; nullopt: nothing.
[[nodiscard]] std::optional<wire::DiagnosticsRequest> askedDiagnostics(const localstore::LocalStore& cache);

struct BundleOrder {
    BlobId id;
    uid_t uid = 0; // who asked for help
    std::optional<UserId> user;
    TimePoint takenAt;
    std::string note; // what the person says about it
};

// Diagnostics bundles on their way to the help desk: sealed to the tenant's key of the manifest at once, kept
// in the local store, and sent when the server can be reached, part by part; an upload that was cut off goes
// on where the server stands. At most three wait; then the oldest goes. Main thread.
class DiagnosticsUpload final : public QObject {
    Q_OBJECT
public:
    DiagnosticsUpload(AgentState& state, EventLog& events, const Clock& clock)
        : m_state(state)
        , m_events(events)
        , m_clock(clock) {}

    // Null: no server at the moment. `api` outlives this object or the next call.
    void setApi(client::ApiClient* api);

    // KeyUnavailable without a manifest, PayloadTooLarge, and those of the store.
    [[nodiscard]] Status keep(const BundleOrder& order, std::span<const std::uint8_t> bundle);
    // Sends what waits, one after the other; stops at the first that the server cannot take now.
    void send();

    // Nobody here wants to: the server is told, and the question goes. Told again with a later round when it
    // cannot be reached now.
    void decline();

    // How many of this OS user wait.
    [[nodiscard]] int waitingOf(uid_t uid) const;
    struct Ticket {
        std::string number;
        TimePoint sentAt;
    };
    // Of the last bundle of this OS user that has arrived.
    [[nodiscard]] std::optional<Ticket> lastTicket(uid_t uid) const;

    // Longer notes are refused by the server.
    static constexpr std::size_t kLongestNote = 2000;

signals:
    void progressed(const QString& bundle, int received, int parts);
    void arrived(const QString& bundle, const QString& ticket);
    // It stays here until the next round with the server.
    void postponed(const QString& bundle, kaomon::ErrorCode reason);
    // The server does not take this one, now or later.
    void refused(const QString& bundle, kaomon::ErrorCode reason);

private:
    struct Waiting {
        uid_t uid = 0;
        wire::NewDiagnostics bundle;
    };
    [[nodiscard]] static std::optional<Waiting> unpacked(const Bytes& bytes);
    [[nodiscard]] Status makeRoom();
    void begin();
    void forgetRequest();
    void tellDeclined();
    void onAnswer(const Waiting& waiting, const Result<wire::Diagnostics>& reply);
    void sendPart(const Waiting& waiting, const wire::Diagnostics& state);
    void finish(const Waiting& waiting, const wire::Diagnostics& state);
    [[nodiscard]] Status drop(const std::string& object, std::size_t parts);

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
    client::ApiClient* m_api = nullptr;
    std::uint64_t m_turn = 0; // an answer of an earlier link is passed over
    bool m_isSending = false;
};

} // namespace kaomon::agent

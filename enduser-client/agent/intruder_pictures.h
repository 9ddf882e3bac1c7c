// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QObject>

#include "agent/agent_state.h"
#include "client/api_client.h"
#include "domain/policy.h"
#include "wire/evidence.h"

namespace kaomon::agent {

// Pictures that wait for their upload: already sealed, so that this PC itself cannot open them any more.
inline constexpr std::string_view kPendingPicture = "pending_picture";

struct PictureOrder {
    BlobId id;
    EventId event; // that tells of the refusal
    std::optional<UserId> user;
    TimePoint takenAt;
};

// Pictures of people whom the face logon refused, where the setting ng_image_store says so: sealed to the
// image viewers' key of the manifest at once, kept in the local store, and sent when the server can be
// reached. At most 20 wait; then the oldest goes. Main thread.
class IntruderPictures final : public QObject {
    Q_OBJECT
public:
    explicit IntruderPictures(AgentState& state)
        : m_state(state) {}

    // Null: no server at the moment. `api` outlives this object or the next call.
    void setApi(client::ApiClient* api);

    // `blurred`: made so small that nobody can be told by it. ErrorCode::KeyUnavailable without a manifest,
    // ValidationFailed for what is no picture or too large, and those of the store.
    [[nodiscard]] Status keep(const PictureOrder& order, std::span<const std::uint8_t> jpeg,
                              domain::PictureStore how);
    // Sends what waits, one after the other; stops at the first that the server cannot take now.
    void send();

signals:
    // Nothing waits any more, or the rest has to wait.
    void sent();

private:
    [[nodiscard]] Status makeRoom();
    void begin();
    void onAnswer(const std::string& object, const std::string& sealed, const Result<wire::Evidence>& reply);
    void drop(const std::string& object);

    AgentState& m_state;
    client::ApiClient* m_api = nullptr;
    std::uint64_t m_turn = 0; // an answer of an earlier link is passed over
    bool m_isSending = false;
};

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>

#include "agent/agent_state.h"
#include "client/api_client.h"
#include "wire/devices.h"

namespace kaomon::agent {

// How this PC stands with its tenant: waiting for approval, active, suspended, or revoked, which erases what
// it holds and, where an administrator asked for it, the PC's own keys too, and says that it has. Main
// thread.
class DeviceStanding final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Status&)>; // fine: active

    explicit DeviceStanding(AgentState& state)
        : m_state(state) {}

    // True for the refusals that say nothing but this PC's state.
    [[nodiscard]] static bool isAboutThisPc(ErrorCode code);
    [[nodiscard]] bool isActive() const;

    // Asks the server for this PC's own record and acts on it; `api` lives as long as the identity that it
    // signs for. Errors besides those of the network: DevicePending, DeviceSuspended, DeviceRevoked.
    void ask(client::ApiClient& api, Done done);
    // The own record among the synced objects: state, and the group that an administrator certified.
    [[nodiscard]] Status adoptSynced();

signals:
    // This PC was thrown out and what it held was erased; with a wipe there is no identity any more.
    void expelled();

private:
    void onSelf(client::ApiClient& api, const Result<wire::Device>& self, const Done& done);
    void onRevoked(client::ApiClient& api, const wire::Device& self, const Done& done);
    void erase(const Done& done);
    [[nodiscard]] Status adoptGroup(const wire::Device& own);
    [[nodiscard]] bool isOwn(const Result<wire::Device>& reply) const;

    AgentState& m_state;
    bool m_hasErased = false; // since the start; before it the erasing may have been cut short
};

} // namespace kaomon::agent

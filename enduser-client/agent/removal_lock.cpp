// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/removal_lock.h"

#include <chrono>
#include <filesystem>

#include "agent/agent_state.h"
#include "base/clock.h"
#include "crypto/secret_key.h"
#include "localipc/blocking_client.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

Result<bool> askAgent(const std::string& socketPath) {
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    auto agent = localipc::BlockingClient::connect(socketPath, deadline);
    if (!agent) {
        return propagate(agent.error());
    }
    localipc::Message question{"status", 0, {}};
    const auto id = agent->send(question, deadline);
    const auto reply =
        id ? agent->receiveFor(*id, deadline) : Result<localipc::Message>(propagate(id.error()));
    return reply ? Result<bool>(reply->flag("removal_locked")) : propagate(reply.error());
}

} // namespace

bool isRemovalLocked(const std::string& socketPath, const std::string& stateFolder) {
    if (const auto told = askAgent(socketPath)) {
        return *told;
    }
    std::error_code ignored;
    if (!std::filesystem::exists(stateFolder + "/identity", ignored) || !crypto::initialise()) {
        return false;
    }
    const SystemClock clock;
    const auto state = AgentState::open(stateFolder, clock);
    return state && (*state)->isRemovalLocked();
}

} // namespace kaomon::agent

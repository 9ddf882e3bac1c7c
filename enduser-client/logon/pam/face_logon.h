// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/secret.h"
#include "localipc/unix_socket.h"

namespace kaomon::logon {

// One attempt as the agent hears of it. Who may log on, and how, is the agent's decision alone.
struct FaceRequest {
    std::string socketPath;
    std::string scenario;
    std::string user; // empty: whoever it is, on a shared PC
    std::string service;
    std::string tty;
    localipc::Deadline deadline; // of the whole attempt
};

struct FaceAnswer {
    enum class Outcome { Accepted, Refused, Unavailable };

    Outcome outcome = Outcome::Unavailable;
    ErrorCode code = ErrorCode::AgentUnreachable; // why not; without meaning when accepted
    std::string user;                             // whose account is opened; of an accepted logon
    std::string attemptId;                        // empty when the agent gave none
    SecretString osSecret;                        // the OS password; empty when the agent keeps none
};

using ProgressSink = std::function<void(std::string_view state)>;

// Asks the agent and waits for its decision, calling `progress` for each state on the way. Returns by the
// deadline; every fault on the way is Outcome::Unavailable with its ErrorCode, never a refusal and never an
// acceptance.
[[nodiscard]] FaceAnswer askAgent(const FaceRequest& request, const ProgressSink& progress);

} // namespace kaomon::logon

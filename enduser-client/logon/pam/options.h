// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "localipc/endpoint.h"

namespace kaomon::logon {

// The module's arguments in a file of /etc/pam.d. The environment plays no part: it belongs to whoever wants
// to log on.
struct Options {
    std::string socketPath = localipc::kAgentEndpoint;
    std::chrono::seconds timeout{12}; // of the whole attempt, 1-60
    std::string scenario = "logon";   // logon, unlock or elevation
    bool identify = false;            // on a shared PC: the face says who it is before a name is asked for
    bool quiet = false;               // shows nothing to the person
    // In the password stack, before the line that changes it: a demanded change takes the password that the
    // face has brought as the current one.
    bool current = false;
    bool capture = false; // this line stands behind the password's and keeps it for the next face logon
    bool strict = false;  // no answer of the agent is a refusal, not a way round the face
    std::vector<std::string> faults; // arguments that were not understood, for the system log; defaults stay
};

// Never fails: a fault in one argument must not keep people from their password.
[[nodiscard]] Options parseOptions(std::span<const char* const> arguments);

} // namespace kaomon::logon

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <string>

#include "await.h"
#include "localipc/message.h"

namespace kaomon::e2e {

// One request at the agent's socket from a thread of its own, so that an agent on this thread can answer.
// The reply is the first message whose type is not `progress`; when there is none, a message whose type is
// the wire name of the reason.
[[nodiscard]] std::future<localipc::Message> beginAsking(std::string socket, localipc::Message request,
                                                         std::string progress = {});
// The same, with the event loop running until the reply is there.
[[nodiscard]] localipc::Message ask(const std::string& socket, localipc::Message request,
                                    const std::string& progress = {});
[[nodiscard]] localipc::Message finishAsking(std::future<localipc::Message> answer);

} // namespace kaomon::e2e

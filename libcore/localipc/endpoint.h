// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace kaomon::localipc {

// Where the agent listens. Overridden by an argument or by the administrator's configuration only, never by
// the environment. On Windows an endpoint is the name of a local pipe, and may go on with '|' and the full
// path of a program: then only that program is believed to be the agent (see agent_stream.h).
#ifdef _WIN32
inline constexpr const char* kAgentEndpoint = R"(\\.\pipe\kaomon-agent)";
inline constexpr char kImageSeparator = '|';
#else
inline constexpr const char* kAgentEndpoint = "/run/kaomon/agent.sock";
#endif

using Deadline = std::chrono::steady_clock::time_point;

} // namespace kaomon::localipc

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

#include "agent/local_server.h"

namespace kaomon::agent {

// Which function answers which local message. Main thread.
class Router {
public:
    using Handler = std::function<void(const Caller&, const localipc::Message&)>;

    void add(std::string type, Handler handler) { m_handlers[std::move(type)] = std::move(handler); }
    // NotFound goes to the caller when nobody answers.
    void route(const Caller& caller, const localipc::Message& message) const {
        const auto found = m_handlers.find(message.type);
        if (found == m_handlers.end()) {
            caller.fail(Error(ErrorCode::NotFound, "unknown message"));
            return;
        }
        found->second(caller, message);
    }

private:
    std::map<std::string, Handler> m_handlers;
};

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>

#include "agent/local_server.h"
#include "agent/vision_worker.h"

namespace kaomon::agent {

// Sends what the camera sees to the screens that asked for it, while that very person enrols or tests his
// face. A reader that is slow misses pictures. Main thread, but for wanted().
class PreviewStream {
public:
    void subscribe(const Caller& caller);
    void unsubscribe(const Connection* connection);
    // From now on `uid` sits before the camera; nobody else gets a picture.
    void begin(uid_t uid);
    void end();
    void deliver(const Look& look);
    // Any thread: whether making a picture is worth it.
    [[nodiscard]] bool wanted() const { return m_isWanted.load(); }

private:
    void update();

    std::map<const Connection*, Caller> m_subscribers;
    std::optional<uid_t> m_uid;
    std::atomic<bool> m_isWanted = false;
};

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <string>

#include <QFuture>
#include <QTest>

#include "localipc/message.h"

namespace kaomon::e2e {

// Lets the event loop run until the future is there; a call that never ends ends the test.
template<class T>
T await(QFuture<T> future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
        qFatal("a call never ended");
    }
    return future.result();
}

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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include <QFuture>
#include <QPromise>
#include <QTimer>

#include "base/error.h"
#include "shell/console_session.h"

namespace kaomon::shell {

// Whether the same call may get through later without anybody doing anything here.
[[nodiscard]] constexpr bool isPassing(ErrorCode code) {
    return code == ErrorCode::ServerUnreachable || code == ErrorCode::Timeout ||
           code == ErrorCode::Unavailable || code == ErrorCode::RateLimited;
}

// How long work goes on without the server. Shared by the calls of one piece of work.
struct Patience {
    std::function<bool()> isWanted;           // false: the last refusal is the answer
    std::function<void(bool isWaiting)> told; // before each pause, and when the server answers again
    std::chrono::milliseconds pause{2000};    // doubled up to `longest`
    std::chrono::milliseconds longest{30000};
};

namespace detail {

template<class Call, class Value>
void callUntilAnswered(ConsoleSession& session, Call call, std::shared_ptr<QPromise<Value>> promise,
                       Patience patience) {
    call().then(&session, [&session, call, promise, patience](const Value& reply) mutable {
        const auto end = [&] {
            patience.told(false);
            promise->addResult(reply);
            promise->finish();
        };
        if (reply || !isPassing(reply.error().code) || !session.isOpen() || !patience.isWanted()) {
            end();
            return;
        }
        patience.told(true);
        const auto pause = patience.pause;
        patience.pause = std::min(2 * pause, patience.longest);
        QTimer::singleShot(pause, &session, [&session, call, promise, patience, reply]() mutable {
            if (session.isOpen() && patience.isWanted()) {
                callUntilAnswered<Call, Value>(session, std::move(call), promise, std::move(patience));
                return;
            }
            patience.told(false);
            promise->addResult(reply);
            promise->finish();
        });
    });
}

} // namespace detail

// Runs `call` (a function that returns QFuture<Result<...>>) until the server has answered it: while it
// cannot be reached or asks to wait, the call is made again after a pause. The call has to be one that may be
// repeated: a read, or a write with an idempotency key of its own. The continuation does not run when the
// session object is gone.
template<class Call>
[[nodiscard]] auto persistent(ConsoleSession& session, Call call, Patience patience) {
    using Value = std::remove_cvref_t<decltype(std::declval<std::invoke_result_t<Call&>>().result())>;
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    auto future = promise->future();
    detail::callUntilAnswered<Call, Value>(session, std::move(call), std::move(promise), std::move(patience));
    return future;
}

} // namespace kaomon::shell

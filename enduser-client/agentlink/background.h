// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

namespace kaomon::agentlink {

// Runs `work` (which returns a value and throws nothing) on the pool; the future is continued with
// .then(this, ...) on the caller's thread. Used for the password split, which takes too long for the GUI
// thread.
template<class Work>
[[nodiscard]] auto runInBackground(Work work) {
    using Value = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    auto future = promise->future();
    auto shared = std::make_shared<Work>(std::move(work)); // QThreadPool takes copyable functions only
    QThreadPool::globalInstance()->start([promise, shared] {
        promise->addResult((*shared)());
        promise->finish();
    });
    return future;
}

} // namespace kaomon::agentlink

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/client.

#include <memory>
#include <type_traits>
#include <utility>

#include <QFuture>
#include <QFutureInterface>
#include <QThreadPool>

#include "base/result.h"

namespace kaomon::client {

// Runs `work` (returning a Result) on the shared pool; the future finishes from there. Never waits.
// Exceptions do not leave the worker: ErrorCode::Internal.
//
// QFutureInterface instead of QPromise: continuing a future of a move-only value takes the result out and
// thereby resets the shared state (Qt 6.4), whereupon a QPromise that is destroyed later runs the
// continuation once more.
template<class Work>
[[nodiscard]] auto runOnWorker(Work work) {
    using Value = std::invoke_result_t<Work&>;
    struct Job {
        Work work;
        QFutureInterface<Value> outcome;
    };
    auto job = std::make_shared<Job>(Job{std::move(work), {}});
    job->outcome.reportStarted();
    QFuture<Value> future = job->outcome.future();
    QThreadPool::globalInstance()->start([job] {
        try {
            job->outcome.reportResult(job->work());
        } catch (const std::exception& thrown) {
            job->outcome.reportResult(Value(fail(ErrorCode::Internal, thrown.what())));
        }
        job->outcome.reportFinished();
    });
    return future;
}

// A future that is finished already.
template<class Value>
[[nodiscard]] QFuture<Value> readyFuture(Value value) {
    QFutureInterface<Value> outcome;
    outcome.reportStarted();
    outcome.reportResult(std::move(value));
    outcome.reportFinished();
    return outcome.future();
}

} // namespace kaomon::client

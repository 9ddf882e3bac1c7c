// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/client.

#include <memory>
#include <type_traits>
#include <utility>

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include "base/result.h"

namespace kaomon::client {

// Runs `work` (returning a Result) on the shared pool; the future finishes from there. Never waits.
// Exceptions do not leave the worker: ErrorCode::Internal.
template<class Work>
[[nodiscard]] auto runOnWorker(Work work) {
    using Value = std::invoke_result_t<Work&>;
    struct Job {
        Work work;
        QPromise<Value> promise;
    };
    auto job = std::make_shared<Job>(Job{std::move(work), {}});
    QFuture<Value> future = job->promise.future();
    job->promise.start();
    QThreadPool::globalInstance()->start([job] {
        try {
            job->promise.addResult(job->work());
        } catch (const std::exception& thrown) {
            job->promise.addResult(Value(fail(ErrorCode::Internal, thrown.what())));
        }
        job->promise.finish();
    });
    return future;
}

// A future that is finished already.
template<class Value>
[[nodiscard]] QFuture<Value> readyFuture(Value value) {
    QPromise<Value> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace kaomon::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

namespace kaomon::agentlink {

// Runs `work` (which returns a value and throws nothing) on the pool and calls `done` with the value on the
// thread of `context`, once; never when `context` is gone by then. Used for the password split, which takes
// too long for the GUI thread. The value travels beside the future: in Qt 6.4 taking a result out of a
// QFuture resets its state, so that a QPromise that is destroyed after that runs the continuation a second
// time.
template<class Work, class Done>
void runInBackground(QObject* context, Work work, Done done) {
    struct Job {
        Work work;
        std::optional<std::invoke_result_t<Work&>> value;
        QPromise<void> promise;
    };
    auto job = std::make_shared<Job>(
        Job{std::move(work), std::nullopt, {}}); // the pool takes copyable functions only
    job->promise.start();
    auto* watcher = new QFutureWatcher<void>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, job, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(std::move(*job->value));
                     });
    watcher->setFuture(job->promise.future());
    QThreadPool::globalInstance()->start([job] {
        job->value.emplace(job->work());
        job->promise.finish();
    });
}

} // namespace kaomon::agentlink

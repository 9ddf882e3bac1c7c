// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThread>

#include "applogin/desktop.h"

namespace kaomon::applogin {

// The one thread on which windows are seen and filled, with the desktop that is made and used there. Shared
// by those who look at windows in one program; made and used on the GUI thread. The destructor waits for what
// runs.
class DesktopThread final {
public:
    using MakeDesktop = std::function<Result<std::unique_ptr<Desktop>>()>; // on that thread

    explicit DesktopThread(MakeDesktop makeDesktop);
    ~DesktopThread();
    DesktopThread(const DesktopThread&) = delete;
    DesktopThread& operator=(const DesktopThread&) = delete;

    // Runs `work` with the desktop (null where there is none) and calls `done` with what it returns on the
    // thread of `context`, once; never when `context` is gone by then. One after the other.
    template<class Work, class Done>
    void run(QObject* context, Work work, Done done);

private:
    struct Worker : public QObject {
        std::unique_ptr<Desktop> desktop;
    };
    QThread m_thread;
    Worker* m_worker; // lives and goes on m_thread
};

template<class Work, class Done>
void DesktopThread::run(QObject* context, Work work, Done done) {
    struct Job {
        std::optional<std::invoke_result_t<Work&, Desktop*>> value;
        QPromise<void> promise;
    };
    auto job = std::make_shared<Job>();
    job->promise.start();
    auto* watcher = new QFutureWatcher<void>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, job, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         if (job->value) {
                             done(std::move(*job->value));
                         }
                     });
    watcher->setFuture(job->promise.future());
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, job, work = std::move(work)]() mutable {
        job->value.emplace(work(worker->desktop.get()));
        job->promise.finish();
    });
}

} // namespace kaomon::applogin

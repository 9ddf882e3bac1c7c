// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <QFuture>
#include <QFutureInterface>
#include <QObject>
#include <QThreadPool>

namespace kaomon::agent {

// Runs `work` on the pool; what it returns comes to `take` on the thread of `owner`, unless that is gone by
// then. `work` touches nothing that the main thread has.
template<class Work, class Take>
void onWorker(QObject* owner, Work work, Take take) {
    using Value = std::invoke_result_t<Work&>;
    auto outcome = std::make_shared<QFutureInterface<Value>>();
    outcome->reportStarted();
    outcome->future().then(owner, std::move(take));
    QThreadPool::globalInstance()->start([outcome, work = std::move(work)]() mutable {
        outcome->reportResult(work());
        outcome->reportFinished();
    });
}

} // namespace kaomon::agent

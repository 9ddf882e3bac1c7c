// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QTest>

namespace kaomon::e2e {

// Lets the event loop run until the future is there; a call that never ends ends the test.
template<class T>
T await(QFuture<T> future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
        qFatal("a call never ended");
    }
    return future.result();
}

} // namespace kaomon::e2e

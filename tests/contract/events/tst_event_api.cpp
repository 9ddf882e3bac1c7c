// SPDX-License-Identifier: GPL-3.0-or-later
//
// Events, what is pushed of them, and sealed blobs, from outside, on the database named by
// KAOMON_TEST_BACKEND.
#include <QCoreApplication>
#include <QTest>

#include "contract/events/event_suite.h"
#include "support/case_counter.h"

int main(int argc, char** argv) {
    using namespace kaomon::test;
    QCoreApplication app(argc, argv);
    auto& suite = EventSuite::get();
    if (!suite.start()) {
        qWarning("the suite did not start: %s",
                 describe(suite.home ? suite.home->lastReply : Reply()).c_str());
        return 1;
    }
    CaseCounter counter("event_api", suite.backend.name());
    for (const auto make : {makeEventsTest, makeBlobsTest, makePushTest}) {
        counter.run(*make());
    }
    return counter.finish();
}

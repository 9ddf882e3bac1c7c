// SPDX-License-Identifier: GPL-3.0-or-later
//
// Background jobs and the end of licences, on the database named by KAOMON_TEST_BACKEND. Faults F12 (killed
// at every step, two nodes at once), F13 (an older backup put back) and A16 (tampering with the operators'
// log) of security.md 7.
#include <QCoreApplication>
#include <QTest>

#include "jobs/jobs_test_classes.h"
#include "support/case_counter.h"

int main(int argc, char** argv) {
    using namespace kaomon::test;
    QCoreApplication app(argc, argv);
    if (!kaomon::crypto::initialise()) {
        return 1;
    }
    const Backend backend;
    CaseCounter counter("jobs", backend.name());
    for (const auto make :
         {makeJobHostTest, makeLicenceTest, makeErasureTest, makeEventJobsTest, makeRestoreTest,
          makeAuditTest, makeMailJobTest, makeDutiesTest, makeOperationLogTest, makeEndedAccountsTest}) {
        counter.run(*make(backend));
    }
    return counter.finish();
}

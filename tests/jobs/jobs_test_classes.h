// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "jobs/life_fixture.h"

namespace kaomon::test {

// The parts of the suite, in the order in which they run on one database.
std::unique_ptr<QObject> makeJobHostTest(const Backend& backend);
std::unique_ptr<QObject> makeLicenceTest(const Backend& backend);
std::unique_ptr<QObject> makeErasureTest(const Backend& backend);
std::unique_ptr<QObject> makeEndedAccountsTest(const Backend& backend);
std::unique_ptr<QObject> makeEventJobsTest(const Backend& backend);
std::unique_ptr<QObject> makeOperationLogTest(const Backend& backend);
std::unique_ptr<QObject> makeRestoreTest(const Backend& backend);
std::unique_ptr<QObject> makeAuditTest(const Backend& backend);
std::unique_ptr<QObject> makeMailJobTest(const Backend& backend);
std::unique_ptr<QObject> makeDutiesTest(const Backend& backend);

} // namespace kaomon::test

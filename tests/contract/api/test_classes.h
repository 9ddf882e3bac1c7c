// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

namespace kaomon::test {

// The parts of the API suite, in the order in which they run. Each uses ApiSuite::get().
std::unique_ptr<QObject> makeFirstPathTest();
std::unique_ptr<QObject> makeTransportTest();
std::unique_ptr<QObject> makeRulesTest();
std::unique_ptr<QObject> makePeopleTest();
std::unique_ptr<QObject> makeEnrolmentTest();
std::unique_ptr<QObject> makeDocumentsTest();
std::unique_ptr<QObject> makePipelineTest();
std::unique_ptr<QObject> makeLimitsTest();
std::unique_ptr<QObject> makePolicyForgeryTest();
std::unique_ptr<QObject> makeSettingsTest();
std::unique_ptr<QObject> makeSettingsHistoryTest();
std::unique_ptr<QObject> makeAccountsTest();
std::unique_ptr<QObject> makeFieldsTest();
std::unique_ptr<QObject> makeMatrixTest();
std::unique_ptr<QObject> makeAddressesTest(); // moves the clock
std::unique_ptr<QObject> makeSecondFactorTest();
std::unique_ptr<QObject> makeTwoPersonActsTest();
std::unique_ptr<QObject> makeKeyRenewalTest();
std::unique_ptr<QObject> makeServerPinsTest();
std::unique_ptr<QObject> makeReissueTest();
std::unique_ptr<QObject> makeVaultTest();
std::unique_ptr<QObject> makeApprovalTest();
std::unique_ptr<QObject> makeConfirmationTest();
std::unique_ptr<QObject> makeCompanyAppsTest();
std::unique_ptr<QObject> makeAccountHelpTest();
std::unique_ptr<QObject> makeEmergencyTest();
std::unique_ptr<QObject> makePipelineTest();
std::unique_ptr<QObject> makeLimitsTest();
std::unique_ptr<QObject> makeClockTest();       // moves the clock on, by days
std::unique_ptr<QObject> makePasswordAgeTest(); // likewise
std::unique_ptr<QObject> makeFaceAgeTest();     // likewise
std::unique_ptr<QObject> makeImportsTest();
std::unique_ptr<QObject> makeScimTest();
std::unique_ptr<QObject> makeOperationsTest();
std::unique_ptr<QObject> makeOperationChainTest();
std::unique_ptr<QObject> makeOperationsCoverageTest(); // of everything that the suite did before
std::unique_ptr<QObject> makeDurabilityTest();         // ends the server

} // namespace kaomon::test

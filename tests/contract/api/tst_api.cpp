// SPDX-License-Identifier: GPL-3.0-or-later
//
// The HTTP API of the server, from outside, on the database named by KAOMON_TEST_BACKEND.
#include <array>

#include <QCoreApplication>
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/face_classes.h"
#include "contract/api/people_classes.h"
#include "contract/api/test_classes.h"
#include "support/case_counter.h"

int main(int argc, char** argv) {
    using namespace kaomon::test;
    QCoreApplication app(argc, argv);
    auto& suite = ApiSuite::get();
    if (!suite.start()) {
        return 1;
    }
    CaseCounter counter("api", suite.backend.name());
    const auto tests = std::to_array({
        makeFirstPathTest,
        makeTransportTest,
        makeRulesTest,
        makePeopleTest,
        makePeopleActsTest,
        makeOwnersTest,
        makeEnrolmentTest,
        makeDevicesTest,
        makeRotationTest,
        makeDocumentsTest,
        makeDocumentListsTest,
        makePipelineTest,
        makePolicyForgeryTest,
        makeSettingsTest,
        makeSettingsHistoryTest,
        makeAccountsTest,
        makeAddressesTest,
        makeSecondFactorTest,
        makeTwoPersonActsTest,
        makeKeyRenewalTest,
        makeServerPinsTest,
        makeReissueTest,
        makeVaultTest,
        makeApprovalTest,
        makeAssistedTest,
        makeFaceAccessTest,
        makeKeptPicturesTest,
        makeConfirmationTest,
        makeCompanyAppsTest,
        makeAccountHelpTest,
        makeEmergencyTest,
        makeImportsTest,
        makeScimTest,
        makeScimGroupsTest,
        makeOperationsTest,
        makeOperationChainTest,
        makeFieldsTest,
        makeMatrixTest, // its wrong bootstrap codes use up the share of this address
        // These move the server's clock on by days, where the operator's codes have ended: no tenant is
        // founded any more.
        makeClockTest,
        makePeopleLaterTest,
        makePasswordAgeTest,
        makeFaceAgeTest,
        makeLimitsTest,
        makeOperationsCoverageTest, // looks at what all the others did
        makeDurabilityTest,
    });
    for (const auto make : tests) {
        counter.run(*make());
    }
    return counter.finish();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrations/steps.h"

namespace kaomon::storage {

const std::vector<Migration>& allMigrations() {
    static const std::vector<Migration> steps{
        firstPath(),
        rateCounters(),
        settings(),
        accounts(),
        people(),
        licences(),
        ipRules(),
        imports(),
        twoPersonActs(),
        scimGroups(),
        events(),
        duties(),
        push(),
        operationLog(),
        revisionMarks(),
        eventBackfill(),
        vaults(),
        faceApprovals(),
        assistedFaces(),
        confirmations(),
        diagnosticsRequests(),
        faceAccesses(),
        companyApps(),
        dueKeys(),
        accountRuleRevisions(),
        eventMonths(),
        endedAccounts(),
        formerSeals(),
        knownPins(),
        deadMonths(),
        keptPictures(),
        unconfirmedRoots(),
    };
    return steps;
}

} // namespace kaomon::storage

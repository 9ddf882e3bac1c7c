// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/migration.h"

namespace kaomon::storage {

// One function per released step, in their order; private to storage.
[[nodiscard]] Migration firstPath();
[[nodiscard]] Migration rateCounters();
[[nodiscard]] Migration settings();
[[nodiscard]] Migration accounts();
[[nodiscard]] Migration people();
[[nodiscard]] Migration licences();
[[nodiscard]] Migration twoPersonActs();
[[nodiscard]] Migration ipRules();
[[nodiscard]] Migration imports();
[[nodiscard]] Migration events();
[[nodiscard]] Migration scimGroups();
[[nodiscard]] Migration push();
[[nodiscard]] Migration duties();
[[nodiscard]] Migration operationLog();
[[nodiscard]] Migration revisionMarks();
[[nodiscard]] Migration eventBackfill();
[[nodiscard]] Migration vaults();
[[nodiscard]] Migration faceApprovals();
[[nodiscard]] Migration assistedFaces();
[[nodiscard]] Migration confirmations();
[[nodiscard]] Migration diagnosticsRequests();
[[nodiscard]] Migration faceAccesses();
[[nodiscard]] Migration companyApps();
[[nodiscard]] Migration dueKeys();
[[nodiscard]] Migration accountRuleRevisions();
[[nodiscard]] Migration eventMonths();
[[nodiscard]] Migration endedAccounts();
[[nodiscard]] Migration formerSeals();
[[nodiscard]] Migration knownPins();
[[nodiscard]] Migration deadMonths();
[[nodiscard]] Migration keptPictures();
[[nodiscard]] Migration unconfirmedRoots();

} // namespace kaomon::storage

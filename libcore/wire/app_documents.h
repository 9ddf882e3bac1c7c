// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "wire/vault.h"

namespace kaomon::wire {

// Body of an `app_template` document (scope app:<id>): how a program's sign-in is recognised and filled on
// the PCs of the tenant, and how far it has been rolled out. Nothing in it is secret.
struct AppTemplateBody {
    VaultItemId id;           // entries name their template by it
    std::string templateJson; // applogin::AppTemplate
    int percent = 100;        // of the PCs, always the same ones: 0 to 100
    // On the PCs of these groups whatever the percentage says.
    std::vector<std::string> deviceGroups;
    bool isWithdrawn = false;
};

// An entry that a person can use and not see.
struct BlindEntry {
    VaultItemId id;
    std::string title;
    VaultItemId appTemplate; // of the company
    Bytes sealed;            // vault::sealBlind()
    TimePoint changedAt;
};

// Body of a `blind_entries` document (scope user:<id>): all that one person has of them.
struct BlindEntriesBody {
    UserId user;
    std::vector<BlindEntry> items;
};

} // namespace kaomon::wire

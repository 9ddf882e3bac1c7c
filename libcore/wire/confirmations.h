// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "wire/policies.h"

namespace kaomon::wire {

// A version of a signed document below which none is the newest.
struct ConfirmedHead {
    std::string id; // kind|scope
    long long version = 1;
    std::string signer; // who signed that version; counts while he is in the manifest
    TimePoint issuedAt;
};

// Body of a `confirmation` document (scope tenant): an administrator's console says which versions there were
// when it signed. A PC that holds less of what concerns it is being kept from something.
struct ConfirmationBody {
    long long manifest = 1; // version
    std::vector<ConfirmedHead> heads;
};

// What the next confirmation is made from: the last one and what was signed since, newest first, 1,000 at
// most. Where there is none, or its signer has left the manifest: every document.
struct ConfirmationBasis {
    std::optional<PolicyDocument> confirmation;
    std::vector<PolicyDocument> documents;
};

} // namespace kaomon::wire

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"

namespace kaomon::wire {

// One person whom identity providers want in other groups than his signed document says. To agree, an
// administrator signs GroupMembersBody with `wanted` as version + 1.
struct GroupProposal {
    UserId user;
    std::string login;
    std::string displayName;
    long long version = 0;       // of the signed document; 0: none yet
    std::vector<GroupId> groups; // as signed, the primary one first
    std::vector<GroupId> wanted; // the same order, new ones behind
};

struct GroupProposalPage {
    std::vector<GroupProposal> items;
    std::optional<std::string> next = {}; // cursor
    long long total = 0;
};

// Makes the providers' lists what is signed. 1 to 500 people.
struct GroupProposalRefusal {
    std::vector<UserId> users;
};

} // namespace kaomon::wire

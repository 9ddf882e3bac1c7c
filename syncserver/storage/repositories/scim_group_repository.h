// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "exchange/scim_filter.h"
#include "storage/repositories/scim_page.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// How a group of people stands to identity providers.
enum class GroupKeeper {
    Console,  // made by an administrator; providers see it and leave it as it is
    Provider, // made by a provider
    Leaving,  // a provider has deleted it, but people are still in it
};

struct GroupMember {
    UserId user;
    std::string displayName;
};

// One person whom providers want in other groups than the signed document says.
struct GroupWish {
    UserId user;
    std::string login;
    std::string displayName;
    std::vector<GroupId> groups; // as signed, the primary one first
    std::vector<GroupId> wanted; // the same order, new ones by name behind
    long long version = 0;       // of the stored document; 0: there is none
};

// What identity providers want of groups, and where it differs from what administrators signed. Nothing here
// changes who is in a group. Used inside one job. Throws StorageFault.
class ScimGroupRepository {
public:
    explicit ScimGroupRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] GroupKeeper keeperOf(const GroupId& group);
    // From now on kept by a provider.
    void take(const GroupId& group);
    // Deleted by its provider: nobody is wanted in it any more.
    void letGo(const GroupId& group);
    // Before the group itself is removed.
    void forget(const GroupId& group);
    // A group with this name that a provider has deleted and people are still in.
    [[nodiscard]] std::optional<GroupId> leavingNamed(const std::string& nameKey);

    // Whom the provider wants; of a console's group who is in it. By id.
    [[nodiscard]] std::vector<GroupMember> members(const GroupId& group);
    // How many of the people exist and are not deleted. Precondition: no repetition.
    [[nodiscard]] std::size_t countPeople(const std::vector<UserId>& users);
    void addMembers(const GroupId& group, const std::vector<UserId>& users);
    void removeMembers(const GroupId& group, const std::vector<UserId>& users);
    void removeAllMembers(const GroupId& group);

    struct Found {
        std::vector<GroupId> groups;
        long long total = 0;
        std::optional<std::string> next; // as for users
    };
    // Groups by name, leaving ones left out. ErrorCode::ValidationFailed with field "invalidFilter".
    [[nodiscard]] Result<Found> find(const exchange::scim::Filter* filter, const ScimPage& part);

    // In the order of user ids, after `after`.
    [[nodiscard]] std::vector<GroupWish> wishes(const std::string& after, int limit);
    [[nodiscard]] long long countWishes();
    // The provider's list becomes what is signed. False when nobody wanted anything else.
    [[nodiscard]] bool dismiss(const UserId& user);

private:
    [[nodiscard]] GroupWish wishOf(const UserId& user);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/secret.h"
#include "domain/setting_resolver.h"

namespace kaomon::wire {

// A signed document of the tenant (crypto::SignedPolicy) with the fields that the server indexes.
struct PolicyDocument {
    std::string kind;  // policy, account_links, group_members
    std::string scope; // tenant, group:<id>, user:<id>, device_group:<id>
    long long version = 1;
    Bytes record; // encoded crypto::SignedRecord
    long long rev = 0;
};

struct PolicyDocumentList {
    std::vector<PolicyDocument> items;
};

// Body of a `policy` document: setting name -> value as text; names and ranges are those of
// domain/setting_registry.h.
struct SettingValue {
    std::string name;
    std::string value;
    std::optional<bool> locked = std::nullopt; // narrower documents cannot say otherwise
};

struct SettingsBody {
    std::vector<SettingValue> settings;
    std::optional<std::string> reason = std::nullopt; // why this version was made
};

// By name, for domain::SettingLayer; of two values of one name the first.
[[nodiscard]] std::map<std::string, domain::GivenValue, std::less<>> valuesOf(const SettingsBody& body);

// Body of an `account_links` document (scope user:<id>): which OS accounts this user's face may open.
// authority: a device id for a local account, or a domain name.
struct AccountLink {
    std::string authority;
    std::string name;
};

struct AccountLinksBody {
    UserId user;
    std::vector<AccountLink> links;
    // Faces of this user that were deleted. They stay named in every later version, so that nobody who has
    // kept one can give it to a PC again: a PC that follows this user's links knows what does not count.
    std::optional<std::vector<TemplateId>> removedFaces = std::nullopt;
};

// Body of a `group_members` document (scope user:<id>): the groups of one person, the primary one first. One
// document a person keeps it small however large a group grows.
struct GroupMembersBody {
    UserId user;
    std::vector<GroupId> groups;
};

} // namespace kaomon::wire

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"

namespace kaomon {

using VaultItemId = Id<struct VaultItemTag>;

} // namespace kaomon

namespace kaomon::wire {

// One entry of a person's vault as the server keeps it (libcore/vault seals and opens it): ciphertext under a
// key of its own, which is wrapped by the person's vault key.
struct VaultItem {
    VaultItemId id;
    UserId user;
    long long version = 0;
    Bytes key;
    Bytes ciphertext;
    long long rev = 0; // of the tenant; the server's
};

// Which versions of which entries belong together, sealed under the vault key and signed by the PC that wrote
// them, so that a server can neither leave out, swap nor take back an entry unnoticed.
struct VaultManifest {
    UserId user;
    long long version = 0; // 0: there is no vault yet
    Bytes sealed;
    std::optional<DeviceId> device; // that signed it; none while there is no vault
    Bytes signature;
    long long rev = 0; // of the tenant; the server's
};

// The whole of a change: either all of it is stored or nothing.
struct VaultWrite {
    VaultManifest manifest;
    std::vector<VaultItem> items; // new ones and new versions
    std::vector<VaultItemId> removed;
};

struct VaultItemPage {
    std::vector<VaultItem> items;
    std::string next; // empty on the last page
};

// What the agent tells the person's own client of an entry while the vault is open: nothing secret.
struct VaultEntrySummary {
    VaultItemId id;
    std::string kind; // login, template
    std::string title;
    std::string userName;
    std::string url;
    std::vector<std::string> tags;
    std::optional<TimePoint> expiresAt;
    TimePoint changedAt;
    bool hasSecret = false;
    bool hasTotp = false;
    bool needsNewSecret = false;
    std::optional<VaultItemId> appTemplate;
    std::optional<VaultItemId> conflictOf;
    std::optional<std::string> templateJson; // of a template
    long long version = 0;
};

struct VaultEntrySummaryList {
    std::vector<VaultEntrySummary> items;
};

} // namespace kaomon::wire

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace kaomon::wire {

// What an act did to one field. Of secrets (passwords, keys, tokens) the field is named and both values are
// absent: that it changed is all that is ever written down.
struct OperationChange {
    std::string field;
    std::optional<std::string> before; // absent: there was none
    std::optional<std::string> after;  // absent: there is none any more
};

// One entry of a tenant's operation log: who did what to which object, from where, and how it ended. Entries
// are written once, in the transaction of their effect, and chained by their hashes. Texts that do not apply
// are empty.
struct Operation {
    long long seq = 0; // 1, 2, 3, ... without a gap in a tenant
    TimePoint at;
    std::string actorKind; // user, device, provider (of identities), operator (of the server), nobody
    std::string actor;     // id
    std::string actorName; // login or name of the PC at that time
    std::string role;      // of a user, when he acted
    std::string device;    // id of the PC that the actor sat at
    std::string address;
    std::string session;
    std::string attempt;    // trace id of the request, as in the server's own log
    std::string action;     // operationId of the route
    std::string kind;       // more exactly what happened, such as unlocked or role_changed
    std::string objectKind; // user, device, user_group, ...
    std::string object;     // id
    std::string objectName; // login, name or label at that time
    std::string outcome;    // ok, refused
    std::string code;       // wire name of the ErrorCode when refused
    std::string reason;     // as the person gave it
    std::string detail;
    std::vector<OperationChange> changes;
    std::optional<std::string> hash; // base64url; not part of the record that it covers
};

struct OperationPage {
    std::vector<Operation> items; // the newest first
    std::optional<std::string> next;
};

// A statement of the server, signed with its log key: the chain of this tenant had `head` at `seq`. Kind
// "checkpoint", or "anchor" when the entries up to `seq` were removed after their time.
struct OperationCheckpoint {
    std::string kind;
    std::string tenant;
    long long seq = 0;
    Bytes head;
    TimePoint at;
    Bytes key; // Ed25519 public
    Bytes signature;
};

struct OperationChain {
    long long length = 0; // the number of the last entry; 0: none yet
    long long first = 1;  // the number of the oldest entry that is kept
    Bytes head;
    long long verifiedUntil = 0; // the server checked the chain up to here
    std::optional<TimePoint> verifiedAt;
    std::optional<OperationCheckpoint> checkpoint; // the last one
    Bytes key;                                     // public log key
};

// The record that goes into the chain: JSON with sorted members, no white space and the shortest escapes
// (RFC 8785), without the hash. Same entry, same bytes.
[[nodiscard]] std::string canonicalRecord(const Operation& operation);

} // namespace kaomon::wire

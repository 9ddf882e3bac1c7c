// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/id.h"
#include "base/secret.h"
#include "domain/role.h"

namespace kaomon::http {

// Who sent a request, as proven by its signature; nothing of it comes from a body or a query.
struct Principal {
    enum class Kind { Nobody, Device, User };

    Kind kind = Kind::Nobody;
    TenantId tenant;
    UserId user;         // Kind::User
    DeviceId device;     // Kind::Device, and users who signed in on a PC
    GroupId deviceGroup; // with device
    domain::Role role = domain::Role::Member;
    bool mustChangePassword = false;
    bool mustSetSecondFactor = false;
    bool hasFreshAuth = false; // Kind::User: password (and second factor) proven within the last five minutes
    std::string sessionId;     // Kind::User
    std::string keyId;         // of the key that signed
    std::uint64_t counter = 0;

    // Stable text for idempotency keys and logs.
    [[nodiscard]] std::string name() const {
        return kind == Kind::Device ? "device:" + device.text()
               : kind == Kind::User ? "user:" + user.text()
                                    : "-";
    }
    [[nodiscard]] bool isDevice() const { return kind == Kind::Device; }
    [[nodiscard]] bool isUser() const { return kind == Kind::User; }
};

} // namespace kaomon::http

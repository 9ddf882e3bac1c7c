// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>

namespace kaomon::domain {

// An account of an operating system. `authority` is the domain, or the device id for an account that exists
// on one PC only, so that "root" of one PC is never taken for "root" of another.
struct OsAccount {
    std::string authority;
    std::string name;

    auto operator<=>(const OsAccount&) const = default;
};

} // namespace kaomon::domain

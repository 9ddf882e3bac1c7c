// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace kaomon::storage {

// Which part of a list an identity provider asks for: from a place, or what comes after a key (empty: from
// the beginning). Pages by key lose and repeat nobody when the list changes between them.
struct ScimPage {
    long long offset = 0;
    std::optional<std::string> after;
    int limit = 0;
};

} // namespace kaomon::storage

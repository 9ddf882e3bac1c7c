// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contract/api/api_suite.h"
#include "wire/operations.h"

namespace kaomon::test {

// A tenant of its own whose owner acts and reads what the operation log says of it.
struct LoggedTenant {
    explicit LoggedTenant(const QString& name);

    // False: kit.lastReply says why. Again before each test: the clock moves on.
    [[nodiscard]] bool signIn();
    [[nodiscard]] std::vector<wire::Operation> entries(const std::string& query);
    [[nodiscard]] UserId addUser(const std::string& login);
    [[nodiscard]] Reply patch(const UserId& user, const std::string& body);
    [[nodiscard]] Reply get(const std::string& path) { return kit.client.send({"GET", path}, &kit.console); }

    TenantKit kit;
};

} // namespace kaomon::test

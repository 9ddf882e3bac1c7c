// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/api/api_suite.h"

#include <filesystem>

#include "support/case_counter.h"

namespace kaomon::test {

ApiSuite::ApiSuite() {
    if (isPartOfSuite()) {
        return;
    }
    const std::filesystem::path folder =
        std::filesystem::path(qgetenv("KAOMON_BUILD_DIR").toStdString()) / "check";
    std::filesystem::create_directories(folder);
    recordFile = (folder / ("responses-" + backend.name() + ".jsonl")).string();
    std::filesystem::remove(recordFile);
}

ApiSuite& ApiSuite::get() {
    static ApiSuite suite;
    return suite;
}

bool ApiSuite::start() {
    if (!server.start()) {
        return false;
    }
    client = std::make_unique<TestClient>(server.port(), recordFile);
    home = std::make_unique<TenantKit>(*client, server.createTenant(QStringLiteral("Home"), false));
    other = std::make_unique<TenantKit>(*client, server.createTenant(QStringLiteral("Other"), true));
    for (TenantKit* kit : {home.get(), other.get()}) {
        if (!kit->found()) {
            qWarning("founding failed: %s", describe(kit->lastReply).c_str());
            return false;
        }
    }
    return true;
}

std::string describe(const Reply& reply) {
    return std::to_string(reply.status) + " " + reply.body;
}

} // namespace kaomon::test

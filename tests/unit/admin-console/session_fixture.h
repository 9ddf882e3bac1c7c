// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QTemporaryDir>

#include "fake_server.h"
#include "shell/console_settings.h"

namespace kaomon::testing {

// A signed-in owner of a fresh fake server. Founding takes about a second: one per test program.
struct SessionFixture {
    QTemporaryDir folder;
    SystemClock clock;
    client::MemorySecretStore store;
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    shell::ConsoleSettings settings{folder.path()};
    shell::ConsoleSession session{clock, settings};

    [[nodiscard]] bool open() {
        foundOn(*server, clock);
        return signInOwner(server, clock, store, session);
    }
};

} // namespace kaomon::testing

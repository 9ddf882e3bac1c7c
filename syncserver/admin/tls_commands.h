// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "admin/command.h"

namespace CLI {
class App;
}

namespace kaomon::admin {

// `kaomonctl tls status`: the key in use and the one prepared to follow, which tenants have signed what, and
// which PCs have not said yet that they know the next one.
class TlsStatusCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// `kaomonctl tls next`: prepares the key that is to follow, and prints its pin.
class TlsNextCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;

    std::string pin; // of a key that the operator has, or a file with its certificate; empty: made here
};

// `kaomonctl tls promote`: the prepared key becomes the server's. ErrorCode::Conflict while a tenant has not
// signed it, unless forced, and while active PCs do not know it, unless they may be left behind: they would
// refuse the server from then on.
class TlsPromoteCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;

    bool isForced = false;
    bool mayLeaveBehind = false;
};

// `kaomonctl tls drop`: forgets what is prepared.
class TlsDropCommand final : public Command {
public:
    [[nodiscard]] Status run(Surroundings& surroundings) override;
};

// The four commands and their options. Owned by the program, which outlives the parser.
class TlsProgram {
public:
    void addTo(CLI::App& app, Command*& chosen);

private:
    TlsStatusCommand m_status;
    TlsNextCommand m_next;
    TlsPromoteCommand m_promote;
    TlsDropCommand m_drop;
};

} // namespace kaomon::admin

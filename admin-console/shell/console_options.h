// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "base/result.h"
#include "ui/language_switcher.h"
#include "ui/theme.h"

namespace kaomon::shell {

// What the command line of kaomon-admin says. Paths replace the file dialogs, so that an installation can be
// scripted.
struct ConsoleOptions {
    QString server;        // --server URL: written into the first page
    QString recoverySheet; // --recovery-sheet PATH
    QString bundle;        // --bundle PATH
    QString settings;      // --settings DIR
    QString passwordSheet; // --password-sheet PATH
    QString agentSocket;   // --agent-socket PATH: of the agent on this PC
    std::optional<ui::Language> language;
    std::optional<ui::Appearance> appearance;

    struct Parsed;
    // ErrorCode::ValidationFailed, with the sentence for the terminal in `detail`. `arguments` begins with
    // the name of the program. Answers --help and --version with `text`.
    [[nodiscard]] static Result<Parsed> parse(const QStringList& arguments);
};

struct ConsoleOptions::Parsed {
    ConsoleOptions options;
    QString text; // to be printed instead of starting; empty otherwise
};

} // namespace kaomon::shell

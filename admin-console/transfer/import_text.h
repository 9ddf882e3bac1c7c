// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QCoreApplication>
#include <QString>

#include "exchange/user_columns.h"
#include "models/list_state.h"
#include "wire/imports.h"

namespace kaomon::transfer {

// Words for the wire names of imports. GUI thread.
class ImportText {
    Q_DECLARE_TR_FUNCTIONS(ImportText)

public:
    [[nodiscard]] static QString mode(const std::string& mode);
    [[nodiscard]] static QString state(const std::string& state);
    [[nodiscard]] static models::Tone stateTone(const std::string& state);
    [[nodiscard]] static QString action(const std::string& action);
    [[nodiscard]] static QString rowState(const std::string& state);
    [[nodiscard]] static QString column(exchange::UserColumn column);
    // Why the file as a whole was refused.
    [[nodiscard]] static QString failure(const wire::ImportJob& job);
};

} // namespace kaomon::transfer

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "wire/operations.h"

namespace kaomon::models {

// Translated words for the entries of the operation log. A name that this version does not know (a newer
// server) is shown as it is. Pure apart from the installed translators; GUI thread.
class OperationText {
    Q_DECLARE_TR_FUNCTIONS(OperationText)

public:
    // By operationId of the route.
    [[nodiscard]] static QString action(const std::string& name);
    // Every action that has a text, for a filter.
    [[nodiscard]] static std::vector<std::string> actions();
    [[nodiscard]] static QString objectKind(const std::string& name);
    [[nodiscard]] static QString outcome(const std::string& name);
    [[nodiscard]] static QString field(const std::string& name);
    // Login or name, an id when there is none.
    [[nodiscard]] static QString actor(const wire::Operation& entry);
    [[nodiscard]] static QString object(const wire::Operation& entry);
};

} // namespace kaomon::models

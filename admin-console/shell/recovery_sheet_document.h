// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "client/tenant_founder.h"

namespace kaomon::shell {

// The recovery sheet as it is shown and printed. GUI thread.
class RecoverySheetDocument {
    Q_DECLARE_TR_FUNCTIONS(RecoverySheetDocument)

public:
    [[nodiscard]] static QString title();
    [[nodiscard]] static QString html(const client::RecoverySheet& sheet, const QString& server);
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCoreApplication>
#include <QString>

#include "localipc/message.h"

namespace kaomon::helpdesk {

// One part of what would be sent, as the agent collected it.
struct DiagnosticsPart {
    QString name; // facts, checks, settings, agent, client, outbox, crashes
    qint64 lines = 0;
    qint64 bytes = 0; // of logs
    bool isIncluded = true;
    bool isNeeded = false; // facts: without them nothing of the rest can be understood
};

// Names of parts for people.
struct DiagnosticsPartText {
    Q_DECLARE_TR_FUNCTIONS(DiagnosticsPartText)
public:
    [[nodiscard]] static QString title(const QString& name);
    [[nodiscard]] static QString about(const QString& name);
};

// Of `diagnosticsCollected`. Pure.
[[nodiscard]] std::vector<DiagnosticsPart> partsOf(const localipc::Message& collected);

} // namespace kaomon::helpdesk

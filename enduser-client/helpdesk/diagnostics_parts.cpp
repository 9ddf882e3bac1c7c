// SPDX-License-Identifier: GPL-3.0-or-later
#include "helpdesk/diagnostics_parts.h"

#include <algorithm>

namespace kaomon::helpdesk {

namespace {

constexpr std::int64_t kMostLogs = 16;

} // namespace

QString DiagnosticsPartText::title(const QString& name) {
    if (name == QLatin1String("facts")) {
        return tr("This PC: versions, state, camera");
    }
    if (name == QLatin1String("checks")) {
        return tr("What the examination of this PC found");
    }
    if (name == QLatin1String("settings")) {
        return tr("Settings in force");
    }
    if (name == QLatin1String("agent")) {
        return tr("Log of the face logon service");
    }
    if (name == QLatin1String("client")) {
        return tr("Log of this program");
    }
    if (name == QLatin1String("outbox")) {
        return tr("Events that the server does not have yet");
    }
    if (name == QLatin1String("crashes")) {
        return tr("Times at which the service ended by accident");
    }
    return name;
}

QString DiagnosticsPartText::about(const QString& name) {
    return name == QLatin1String("facts")
               ? tr("Always included: nothing of the rest can be understood without it.")
               : QString();
}

std::vector<DiagnosticsPart> partsOf(const localipc::Message& collected) {
    std::vector<DiagnosticsPart> parts;
    for (const char* name : {"facts", "checks", "settings"}) {
        const qint64 lines = collected.integer(name).value_or(0);
        const bool isNeeded = std::string_view(name) == "facts";
        if (lines > 0 || isNeeded) {
            parts.push_back({QString::fromLatin1(name), lines, 0, true, isNeeded});
        }
    }
    const auto logs = std::clamp<std::int64_t>(collected.integer("logs").value_or(0), 0, kMostLogs);
    for (std::int64_t i = 0; i < logs; ++i) {
        const std::string prefix = "log" + std::to_string(i) + '.';
        parts.push_back({QString::fromStdString(collected.text(prefix + "source")),
                         collected.integer(prefix + "lines").value_or(0),
                         collected.integer(prefix + "bytes").value_or(0), true, false});
    }
    return parts;
}

} // namespace kaomon::helpdesk

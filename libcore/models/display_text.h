// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QCoreApplication>
#include <QString>

#include "base/clock.h"
#include "models/list_state.h"

namespace kaomon::models {

// Translated words for the wire names that tables and detail panels show. A name that this version does not
// know (a newer server) is shown as it is. Pure apart from the installed translators; GUI thread.
class DisplayText {
    Q_DECLARE_TR_FUNCTIONS(DisplayText)

public:
    [[nodiscard]] static QString role(const std::string& name);
    [[nodiscard]] static QString accountState(const std::string& name);
    [[nodiscard]] static QString faceState(const std::string& name);
    [[nodiscard]] static QString deviceState(const std::string& name);
    [[nodiscard]] static QString codeState(const std::string& name);
    // Some codes ("REGISTER") belong to several kinds; without a kind it is the one of a PC.
    [[nodiscard]] static QString eventCode(const std::string& code, const std::string& kind = {});
    [[nodiscard]] static QString eventKind(const std::string& name);
    [[nodiscard]] static QString eventSeverity(const std::string& name);
    [[nodiscard]] static QString eventResult(const std::string& name);
    [[nodiscard]] static QString scenario(const std::string& name);
    // Local date and time to the second, in the form that sorts (2026-11-24 03:04:05).
    [[nodiscard]] static QString time(TimePoint time);
    [[nodiscard]] static QString time(const std::optional<TimePoint>& time); // empty: a dash
};

[[nodiscard]] Tone accountTone(const std::string& state);
[[nodiscard]] Tone faceTone(const std::string& state);
[[nodiscard]] Tone deviceTone(const std::string& state);
[[nodiscard]] Tone codeTone(const std::string& state);
[[nodiscard]] Tone resultTone(const std::string& result);

} // namespace kaomon::models

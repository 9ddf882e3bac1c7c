// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "ui/theme.h"

namespace kaomon::shell {

// Words for the wire names of notices, interruptions and versions. A name that this version does not know is
// shown as it is. GUI thread.
[[nodiscard]] QString noticeKindText(const std::string& kind);
[[nodiscard]] ui::Tone noticeKindTone(const std::string& kind);
[[nodiscard]] QString audienceText(const std::string& audience);
[[nodiscard]] QString interruptionReasonText(const std::string& reason);

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "wire/events.h"

namespace kaomon::features {

// The texts of an event that a PC is free to choose, each of at most 500 bytes. ErrorCode::ValidationFailed
// with the pointer of the member.
[[nodiscard]] Status checkEventTexts(const wire::Event& event, const std::string& pointer);

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/enrolment_runner.h"
#include "localipc/message.h"

namespace kaomon::agent {

// `enrolProgress` as docs/protocol.md 6 has it; `lightsUp`: the person's screen may be asked for more light.
[[nodiscard]] localipc::Message enrolmentMessage(const EnrolmentProgress& progress, bool lightsUp);

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/id.h"
#include "wire/events.h"
#include "wire/operations.h"

namespace kaomon::delivery {

// An event as RFC 5424 writes it, facility 10 (security), MSGID = code, what is known in clear as structured
// data. The enterprise number 32473 is the one that RFC 5612 sets aside for documents: this project has none
// of its own. Pure; any thread.
[[nodiscard]] std::string syslogMessage(const TenantId& tenant, const wire::StoredEvent& event);

// A signed checkpoint of an operation log, MSGID OPERATION_CHECKPOINT; the text is its JSON.
[[nodiscard]] std::string syslogCheckpoint(const wire::OperationCheckpoint& statement);

// The same with its length in front, as RFC 5425 frames it.
[[nodiscard]] std::string syslogFrame(const std::string& message);

} // namespace kaomon::delivery

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/event_options.h"
#include "wire/deliveries.h"

namespace kaomon::features {

// Whether a webhook may be stored: https, a host without user name, no address that the server may not
// connect to (names are checked again when they are resolved, at each delivery). ErrorCode::ValidationFailed.
[[nodiscard]] Status checkWebhook(const wire::Webhook& webhook, const EventOptions& options);
// 32 bytes. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkWebhookSecret(const Bytes& secret);

} // namespace kaomon::features

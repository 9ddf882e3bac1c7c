// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/admin_keyring.h"
#include "fake_server.h"
#include "wire/app_documents.h"

namespace kaomon::testing {

// Fills every list of a founded fake server with as much as a page needs to show its content. Names are
// those of examples; nobody stands behind them.
void fillWithSamples(FakeServer& server);
// The part of it that is about the service: notices, interruptions, releases, alerts, tickets.
void addServiceSamples(FakeServer& server);
// Applications of the company and hidden passwords, as an administrator has signed them.
void addAppSamples(FakeServer& server, const client::AdminKeyring& keyring);
[[nodiscard]] wire::AppTemplateBody sampleApp(const char* name, const char* program);

} // namespace kaomon::testing

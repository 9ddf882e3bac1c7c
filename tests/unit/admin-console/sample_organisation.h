// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_server.h"

namespace kaomon::testing {

// Fills every list of a founded fake server with as much as a page needs to show its content. Names are
// those of examples; nobody stands behind them.
void fillWithSamples(FakeServer& server);
// The part of it that is about the service: notices, interruptions, releases, alerts, tickets.
void addServiceSamples(FakeServer& server);

} // namespace kaomon::testing

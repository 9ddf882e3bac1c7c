// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace soci {
class session;
}

namespace kaomon::storage {

// Lets the session wait up to ten seconds for the lock of its file, where another session or program writes.
// SQLite's own wait looks at the lock ten times a second; beside a server that commits without a pause it
// finds it free too seldom and gives up. This one looks four times a millisecond. PRAGMA busy_timeout undoes
// it.
void waitForLock(soci::session& session);

} // namespace kaomon::storage

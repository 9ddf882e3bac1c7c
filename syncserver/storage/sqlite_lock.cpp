// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite_lock.h"

#include <chrono>
#include <thread>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

namespace kaomon::storage {
namespace {

constexpr std::chrono::microseconds kBetweenLooks{250};
constexpr int kLooks = 40'000;

int lookAgain(void* /*unused*/, int looks) {
    if (looks >= kLooks) {
        return 0;
    }
    std::this_thread::sleep_for(kBetweenLooks);
    return 1;
}

} // namespace

void waitForLock(soci::session& session) {
    sqlite3_busy_handler(static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_, lookAgain,
                         nullptr);
}

} // namespace kaomon::storage

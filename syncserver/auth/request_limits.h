// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "auth/rate_bucket.h"
#include "auth/server_key.h"
#include "http/route.h"
#include "storage/database.h"

namespace kaomon::auth {

// Requests a minute; 0 = no limit. Set by who runs the server.
struct RateLimits {
    int signIns = 10;   // of one address, or of one PC
    int anonymous = 60; // of one address: whatever no known key signed
    int known = 600;    // of one PC or one session
    int nodes = 1;      // servers on one database; each grants its share
};

// How many requests a source may send. Floods end in the memory of this node; sign-ins are counted in the
// database too, so that more nodes do not mean more guesses. Addresses are stored as MACs only. Thread-safe.
class RequestLimits {
public:
    RequestLimits(const RateLimits& limits, const Clock& clock, storage::Database& database,
                  const ServerKey& key);

    // Each: ErrorCode::RateLimited with the seconds to wait in `field`.
    [[nodiscard]] Status takeAnonymous(const std::string& peer);
    [[nodiscard]] Status takeKnown(const std::string& keyId);
    // `source`: an address key or the id of a PC whose signature was verified. Also ErrorCode::Unavailable.
    [[nodiscard]] http::Awaitable<Status> takeSignIn(std::string source);

private:
    const RateLimits m_limits;
    const Clock& m_clock;
    storage::Database& m_database;
    const ServerKey& m_key;
    RateBucket m_anonymous;
    RateBucket m_known;
    RateBucket m_signIns;
};

} // namespace kaomon::auth

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "features/stream/subscription.h"
#include "storage/database.h"

namespace kaomon::features {

struct StreamLimits {
    std::size_t all = 15'000;      // streams and waiting requests of this node
    std::size_t ofTenant = 10'000; // of one tenant
    int newPerSecond = 200;        // of one tenant; more are told to come again
};

struct StreamFigures {
    long long open = 0;
    long long hints = 0;   // sent since the start
    long long ended = 0;   // because somebody is no longer let in
    long long dropped = 0; // because they did not read
    long long refused = 0; // by the limits
};

// Tells open streams that their tenant has moved on, whichever node made the change: asks for the revisions
// of all tenants that have a stream here twice a second, in one statement. The same thread looks whether
// those who hold the streams are still let in: at once when the tenant has moved on, people every five
// seconds, everybody once a minute. Owned by the application; thread-safe.
class StreamHub {
public:
    StreamHub(storage::Database& database, const Clock& clock, StreamLimits limits = {})
        : m_database(database)
        , m_clock(clock)
        , m_limits(limits) {}
    ~StreamHub() { stop(); }
    StreamHub(const StreamHub&) = delete;
    StreamHub& operator=(const StreamHub&) = delete;

    void start();
    // Ends every subscription and takes no more. Idempotent.
    void stop();

    // `rev` is the tenant's revision as the caller just read it. ErrorCode::Unavailable with the seconds to
    // wait as field when there are too many, or when the server stops.
    [[nodiscard]] Result<std::shared_ptr<Subscription>>
    subscribe(const http::Principal& principal, const boost::asio::any_io_executor& executor, long long rev);
    [[nodiscard]] StreamFigures figures() const;

    // One look at the database; for the thread and for tests.
    void pollOnce();

private:
    using Steady = std::chrono::steady_clock;
    struct Room {
        TenantId tenant;
        long long rev = 0;
        unsigned long long generation = 0; // of the tenant's callers, as last checked
        bool isSuspect = false;            // somebody's standing may have changed
        Steady::time_point checkedAt;
        Steady::time_point countedFrom; // of newcomers
        int newcomers = 0;
        std::vector<std::weak_ptr<Subscription>> members;
    };

    void loop(const std::stop_token& ending);
    [[nodiscard]] std::vector<TenantId> tenants();
    void note(const TenantId& tenant, std::optional<long long> rev);
    void check(const TenantId& tenant);
    [[nodiscard]] bool isDue(const Room& room,
                             const std::vector<std::shared_ptr<Subscription>>& members) const;
    [[nodiscard]] Status admit(Room& room);

    storage::Database& m_database;
    const Clock& m_clock;
    const StreamLimits m_limits;
    mutable std::mutex m_mutex; // of everything below but the thread
    std::unordered_map<std::string, Room> m_rooms;
    StreamFigures m_figures;
    std::size_t m_open = 0; // as of the last look, and those who came since
    bool m_isStopped = false;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include <boost/asio/awaitable.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "storage/caller_generation.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

template<class T>
using Awaitable = boost::asio::awaitable<T>;

enum class Access { Read, Write };

struct DatabaseOptions {
    std::string url; // sqlite:///absolute/path or postgresql://user@host/name?...
    int readers =
        0; // sessions for reading (SQLite) or for everything (PostgreSQL); 0 = by the number of cores
    bool isMigrating = true; // bring the schema up to date when opening
};

// The way to the data: takes jobs from I/O coroutines, runs each on a database thread inside one transaction,
// and resumes the coroutine with its result. A job whose Result is an error is rolled back; a write is
// answered only after its COMMIT returned. Jobs run at most once, except that a job may run again from the
// start after a serialisation failure or a connection lost before COMMIT: a job changes nothing but the
// database and its result.
//
// Thread-safe. Errors added to those of the job: Unavailable (no session within two seconds, queue full,
// stopping, connection lost), DiskFull, StorageFailed, StorageCorrupt, Conflict (a constraint that the job
// did not foresee).
class Database {
public:
    using Job = std::function<Status(UnitOfWork&)>;
    using Done = std::function<void(Status)>;

    // ErrorCode::ValidationFailed (url), StorageTooNew, StorageCorrupt, StorageFailed, Unavailable.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
    virtual ~Database() = default;

    // `work(UnitOfWork&)` returns a Result<T>, which becomes the awaited value.
    template<class F>
    [[nodiscard]] Awaitable<std::invoke_result_t<F, UnitOfWork&>> read(TenantId tenant, F work) {
        return ask(Access::Read, std::move(tenant), std::move(work));
    }
    template<class F>
    [[nodiscard]] Awaitable<std::invoke_result_t<F, UnitOfWork&>> write(TenantId tenant, F work) {
        return ask(Access::Write, std::move(tenant), std::move(work));
    }

    // The same for programs and tests without an event loop: blocks the caller.
    template<class F>
    [[nodiscard]] std::invoke_result_t<F, UnitOfWork&> runBlocking(Access access, const TenantId& tenant,
                                                                   F work) {
        std::optional<std::invoke_result_t<F, UnitOfWork&>> result;
        if (Status status = wait(access, tenant, keep(work, result)); !status) {
            return propagate(status.error());
        }
        return std::move(*result);
    }

    // Queues a job; `done` is called exactly once, on a database thread.
    virtual void submit(Access access, TenantId tenant, Job job, Done done) = 0;
    // Finishes what is queued, then refuses everything. Idempotent; also done by the destructor.
    virtual void stop() = 0;
    [[nodiscard]] virtual Dialect dialect() const = 0;
    [[nodiscard]] virtual const CallerGeneration& callers() const = 0;

private:
    template<class F, class R>
    static Job keep(F& work, std::optional<R>& result) {
        return [&work, &result](UnitOfWork& unit) -> Status {
            result.reset();
            result.emplace(work(unit));
            if (!*result) {
                return propagate(result->error());
            }
            return {};
        };
    }

    template<class F>
    Awaitable<std::invoke_result_t<F, UnitOfWork&>> ask(Access access, TenantId tenant, F work) {
        std::optional<std::invoke_result_t<F, UnitOfWork&>> result;
        const Status status = co_await hand(access, std::move(tenant), keep(work, result));
        if (!status) {
            co_return propagate(status.error());
        }
        co_return std::move(*result);
    }

    Awaitable<Status> hand(Access access, TenantId tenant, Job job);
    Status wait(Access access, const TenantId& tenant, Job job);
};

} // namespace kaomon::storage

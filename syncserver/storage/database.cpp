// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database.h"

#include <future>
#include <memory>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "storage/postgresql_database.h"
#include "storage/sqlite_database.h"

namespace kaomon::storage {

namespace asio = boost::asio;

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
    if (options.url.starts_with("sqlite://")) {
        return SqliteDatabase::open(options);
    }
    if (options.url.starts_with("postgresql://")) {
        return PostgresqlDatabase::open(options);
    }
    return fail(ErrorCode::ValidationFailed, "database must be sqlite:///path or postgresql://...");
}

Awaitable<Status> Database::hand(Access access, TenantId tenant, Job job) {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(Status)>(
        [this, access, tenant = std::move(tenant), job = std::move(job)](auto handler) mutable {
            // std::function wants a copyable target; the handler of a coroutine only moves
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            submit(access, std::move(tenant), std::move(job), [shared](Status status) {
                auto executor = asio::get_associated_executor(*shared);
                asio::post(executor,
                           [shared, status = std::move(status)]() mutable { (*shared)(std::move(status)); });
            });
        },
        asio::use_awaitable);
}

Status Database::wait(Access access, const TenantId& tenant, Job job) {
    std::promise<Status> promise;
    auto future = promise.get_future();
    submit(access, tenant, std::move(job),
           [&promise](Status status) { promise.set_value(std::move(status)); });
    return future.get();
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/idempotent.h"

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "crypto/bytes_io.h"
#include "features/proven_write.h"
#include "licensing/guards.h"
#include "storage/query.h"

namespace kaomon::features {
namespace {

constexpr std::chrono::hours kKeptFor{7 * 24};
constexpr int kNoContent = 204;

std::string requestHash(const http::Request& request) {
    crypto::BytesWriter writer;
    writer.text(request.method).text(request.target).text(request.body);
    return toBase64Url(crypto::hash(writer.result()));
}

std::string etagOfResponse(const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
        if (name == "ETag") {
            return value;
        }
    }
    return {};
}

// The answer kept for one caller and key. Used inside one job.
class StoredAnswer {
public:
    StoredAnswer(storage::UnitOfWork& unit, const http::RequestContext& context, std::string key,
                 TimePoint now)
        : m_unit(unit)
        , m_principal(context.principal.name())
        , m_key(std::move(key))
        , m_hash(requestHash(context.request))
        , m_now(now) {}

    // Takes the key for this request; false when it has an answer already. Another node that carries out the
    // same request is waited for.
    [[nodiscard]] bool claim() {
        return storage::Query(m_unit,
                              "INSERT INTO idem_key (tenant_id, principal, idem_key, request_hash, status, "
                              "body, etag, expires_at) "
                              "VALUES (:tenant, :principal, :key, :hash, 0, '', '', :expires) "
                              "ON CONFLICT (tenant_id, principal, idem_key) DO UPDATE SET "
                              "request_hash = excluded.request_hash, expires_at = excluded.expires_at "
                              "WHERE idem_key.expires_at <= :now")
                   .bind("tenant", m_unit.tenant())
                   .bind("principal", m_principal)
                   .bind("key", m_key)
                   .bind("hash", m_hash)
                   .bind("expires", m_now + kKeptFor)
                   .bind("now", m_now)
                   .run() == 1;
    }

    // The answer given before. Precondition: the key was claimed before. ErrorCode::IdempotencyKeyReused.
    [[nodiscard]] Result<http::Response> find() {
        const auto row = storage::Query(m_unit, "SELECT request_hash, status, body, etag FROM idem_key WHERE "
                                                "tenant_id = :tenant AND principal = :principal AND "
                                                "idem_key = :key")
                             .bind("tenant", m_unit.tenant())
                             .bind("principal", m_principal)
                             .bind("key", m_key)
                             .first<std::string, int, std::string, std::string>();
        if (!row) {
            return fail(ErrorCode::IdempotencyInProgress, "another node has just given up");
        }
        const auto& [hash, status, body, etag] = *row;
        if (hash != m_hash) {
            return fail(ErrorCode::IdempotencyKeyReused, "another request used this key");
        }
        auto response =
            status == kNoContent ? http::Response::noContent() : http::Response::json(status, body);
        if (!etag.empty()) {
            response.with("ETag", etag);
        }
        return response;
    }

    void store(const http::Response& response) {
        storage::Query(m_unit, "UPDATE idem_key SET status = :status, body = :body, etag = :etag WHERE "
                               "tenant_id = :tenant AND principal = :principal AND idem_key = :key")
            .bind("status", response.status)
            .bind("body", response.body)
            .bind("etag", etagOfResponse(response))
            .bind("tenant", m_unit.tenant())
            .bind("principal", m_principal)
            .bind("key", m_key)
            .run();
    }

private:
    storage::UnitOfWork& m_unit;
    std::string m_principal;
    std::string m_key;
    std::string m_hash;
    TimePoint m_now;
};

// A tenant whose licence has ended is read-only. What goes on: a new licence, taking back one's own face, and
// the key of a person who signs in on a PC. (Sessions and events are not written through here.)
constexpr auto kOpenOperations =
    std::to_array<std::string_view>({"installLicence", "removeLicence", "removeTemplate", "putVaultKeys"});

Status checkOpen(storage::UnitOfWork& unit, const http::RequestContext& context, TimePoint now) {
    const bool isOpen = std::ranges::find(kOpenOperations, context.route.operation) != kOpenOperations.end();
    return isOpen ? Status() : licensing::checkWritable(unit, now);
}

} // namespace

http::Awaitable<Result<http::Response>>
idempotentWrite(ServiceContext& services, http::RequestContext& context,
                std::function<Result<http::Response>(storage::UnitOfWork&)> work) {
    const std::string key(context.request.header("idempotency-key"));
    const TimePoint now = services.clock.now();
    if (key.empty()) {
        co_return co_await provenWrite(services, context,
                                       [&](storage::UnitOfWork& unit) -> Result<http::Response> {
                                           const Status open = checkOpen(unit, context, now);
                                           return open ? work(unit) : propagate(open.error());
                                       });
    }
    const http::Principal& caller = context.principal;
    const RunningKeys::Holder holder(services.runningKeys,
                                     caller.tenant.text() + ' ' + caller.name() + ' ' + key);
    if (!holder.isFirst()) {
        co_return fail(ErrorCode::IdempotencyInProgress, "the same key is being worked on");
    }
    const auto job = [&](storage::UnitOfWork& unit) -> Result<http::Response> {
        StoredAnswer answer(unit, context, key, now);
        if (!answer.claim()) {
            unit.acts().omit();
            return answer.find();
        }
        if (const Status open = checkOpen(unit, context, now); !open) {
            return propagate(open.error());
        }
        auto response = work(unit);
        if (response) {
            answer.store(*response);
        }
        return response;
    };
    co_return co_await provenWrite(services, context, job);
}

} // namespace kaomon::features

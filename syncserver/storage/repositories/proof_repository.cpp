// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/proof_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

constexpr std::uint64_t kHighestCounter = INT64_MAX;

// `seen` has bit n set when the counter highest - n was used. One statement, so that a write costs one
// round trip more and the row is locked before it is judged. CASE, because only it promises not to evaluate
// a shift that is out of range.
constexpr std::string_view kTake =
    "INSERT INTO proof_window (tenant_id, key_id, highest, seen, updated_at) "
    "VALUES (:tenant, :key, :counter, 1, :now) "
    "ON CONFLICT (tenant_id, key_id) DO UPDATE SET "
    "seen = CASE WHEN excluded.highest - proof_window.highest >= 64 THEN 1 "
    "WHEN excluded.highest > proof_window.highest "
    "THEN (proof_window.seen << CAST(excluded.highest - proof_window.highest AS INTEGER)) | 1 "
    "ELSE proof_window.seen | "
    "(CAST(1 AS BIGINT) << CAST(proof_window.highest - excluded.highest AS INTEGER)) END, "
    "highest = CASE WHEN excluded.highest > proof_window.highest "
    "THEN excluded.highest ELSE proof_window.highest END, "
    "updated_at = excluded.updated_at "
    "WHERE CASE WHEN excluded.highest > proof_window.highest THEN 1 "
    "WHEN proof_window.highest - excluded.highest >= 64 THEN 0 "
    "ELSE 1 - ((proof_window.seen >> CAST(proof_window.highest - excluded.highest AS INTEGER)) & 1) END = 1";

} // namespace

Status ProofRepository::takeCounter(const std::string& keyId, std::uint64_t counter, TimePoint now) {
    if (counter == 0 || counter > kHighestCounter) {
        return fail(ErrorCode::ProofInvalid, "counter out of range");
    }
    const auto taken = Query(m_unit, kTake)
                           .bind("tenant", m_unit.tenant())
                           .bind("key", keyId)
                           .bind("counter", counter)
                           .bind("now", now)
                           .run();
    if (taken == 0) {
        return fail(ErrorCode::ProofInvalid, "counter was used already");
    }
    return {};
}

long long ProofRepository::removeUnused(TimePoint since) {
    return Query(m_unit, "DELETE FROM proof_window WHERE tenant_id = :tenant AND updated_at < :since")
        .bind("tenant", m_unit.tenant())
        .bind("since", since)
        .run();
}

} // namespace kaomon::storage

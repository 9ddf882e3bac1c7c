// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/proof_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

constexpr std::uint64_t kWindow = 64;
constexpr std::uint64_t kHighestCounter = INT64_MAX;

struct Window {
    std::uint64_t highest = 0;
    std::uint64_t seen = 0; // bit n: the counter highest - n was used

    // False when `counter` may not be used.
    bool take(std::uint64_t counter) {
        if (counter > highest) {
            const std::uint64_t step = counter - highest;
            seen = (step < kWindow ? seen << step : 0) | 1U;
            highest = counter;
            return true;
        }
        const std::uint64_t age = highest - counter;
        if (age >= kWindow || ((seen >> age) & 1U) != 0) {
            return false;
        }
        seen |= std::uint64_t{1} << age;
        return true;
    }
};

} // namespace

Status ProofRepository::takeCounter(const std::string& keyId, std::uint64_t counter, TimePoint now) {
    if (counter == 0 || counter > kHighestCounter) {
        return fail(ErrorCode::ProofInvalid, "counter out of range");
    }
    // makes the row, and locks it on both databases before it is read
    Query(m_unit, "INSERT INTO proof_window (tenant_id, key_id, highest, seen, updated_at) "
                  "VALUES (:tenant, :key, 0, 0, :now) "
                  "ON CONFLICT (tenant_id, key_id) DO UPDATE SET updated_at = :now")
        .bind("tenant", m_unit.tenant())
        .bind("key", keyId)
        .bind("now", now)
        .run();
    const auto row = Query(m_unit, "SELECT highest, seen FROM proof_window "
                                   "WHERE tenant_id = :tenant AND key_id = :key")
                         .bind("tenant", m_unit.tenant())
                         .bind("key", keyId)
                         .first<std::uint64_t, std::uint64_t>();
    Window window;
    if (row) {
        std::tie(window.highest, window.seen) = *row;
    }
    if (!window.take(counter)) {
        return fail(ErrorCode::ProofInvalid, "counter was used already");
    }
    Query(m_unit, "UPDATE proof_window SET highest = :highest, seen = :seen "
                  "WHERE tenant_id = :tenant AND key_id = :key")
        .bind("highest", window.highest)
        .bind("seen", window.seen)
        .bind("tenant", m_unit.tenant())
        .bind("key", keyId)
        .run();
    return {};
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/rate_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

TimePoint endOfWindow(TimePoint now, std::chrono::seconds window) {
    const auto since = now.time_since_epoch() % window;
    return now - since + window;
}

} // namespace

long long RateRepository::count(const std::string& scope, const std::string& key, TimePoint now,
                                std::chrono::seconds window) {
    const auto row = Query(m_unit, "INSERT INTO rate_counter (scope, subject, ends_at, n) "
                                   "VALUES (:scope, :subject, :ends, 1) "
                                   "ON CONFLICT (scope, subject, ends_at) DO UPDATE "
                                   "SET n = rate_counter.n + 1 RETURNING n")
                         .bind("scope", scope)
                         .bind("subject", key)
                         .bind("ends", endOfWindow(now, window))
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long RateRepository::current(const std::string& scope, const std::string& key, TimePoint now,
                                  std::chrono::seconds window) {
    const auto row = Query(m_unit, "SELECT n FROM rate_counter WHERE scope = :scope AND subject = :subject "
                                   "AND ends_at = :ends")
                         .bind("scope", scope)
                         .bind("subject", key)
                         .bind("ends", endOfWindow(now, window))
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long RateRepository::removeEnded(TimePoint now) {
    return Query(m_unit, "DELETE FROM rate_counter WHERE ends_at <= :now").bind("now", now).run();
}

} // namespace kaomon::storage

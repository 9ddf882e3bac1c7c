// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "domain/notice.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct NoticeRow {
    std::string id;
    std::string kind;
    std::string audience; // wire names, separated by commas
    std::string titleJa;
    std::string bodyJa;
    std::string titleEn;
    std::string bodyEn;
    domain::NoticeTimes times;
    TimePoint createdAt;
    std::string createdBy;
    TimePoint changedAt;
    std::string source; // of the operator's: "maintenance:<id>", ...; empty
    long long rev = 0;
    bool isOperator = false;

    [[nodiscard]] bool reaches(domain::NoticeAudience audience) const;
};

struct ReceiptRow {
    UserId user;
    TimePoint readAt;
    std::optional<TimePoint> acknowledgedAt;
};

struct ReceiptCounts {
    long long read = 0;
    long long acknowledged = 0;
};

// Notices of the operator to all tenants (global; any unit) and of the unit's tenant to its own people, and
// who of the unit's tenant has read either. Used inside one job. Throws StorageFault.
class NoticeRepository {
public:
    explicit NoticeRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void addOperator(const NoticeRow& notice);
    // With a new revision.
    void updateOperator(NoticeRow notice);
    [[nodiscard]] std::optional<NoticeRow> findOperator(const std::string& id);
    // Those that are neither withdrawn nor over since before `endedBefore`.
    [[nodiscard]] std::vector<NoticeRow> listOperator(TimePoint endedBefore);

    // Note a change for the tenant's PCs; `now` is that of the change. Returns the revision.
    long long add(NoticeRow notice);
    long long update(NoticeRow notice);
    [[nodiscard]] std::optional<NoticeRow> find(const std::string& id);
    // Of either kind, by id.
    [[nodiscard]] std::optional<NoticeRow> findAny(const std::string& id);
    // Of either kind, the newest first; behind (startsAt, id) when `after` is given.
    struct Position {
        TimePoint startsAt;
        std::string id;
    };
    [[nodiscard]] std::vector<NoticeRow> list(const std::optional<Position>& after, int limit);

    // The first reading counts. False when there was nothing to do.
    bool noteRead(const std::string& notice, const UserId& user, TimePoint now);
    bool noteAcknowledged(const std::string& notice, const UserId& user, TimePoint now);
    [[nodiscard]] std::optional<ReceiptRow> receipt(const std::string& notice, const UserId& user);
    [[nodiscard]] std::vector<ReceiptRow> receipts(const std::string& notice, int limit);
    [[nodiscard]] ReceiptCounts counts(const std::string& notice);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/query.h"

namespace kaomon::storage {

struct EventRow {
    DeviceId device;
    long long seq = 0;
    std::string id;
    TimePoint at;
    TimePoint receivedAt;
    std::string kind;
    std::string code;
    std::string result;
    std::string severity;
    std::optional<UserId> user;
    std::string body; // JSON of the wire event
    std::string deviceName;
    std::optional<std::string> login;
    std::optional<std::string> displayName;
};

// Empty members do not filter. Newest first, below (`beforeAt`, `beforeId`).
struct EventListQuery {
    std::string kind;
    std::string code;
    std::string result;
    std::string user;
    std::string device;
    std::string text; // part of login, name or device name
    long long from = 0;
    long long to = 0; // 0 = no end
    long long beforeAt = 0; // 0 = from the newest
    std::string beforeId;
    int limit = 100;
};

struct EventMark {
    long long highWater = 0;
    long long highest = 0;
};

// What PCs report, stored once for ever by (device, seq).
class EventRepository {
public:
    explicit EventRepository(UnitOfWork& work) : m_work(work) {}

    // False when this (device, seq) was there already.
    [[nodiscard]] bool insert(const TenantId& tenant, const EventRow& event);
    [[nodiscard]] std::vector<EventRow> list(const TenantId& tenant, const EventListQuery& query);

    // Locks the device's mark until the end of the transaction.
    [[nodiscard]] EventMark mark(const TenantId& tenant, const DeviceId& device);
    void putMark(const TenantId& tenant, const DeviceId& device, const EventMark& mark);
    // Sequence numbers stored above `above`, ascending.
    [[nodiscard]] std::vector<long long> seqsAbove(const TenantId& tenant, const DeviceId& device, long long above);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "storage/unit_of_work.h"
#include "wire/deliveries.h"

namespace kaomon::storage {

struct WebhookRow {
    wire::Webhook webhook;
    Bytes secretSealed; // under the server's key
};

// Where the unit's tenant wants its events posted to. Used inside one job. Throws StorageFault.
class WebhookRepository {
public:
    explicit WebhookRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void add(const WebhookRow& row);
    [[nodiscard]] std::optional<WebhookRow> find(const WebhookId& id);
    [[nodiscard]] std::vector<WebhookRow> list(); // by name
    void update(const WebhookRow& row);
    void remove(const WebhookId& id); // with how far it was

private:
    UnitOfWork& m_unit;
};

// How far a target is.
struct PushRow {
    std::string target; // id of a webhook, or "syslog:host:port"
    long long eventPosition = 0;
    long long alertPosition = 0;
    std::string state = "active"; // active, retrying, dead
    int attempts = 0;
    TimePoint nextAt;
    std::optional<TimePoint> lastAt;
    std::string lastError;
    long long delivered = 0;
};

// What was pushed to which target of the unit's tenant. Used inside one job. Throws StorageFault.
class DeliveryRepository {
public:
    explicit DeliveryRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // A new target begins behind what there is, unless it is known.
    void begin(const PushRow& row);
    [[nodiscard]] std::optional<PushRow> find(const std::string& target);
    [[nodiscard]] std::vector<PushRow> list();
    void save(const PushRow& row);
    // The same, unless the row is no longer as it was: somebody else has moved it, or it is gone. Whether it
    // was saved.
    [[nodiscard]] bool saveOver(const PushRow& was, const PushRow& row);

    void addDeadLetter(const wire::DeadLetter& letter);
    [[nodiscard]] std::vector<wire::DeadLetter> deadLetters(const std::string& target,
                                                            int limit); // newest first
    void removeDeadLetters(const std::string& target);
    void remove(const std::string& target);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

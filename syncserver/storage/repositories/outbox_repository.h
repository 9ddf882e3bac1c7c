// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// A mail that is to be sent to people of a tenant. The texts and who gets it are the mailer's
// (mail/templates.h); this says what about.
struct OutboxRow {
    std::string kind; // name of a template, perhaps with more behind a colon that tells two mails apart
    TimePoint due;
    std::string payload; // JSON object
};

// Mails that wait, of the unit's tenant. One per (tenant, kind, due), however often it is asked for. Used
// inside one job. Throws StorageFault.
class OutboxRepository {
public:
    explicit OutboxRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // False when it is there already, sent or not.
    bool add(const OutboxRow& mail, TimePoint now);
    // Of the mails of this kind, sent or not, the one that is due last.
    [[nodiscard]] std::optional<TimePoint> latestDue(const std::string& kind);
    [[nodiscard]] std::vector<OutboxRow> unsent(int limit);
    void noteSent(const std::string& kind, TimePoint due, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// A licence as it was installed. The signed text is what counts; a trial, which the operator starts on the
// server itself, has none.
struct LicenceRow {
    std::string id;
    std::string serial;
    std::string kind; // trial, paid
    int seats = 0;
    std::string firstDay; // YYYY-MM-DD in the tenant's zone
    std::string lastDay;
    TimePoint issuedAt;
    std::string text;
    TimePoint installedAt;
    std::string installedBy;               // user id, or "operator"
    std::optional<TimePoint> supersededAt; // a trial that a paid licence took the place of
};

// Licences and seats of the unit's tenant. Used inside one job. Throws StorageFault.
class LicenceRepository {
public:
    explicit LicenceRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // By first day.
    [[nodiscard]] std::vector<LicenceRow> list();
    [[nodiscard]] std::optional<LicenceRow> find(const std::string& id);
    // False when the serial serves a tenant already, this one or another.
    [[nodiscard]] bool takeSerial(const std::string& serial);
    void freeSerial(const std::string& serial);
    void add(const LicenceRow& licence);
    void supersedeTrials(TimePoint now);
    void remove(const std::string& id);

    // Enabled users with a face.
    [[nodiscard]] long long seatsTaken();
    // Whether this user is one of them.
    [[nodiscard]] bool hasSeat(const std::string& user);
    [[nodiscard]] bool hasFace(const std::string& user);

    // The rule "one trial per company"; outlives the tenant. False when the company had its trial.
    [[nodiscard]] bool takeTrial(const std::string& companyHash, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

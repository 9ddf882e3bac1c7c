// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/imports.h"

namespace kaomon::storage {

// An import as it stands: what people see, and where the work goes on.
struct ImportRecord {
    wire::ImportJob job;
    bool isUtf8 = true;     // so far
    std::string utf8Tail;   // cut character at the end of what came
    long long parts = 0;    // received
    long long nextPart = 0; // to be checked
    long long partOffset = 0;
    std::string carry;      // bytes of a record that began in an earlier part
    std::string delimiter;  // empty: the header has not been read
    long long line = 1;     // of the file, of the next record
    long long position = 0; // of the last row that was staged, applied or undone
    std::string afterLogin; // last member looked at for being missing
    long long activeMembers = 0;
};

// Imports of the unit's tenant and the parts of their files. Used inside one job. Throws StorageFault.
class ImportRepository {
public:
    ImportRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    void add(const ImportRecord& record);
    [[nodiscard]] std::optional<ImportRecord> find(const ImportId& id);
    // The same, keeping other writers of this import out until COMMIT.
    [[nodiscard]] std::optional<ImportRecord> take(const ImportId& id);
    void save(ImportRecord& record);
    [[nodiscard]] std::vector<wire::ImportJob> list(int limit); // newest first
    // Those not changed since; with their rows.
    void removeOlderThan(TimePoint time);

    void addPart(const ImportId& id, long long part, const std::string& bytes);
    [[nodiscard]] std::string part(const ImportId& id, long long part);
    void removeParts(const ImportId& id);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage

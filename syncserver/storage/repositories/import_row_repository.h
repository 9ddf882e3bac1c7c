// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/unit_of_work.h"
#include "wire/imports.h"

namespace kaomon::storage {

// A row of an import with what the check found.
struct StagedRow {
    wire::ImportRow row;
    std::string loginKey;
    long long userRev = 0; // of the user when the row was checked
    std::string cells;     // the row as it was, one CSV line; only of refused rows
};

struct ImportRowFilter {
    long long after = 0;   // position
    std::string action;    // empty: all
    std::string state;     // empty: all
    bool isActing = false; // only rows that change somebody
    int limit = 100;
};

// What an applied row changed; `before` is empty for somebody who was added.
struct UndoRow {
    long long position = 0;
    UserId user;
    long long afterRev = 0;
    std::optional<wire::UserPatch> before;
};

// The rows of one import. Used inside one job. Throws StorageFault.
class ImportRowRepository {
public:
    ImportRowRepository(UnitOfWork& unit, ImportId import)
        : m_unit(unit)
        , m_import(std::move(import)) {}

    void add(const std::vector<StagedRow>& rows);
    [[nodiscard]] std::vector<StagedRow> list(const ImportRowFilter& filter);
    // Those of the login keys that earlier rows have.
    [[nodiscard]] std::set<std::string> known(const std::vector<std::string>& loginKeys);
    // The acting rows after one position up to another that still wait.
    void setState(long long after, long long upto, const std::string& from, const std::string& to);
    void refuse(long long position, const std::string& state, const std::string& reason);

    void addUndo(const std::vector<UndoRow>& rows);
    [[nodiscard]] std::vector<UndoRow> undoRows(long long after, int limit);

private:
    UnitOfWork& m_unit;
    ImportId m_import;
};

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "storage/repositories/revision.h"

namespace kaomon::storage {

struct ChangeRow {
    std::string kind;
    std::string id; // as the PC knows it, without the scope
    long long rev = 0;
    ChangeOp op = ChangeOp::Upsert;
};

// Where the log of a tenant stands.
struct ChangePlace {
    long long epoch = 0;
    long long rev = 0;
    std::string mark; // of `rev`; see markOfRevision()
};

// The log of changes of the unit's tenant. Used inside one job. Throws StorageFault.
class ChangeRepository {
public:
    explicit ChangeRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] long long currentRev();
    // All of it by one statement: what most calls of a PC ask is no more than this.
    [[nodiscard]] ChangePlace place();
    // What `device` may know of the changes after `since` up to `upto`, in the order of their commits.
    [[nodiscard]] std::vector<ChangeRow> list(const std::string& device, long long since, long long upto,
                                              int limit);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

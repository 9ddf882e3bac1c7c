// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/query.h"

namespace kaomon::storage {

enum class ChangeOp { Upsert, Remove };

struct ChangeRow {
    std::string kind;
    std::string object;
    long long rev = 0;
    ChangeOp op = ChangeOp::Upsert;
};

// The tenant's revision and what changed at which. The revision row stays locked until COMMIT, so revisions become
// visible in order and a reader at revision R has seen everything up to R. Record a change late in a job: everything
// after it delays the tenant's other writers.
class ChangeRepository {
public:
    explicit ChangeRepository(UnitOfWork& work) : m_work(work) {}

    // Takes the next revision for one object. `scope` is empty for every PC, or the id of the only PC concerned.
    long long record(const TenantId& tenant, std::string_view kind, const std::string& object, TimePoint now,
                     ChangeOp op = ChangeOp::Upsert, const std::string& scope = {});
    [[nodiscard]] long long current(const TenantId& tenant);
    // Changes above `since` for one PC in order of revision.
    [[nodiscard]] std::vector<ChangeRow> after(const TenantId& tenant, long long since, const DeviceId& device,
                                               int limit);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage

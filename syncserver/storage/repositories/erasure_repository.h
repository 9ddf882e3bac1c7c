// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// What there is of something, by name: "templates", 12. In a stable order.
using Counts = std::vector<std::pair<std::string, long long>>;

[[nodiscard]] long long sumOf(const Counts& counts);

// Erases what belongs to the unit's tenant, in pieces that fit one transaction each. Every call may be
// repeated; it says how many rows it removed, none when nothing is left. Used inside one job. Throws
// StorageFault.
class ErasureRepository {
public:
    explicit ErasureRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // What goes when the faces go: templates, face key seals, start values of new PCs that carry the face
    // key, stored answers that repeat a template.
    [[nodiscard]] Counts faceCounts();
    // Without these nothing can open a template any more. The PCs are told to forget them.
    long long removeFaceKeys(int limit, TimePoint now);
    long long removeTemplates(int limit, TimePoint now);

    // Every table that has rows by tenant, but for the few that outlive it; those that others refer to come
    // last. Read from the schema, so that no later table is forgotten.
    [[nodiscard]] std::vector<std::string> tables();
    [[nodiscard]] Counts counts();
    // Every key of the tenant, wrapped or sealed, and every way of signing in.
    long long removeKeys(int limit);
    // Precondition: `table` is of tables().
    long long removeRows(const std::string& table, int limit);
    // The tenant itself. Precondition: counts() are all zero.
    void removeTenant();

private:
    [[nodiscard]] std::vector<std::string> primaryKey(const std::string& table);
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> references();
    long long countOf(const std::string& sql);
    long long change(const std::string& sql, int limit);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

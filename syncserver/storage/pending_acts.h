// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wire/operations.h"

namespace kaomon::storage {

// What a handler knows of an act beyond the request itself: one entry of the operation log for each object.
struct ActNote {
    std::string kind;       // such as unlocked; may be empty
    std::string objectKind; // empty: what the request itself is about, be it the tenant as a whole
    std::string object;     // id
    std::string reason = {};
    std::string detail = {};
    std::vector<wire::OperationChange> changes = {};
};

// What will be written into the operation log with the transaction under way. Lives in its UnitOfWork, so
// that a job that runs again begins anew. Nothing here writes by itself; see audit::ActRecorder.
class PendingActs {
public:
    void note(ActNote act) { m_notes.push_back(std::move(act)); }
    // Another field of the object that the request is about. Never for values of secrets.
    void changed(std::string field, std::string before, std::string after) {
        if (before != after) {
            m_changes.push_back({std::move(field), std::move(before), std::move(after)});
        }
    }
    // A secret was set anew.
    void changedSecret(std::string field) { m_changes.push_back({std::move(field), {}, {}}); }
    // This request is no act: it repeats a stored answer, or others tell of it.
    void omit() { m_isOmitted = true; }

    [[nodiscard]] const std::vector<ActNote>& notes() const { return m_notes; }
    [[nodiscard]] const std::vector<wire::OperationChange>& changes() const { return m_changes; }
    [[nodiscard]] bool isOmitted() const { return m_isOmitted; }

private:
    std::vector<ActNote> m_notes;
    std::vector<wire::OperationChange> m_changes;
    bool m_isOmitted = false;
};

} // namespace kaomon::storage

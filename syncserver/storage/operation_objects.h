// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/unit_of_work.h"
#include "wire/operations.h"

namespace kaomon::storage {

enum class FieldKind { Text, Number, Time, Flag, Secret };

// A column whose changes the operation log shows, by the name that people know. Secret: only that it changed.
struct LoggedField {
    std::string_view column;
    std::string_view name;
    FieldKind kind = FieldKind::Text;
};

// A resource of the API whose objects are rows: what the log calls it and what it shows of a row.
struct LoggedObject {
    std::string_view resource; // segment of the path: "users"
    std::string_view kind;     // "user"
    std::string_view table;
    std::string_view idColumn;
    std::string_view nameColumn; // empty: has no name
    std::vector<LoggedField> fields;
};

// The description for a segment of a path; nullptr when its objects are no rows that the log looks into.
[[nodiscard]] const LoggedObject* loggedObject(std::string_view resource);

// What the log may show of one object, at one moment of a transaction.
struct ObjectState {
    std::string name;
    std::vector<std::optional<std::string>> values; // by field; secrets as a hash that is never written
};

// nullopt when there is no such row. Throws StorageFault.
[[nodiscard]] std::optional<ObjectState> stateOf(UnitOfWork& unit, const LoggedObject& object,
                                                 const std::string& id);

// The fields in which two states differ; a missing state has no values.
[[nodiscard]] std::vector<wire::OperationChange> changesOf(const LoggedObject& object,
                                                           const std::optional<ObjectState>& before,
                                                           const std::optional<ObjectState>& after);

// Login of a person, name of a PC at this moment; empty when unknown.
[[nodiscard]] std::string loginOf(UnitOfWork& unit, const std::string& user);
[[nodiscard]] std::string deviceNameOf(UnitOfWork& unit, const std::string& device);

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/repositories/user_rows.h"

namespace kaomon::storage {

enum class UserSort { Login, Name, Changed };

// Where a page of a list ended: the sort value and the id of its last row.
struct ListPosition {
    std::string value;
    std::string id;
};

// Which users a list shows. Empty members do not filter; deleted users show only when `state` asks for them.
struct UserFilter {
    std::string search = {}; // part of a login, name, reading, mail address
    std::string state = {};  // domain::AccountState
    std::string face = {};   // domain::FaceState
    std::string role = {};
    std::string faceModel = {}; // with a template of this model at least
    std::optional<GroupId> group = {};
    std::optional<TimePoint> enabledBefore = {}; // enabled since then at least, and still without a face
    UserSort sort = UserSort::Login;
    bool isDescending = false;
    std::optional<ListPosition> after = {};
    int limit = 100;
};

// Lists of the people of the unit's tenant, by key of the last row seen (never by offset). Used inside one
// job. Throws StorageFault.
class UserList {
public:
    UserList(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    [[nodiscard]] std::vector<UserRow> list(const UserFilter& filter);
    // Of all pages.
    [[nodiscard]] long long count(const UserFilter& filter);
    // The position after which the next page starts.
    [[nodiscard]] static ListPosition positionOf(const UserRow& row, UserSort sort);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage

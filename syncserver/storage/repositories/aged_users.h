// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "storage/repositories/face_ages.h"
#include "storage/repositories/user_rows.h"

// Private to storage: the expressions of user_rows.h with the age from which on faces are due for new
// pictures.
namespace kaomon::storage {

// As selectUsers(); wants also what `ages` binds.
[[nodiscard]] std::string selectUsers(Dialect dialect, const FaceAges& ages);
// As faceStateSql(); wants :now and what `ages` binds.
[[nodiscard]] std::string faceStateSql(const FaceAges& ages);

} // namespace kaomon::storage

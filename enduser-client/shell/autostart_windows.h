// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/result.h"

namespace kaomon::shell {

// Where Windows keeps what starts with this person's session: a registry path as of QSettings.
[[nodiscard]] QString personsAutostart();

// Whether `program` --session starts with the session, by an entry of its own in `key`. Any thread.
[[nodiscard]] bool startsWithSession(const QString& key, const QString& program);
// Writes the entry, or removes it. What others wrote there stays. ErrorCode::StorageFailed.
[[nodiscard]] Status setStartsWithSession(const QString& key, const QString& program, bool doesStart);

} // namespace kaomon::shell

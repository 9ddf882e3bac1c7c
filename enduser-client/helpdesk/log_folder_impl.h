// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to this folder: one implementation for each operating system.

#include <QString>

namespace kaomon::helpdesk::detail {

// Where programs keep the logs of the person who runs them.
[[nodiscard]] QString personsLogFolder();

} // namespace kaomon::helpdesk::detail

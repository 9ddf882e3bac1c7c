// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The number of an account of this PC. On Linux the system's own; Windows has none, there it stands for a
// SID, and os_accounts.h says for which. 0 is root or SYSTEM on either.
#ifdef _WIN32
using uid_t = unsigned int;
#else
#include <sys/types.h>
#endif

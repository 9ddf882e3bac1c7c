// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

namespace kaomon::wire {

// The pictures of one enrolment, sealed under the key of the template that was made of them (docs/protocol.md
// 4.31). The server can open none.
struct KeptPictures {
    Bytes sealed;
};

} // namespace kaomon::wire

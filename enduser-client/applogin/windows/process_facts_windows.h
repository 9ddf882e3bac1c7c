// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// Who a process runs as, as its token says.
struct ProcessOwner {
    std::string user;            // SID in text; empty: not told
    std::uint32_t integrity = 0; // 0x2000 of ordinary programs, 0x3000 of an administrator's
};

// Whether Windows keeps this program from the other one, or the other one belongs to somebody else. Pure.
[[nodiscard]] bool isOutOfReach(const ProcessOwner& own, const ProcessOwner& other);

// What Windows says of a process: number, start, image, command line, whether it is out of reach. A process
// that may not even be asked is. ErrorCode::NotFound when it is gone.
[[nodiscard]] Status readProcess(std::int64_t process, WindowFacts& facts);

} // namespace kaomon::applogin

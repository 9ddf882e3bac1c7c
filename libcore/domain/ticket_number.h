// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kaomon::domain {

// A number that people read out on the phone: digits only, since letters are misheard between languages, nine
// of them and one that checks them (Damm: finds every wrong digit and every swap of neighbours), written
// 482-719-350-6. Pure; any thread.
inline constexpr long long kTicketNumbers = 1'000'000'000;

// Precondition: 0 <= number < kTicketNumbers.
[[nodiscard]] std::string ticketText(long long number);
// The written form of what somebody typed, with or without the lines, spaces or full-width digits; nullopt
// when it cannot be a ticket's number.
[[nodiscard]] std::optional<std::string> ticketFromTyped(std::string_view typed);

} // namespace kaomon::domain

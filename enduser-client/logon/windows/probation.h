// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace kaomon::logon {

// What LogonUI keeps about our tile between its appearances, under HKLM where only SYSTEM and administrators
// write. A row that cannot be read or written means that nothing is hidden. Any thread.

inline constexpr const wchar_t* kProbationKey = LR"(SOFTWARE\Kaomon\CredentialProvider\Probation)";
inline constexpr unsigned long kProbationLogons = 5;
inline constexpr std::chrono::days kProbationTime{7};

// Windows took a logon by face.
void noteFaceLogon();
// Faces have opened this PC at least kProbationLogons times, the first time kProbationTime ago.
[[nodiscard]] bool isProbationOver();

// From hiding other options until LogonUI has come to its end: when the mark still stands the next time, it
// may have been our doing that it did not.
[[nodiscard]] bool isEndMissing();
[[nodiscard]] bool expectEnd(); // false: the mark could not be made
void noteEnd();

} // namespace kaomon::logon

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/secret.h"

namespace kaomon::agent {

// What a PAM module said, word for word.
struct SystemWords {
    bool isError = false;
    std::string text;
};

struct OsPasswordOrder {
    std::string account;
    SecretString current;
    SecretString next;
    std::string language; // ja, or anything else for English
};

struct OsPasswordOutcome {
    enum class Kind { Changed, Refused, InDoubt }; // InDoubt: nobody knows whether it was changed
    Kind kind = Kind::Refused;
    ErrorCode code = ErrorCode::Internal; // without meaning when changed
    std::vector<SystemWords> words;       // at most kMostWords
};

inline constexpr std::size_t kMostWords = 16;

// Hands the order to kaomon-passwd, a process of its own that the service manager starts behind
// `helperSocket`, and waits for what becomes of it, at most `patience`. On Windows the system itself is
// asked, also for an account of a domain, with its own deadlines. Blocks: for a worker thread.
[[nodiscard]] OsPasswordOutcome changeThroughHelper(const std::string& helperSocket,
                                                    const OsPasswordOrder& order,
                                                    std::chrono::milliseconds patience);

// Whether there is somebody to hand it to.
[[nodiscard]] bool isPasswordHelperThere(const std::string& helperSocket);

} // namespace kaomon::agent

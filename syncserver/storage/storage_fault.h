// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

#include "base/error.h"

namespace kaomon::storage {

// A broken database, as opposed to an expected answer: thrown by Query, caught by Database only, which turns
// it into an Error. Carries a code and the driver's number, never the text of a statement or a bound value.
class StorageFault final : public std::exception {
public:
    enum class Kind {
        Unique,     // a uniqueness or key constraint
        Constraint, // any other constraint
        Retry,      // serialisation failure, deadlock, lock timeout: the whole transaction may be run again
        Lost,       // the connection is gone
        Full,       // no space left
        Corrupt,
        Other
    };

    StorageFault(Kind kind, std::string driverCode);

    [[nodiscard]] const char* what() const noexcept override { return m_text.c_str(); }
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] Error toError() const;

private:
    Kind m_kind;
    std::string m_text;
};

// Rethrows the current exception of a SOCI call as StorageFault. Precondition: called inside a catch block.
[[noreturn]] void rethrowAsFault();

} // namespace kaomon::storage

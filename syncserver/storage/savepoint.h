// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Part of a job that may fail without the rest: what was written since the savepoint is taken back when this
// goes, unless keep() was called. Savepoints of one unit may nest. The constructor and keep() throw
// StorageFault; the destructor does not: a job whose taking back failed is ended by its next statement.
class Savepoint {
public:
    explicit Savepoint(UnitOfWork& unit);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;

    void keep();

private:
    UnitOfWork& m_unit;
    bool m_isKept = false;
};

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/savepoint.h"

#include "base/log.h"
#include "storage/query.h"

namespace kaomon::storage {

Savepoint::Savepoint(UnitOfWork& unit)
    : m_unit(unit) {
    Query(m_unit, "SAVEPOINT part").run();
}

Savepoint::~Savepoint() {
    if (m_isKept) {
        return;
    }
    try {
        Query(m_unit, "ROLLBACK TO SAVEPOINT part").run();
        Query(m_unit, "RELEASE SAVEPOINT part").run();
    } catch (const StorageFault& fault) {
        log::error("storage.savepoint", {{"what", fault.what()}});
    }
}

void Savepoint::keep() {
    Query(m_unit, "RELEASE SAVEPOINT part").run();
    m_isKept = true;
}

} // namespace kaomon::storage

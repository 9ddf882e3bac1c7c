// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Sealed pictures of enrolments, in the rows of the templates that were made of them; no change for the PCs,
// which ask for them when they need them. Used inside one job. Throws StorageFault.
class KeptPictureRepository {
public:
    explicit KeptPictureRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Nullopt without a template, or without pictures of it.
    [[nodiscard]] std::optional<Bytes> find(const UserId& user, const TemplateId& face);
    // False when there is no such template any more.
    [[nodiscard]] bool put(const UserId& user, const TemplateId& face, const Bytes& sealed);
    // False when there was nothing.
    [[nodiscard]] bool remove(const UserId& user, const TemplateId& face);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage

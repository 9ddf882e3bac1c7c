// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/kept_picture_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

std::optional<Bytes> KeptPictureRepository::find(const UserId& user, const TemplateId& face) {
    auto row = Query(m_unit, "SELECT pictures FROM face_template WHERE tenant_id = :tenant AND user_id = "
                             ":user AND id = :id AND pictures IS NOT NULL")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .bind("id", face)
                   .first<Bytes>();
    return row ? std::optional(std::move(std::get<0>(*row))) : std::nullopt;
}

bool KeptPictureRepository::put(const UserId& user, const TemplateId& face, const Bytes& sealed) {
    return Query(m_unit, "UPDATE face_template SET pictures = :sealed WHERE tenant_id = :tenant AND user_id "
                         "= :user AND id = :id")
               .bind("sealed", sealed)
               .bind("tenant", m_unit.tenant())
               .bind("user", user)
               .bind("id", face)
               .run() > 0;
}

bool KeptPictureRepository::remove(const UserId& user, const TemplateId& face) {
    return Query(m_unit, "UPDATE face_template SET pictures = NULL WHERE tenant_id = :tenant AND user_id = "
                         ":user AND id = :id AND pictures IS NOT NULL")
               .bind("tenant", m_unit.tenant())
               .bind("user", user)
               .bind("id", face)
               .run() > 0;
}

} // namespace kaomon::storage

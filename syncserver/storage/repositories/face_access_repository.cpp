// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/face_access_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

std::string idOf(std::string_view kind, std::string_view reader, std::string_view face) {
    std::string id(kind);
    id.append("|").append(reader).append("|").append(face);
    return id;
}

} // namespace

std::optional<FaceRead> FaceAccessRepository::find(const TemplateId& face) {
    const auto owner =
        Query(m_unit, "SELECT user_id FROM face_template WHERE tenant_id = :tenant AND id = :id")
            .bind("tenant", m_unit.tenant())
            .bind("id", face)
            .first<UserId>();
    return owner ? std::optional(FaceRead{std::get<0>(*owner), face}) : std::nullopt;
}

void FaceAccessRepository::note(const std::vector<FaceRead>& faces, const FaceReader& reader, TimePoint now) {
    for (const FaceRead& read : faces) {
        Query(
            m_unit,
            "INSERT INTO face_access (tenant_id, user_id, id, template_id, reader_kind, reader_id, first_at, "
            "last_at, "
            "times) SELECT tenant_id, id, :id, :face, :kind, :reader, CAST(:now AS BIGINT), CAST(:now AS "
            "BIGINT), 1 FROM user_account WHERE "
            "tenant_id = :tenant AND id = :user ON CONFLICT (tenant_id, user_id, id) DO UPDATE SET last_at = "
            "excluded.last_at, times = face_access.times + 1")
            .bind("tenant", m_unit.tenant())
            .bind("user", read.user)
            .bind("id", storage::idOf(reader.kind, reader.id, read.face.text()))
            .bind("face", read.face)
            .bind("kind", reader.kind)
            .bind("reader", reader.id)
            .bind("now", now)
            .run();
    }
}

std::vector<wire::FaceAccess> FaceAccessRepository::list(const UserId& user,
                                                         const std::optional<Place>& before, int limit) {
    Query query(
        m_unit,
        std::string(
            "SELECT a.template_id, a.reader_kind, a.reader_id, COALESCE(d.name, u.display_name), a.first_at, "
            "a.last_at, a.times FROM face_access a LEFT JOIN device d ON a.reader_kind = 'device' AND "
            "d.tenant_id = a.tenant_id AND d.id = a.reader_id LEFT JOIN user_account u ON "
            "a.reader_kind = 'user' AND u.tenant_id = a.tenant_id AND u.id = a.reader_id WHERE "
            "a.tenant_id = :tenant AND a.user_id = :user") +
            (before ? " AND (a.last_at, a.id) < (:beforeat, :beforeid)" : "") +
            " ORDER BY a.last_at DESC, a.id DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("user", user).bind("limit", limit);
    if (before) {
        query.bind("beforeat", before->lastAt).bind("beforeid", before->id);
    }
    std::vector<wire::FaceAccess> accesses;
    for (auto& [face, kind, reader, name, first, last, times] :
         query.all<TemplateId, std::string, std::string, std::optional<std::string>, TimePoint, TimePoint,
                   long long>()) {
        accesses.push_back({face, std::move(kind), std::move(reader), std::move(name), first, last, times});
    }
    return accesses;
}

std::string FaceAccessRepository::idOf(const wire::FaceAccess& access) {
    return storage::idOf(access.readerKind, access.reader, access.face.text());
}

} // namespace kaomon::storage

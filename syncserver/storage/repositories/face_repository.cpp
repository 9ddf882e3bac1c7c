// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/face_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect =
    "SELECT id, user_id, version, epoch, model_id, label, ciphertext, wrapped_keys, device_id, signature, "
    "consent_id, created_at, rev FROM face_template WHERE tenant_id = :tenant";

// The wrapped keys are kept as base64url texts, one line each: face key id, space, wrap.
Text toLines(const std::vector<wire::TemplateKey>& keys) {
    Text lines;
    for (const auto& key : keys) {
        lines += key.faceKeyId + " " + toBase64Url(key.wrapped) + "\n";
    }
    return lines;
}

std::vector<wire::TemplateKey> fromLines(const Text& lines) {
    std::vector<wire::TemplateKey> keys;
    std::size_t start = 0;
    while (start < lines.size()) {
        const auto end = lines.find('\n', start);
        const auto space = lines.find(' ', start);
        if (end == Text::npos || space == Text::npos || space > end) {
            throw StorageFault(StorageFault::Kind::Corrupt, "wrapped keys");
        }
        auto wrapped = fromBase64Url(std::string_view(lines).substr(space + 1, end - space - 1));
        if (!wrapped) {
            throw StorageFault(StorageFault::Kind::Corrupt, "wrapped keys");
        }
        keys.push_back({lines.substr(start, space - start), std::move(*wrapped)});
        start = end + 1;
    }
    return keys;
}

std::vector<wire::FaceTemplate> templatesFrom(Query& query) {
    std::vector<wire::FaceTemplate> faces;
    auto rows = query.all<TemplateId, UserId, long long, long long, Text, Text, Bytes, Text, DeviceId, Bytes,
                          ConsentId, TimePoint, long long>();
    for (auto& [id, user, version, epoch, model, label, ciphertext, keys, device, signature, consent, created,
                rev] : rows) {
        faces.push_back({.id = id,
                         .user = user,
                         .version = version,
                         .epoch = epoch,
                         .modelId = model,
                         .label = label,
                         .ciphertext = std::move(ciphertext),
                         .keys = fromLines(keys),
                         .device = device,
                         .signature = std::move(signature),
                         .consent = consent,
                         .createdAt = created,
                         .rev = rev});
    }
    return faces;
}

} // namespace

bool FaceRepository::hasConsent(const UserId& user, const ConsentId& id) {
    return Query(m_unit,
                 "SELECT id FROM consent WHERE tenant_id = :tenant AND user_id = :user AND id = :id AND "
                 "withdrawn_at IS NULL")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .first<Text>()
        .has_value();
}

bool FaceRepository::isConsentKnown(const UserId& user, const ConsentId& id) {
    return Query(m_unit, "SELECT id FROM consent WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .first<Text>()
        .has_value();
}

void FaceRepository::addConsent(const wire::Consent& consent) {
    Query(m_unit, "INSERT INTO consent (tenant_id, user_id, id, text_version, language, given_at) VALUES "
                  "(:tenant, :user, :id, :version, :language, :given)")
        .bind("tenant", m_unit.tenant())
        .bind("user", consent.user)
        .bind("id", consent.id)
        .bind("version", consent.textVersion)
        .bind("language", consent.language)
        .bind("given", consent.givenAt)
        .run();
}

std::vector<wire::FaceTemplate> FaceRepository::templatesOf(const UserId& user) {
    Query query(m_unit, std::string(kSelect) + " AND user_id = :user ORDER BY created_at, id");
    query.bind("tenant", m_unit.tenant()).bind("user", user);
    return templatesFrom(query);
}

std::optional<wire::FaceTemplate> FaceRepository::find(const TemplateId& id) {
    Query query(m_unit, std::string(kSelect) + " AND id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto faces = templatesFrom(query);
    return faces.empty() ? std::nullopt : std::optional(std::move(faces.front()));
}

long long FaceRepository::add(const wire::FaceTemplate& face, TimePoint now) {
    const long long rev = recordChange(m_unit, "template", face.id.text(), ChangeOp::Upsert, "", now);
    Query(m_unit,
          "INSERT INTO face_template (tenant_id, user_id, id, version, epoch, model_id, label, ciphertext, "
          "wrapped_keys, device_id, signature, consent_id, created_at, rev) VALUES (:tenant, :user, :id, "
          ":version, :epoch, :model, :label, :ciphertext, :keys, :device, :signature, :consent, "
          ":created, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("user", face.user)
        .bind("id", face.id)
        .bind("version", face.version)
        .bind("epoch", face.epoch)
        .bind("model", face.modelId)
        .bind("label", face.label)
        .bind("ciphertext", face.ciphertext)
        .bind("keys", toLines(face.keys))
        .bind("device", face.device)
        .bind("signature", face.signature)
        .bind("consent", face.consent)
        .bind("created", face.createdAt)
        .bind("rev", rev)
        .run();
    return rev;
}

void FaceRepository::remove(const UserId& user, const TemplateId& id, TimePoint now) {
    (void)recordChange(m_unit, "template", id.text(), ChangeOp::Delete, "", now);
    Query(m_unit, "DELETE FROM face_template WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage

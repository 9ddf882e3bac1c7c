// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/face_repository.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kColumns = R"(SELECT id, user_id, version, epoch, model_id, label, ciphertext,
    wrapped_keys, device_id, signature, consent_id, created_at, rev FROM face_template )";

// Wraps travel in one column as "<face key id> <base64url>" separated by line feeds: neither part has one.
std::string packKeys(const std::vector<wire::TemplateKey>& keys) {
    std::string text;
    for (const auto& key : keys) {
        text += key.faceKeyId + ' ' + toBase64Url(key.wrapped) + '\n';
    }
    return text;
}

std::vector<wire::TemplateKey> unpackKeys(std::string_view text) {
    std::vector<wire::TemplateKey> keys;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const auto space = line.find(' ');
        auto wrapped = space == std::string_view::npos ? Result<Bytes>(fail(ErrorCode::StorageCorrupt))
                                                       : fromBase64Url(line.substr(space + 1));
        if (!wrapped) {
            throw StorageFault(StorageFault::Kind::Corrupt, "wrapped keys");
        }
        keys.push_back({std::string(line.substr(0, space)), std::move(*wrapped)});
    }
    return keys;
}

std::vector<wire::FaceTemplate> fetch(Query& query) {
    std::vector<wire::FaceTemplate> faces;
    for (auto& [id, user, version, epoch, model, label, ciphertext, keys, device, signature, consent, created, rev] :
         query.all<TemplateId, UserId, long long, long long, std::string, std::string, Bytes, std::string, DeviceId,
                   Bytes, ConsentId, TimePoint, long long>()) {
        faces.push_back({std::move(id), std::move(user), version, epoch, std::move(model), std::move(label),
                         std::move(ciphertext), unpackKeys(keys), std::move(device), std::move(signature),
                         std::move(consent), created, rev});
    }
    return faces;
}

} // namespace

std::vector<wire::FaceTemplate> FaceRepository::list(const TenantId& tenant, const UserId& user) {
    Query query(m_work, std::string(kColumns) + "WHERE tenant_id = :tenant AND user_id = :user_id ORDER BY id");
    query.bind("tenant", tenant).bind("user_id", user);
    return fetch(query);
}

std::optional<wire::FaceTemplate> FaceRepository::find(const TenantId& tenant, const TemplateId& id) {
    Query query(m_work, std::string(kColumns) + "WHERE tenant_id = :tenant AND id = :id");
    query.bind("tenant", tenant).bind("id", id);
    auto faces = fetch(query);
    return faces.empty() ? std::nullopt : std::optional(std::move(faces.front()));
}

void FaceRepository::insert(const TenantId& tenant, const wire::FaceTemplate& face) {
    Query(m_work, R"(INSERT INTO face_template (tenant_id, user_id, id, version, epoch, model_id, label, ciphertext,
        wrapped_keys, device_id, signature, consent_id, created_at, rev) VALUES (:tenant, :user_id, :id, :version,
        :epoch, :model, :label, :ciphertext, :wrapped, :device, :signature, :consent, :created_at, :rev))")
        .bind("tenant", tenant)
        .bind("user_id", face.user)
        .bind("id", face.id)
        .bind("version", face.version)
        .bind("epoch", face.epoch)
        .bind("model", face.modelId)
        .bind("label", face.label)
        .bind("ciphertext", face.ciphertext)
        .bind("wrapped", packKeys(face.keys))
        .bind("device", face.device)
        .bind("signature", face.signature)
        .bind("consent", face.consent)
        .bind("created_at", face.createdAt)
        .bind("rev", face.rev)
        .run();
}

void FaceRepository::remove(const TenantId& tenant, const UserId& user, const TemplateId& id) {
    Query(m_work, "DELETE FROM face_template WHERE tenant_id = :tenant AND user_id = :user_id AND id = :id")
        .bind("tenant", tenant)
        .bind("user_id", user)
        .bind("id", id)
        .run();
}

void FaceRepository::insertConsent(const TenantId& tenant, const wire::Consent& consent) {
    Query(m_work, R"(INSERT INTO consent (tenant_id, user_id, id, text_version, language, given_at)
        VALUES (:tenant, :user_id, :id, :version, :language, :given_at))")
        .bind("tenant", tenant)
        .bind("user_id", consent.user)
        .bind("id", consent.id)
        .bind("version", consent.textVersion)
        .bind("language", consent.language)
        .bind("given_at", consent.givenAt)
        .run();
}

bool FaceRepository::hasConsent(const TenantId& tenant, const UserId& user, const ConsentId& consent) {
    return Query(m_work, R"(SELECT id FROM consent WHERE tenant_id = :tenant AND user_id = :user_id AND id = :id
        AND withdrawn_at IS NULL)")
        .bind("tenant", tenant)
        .bind("user_id", user)
        .bind("id", consent)
        .first<std::string>()
        .has_value();
}

} // namespace kaomon::storage

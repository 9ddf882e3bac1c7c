// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/face_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect =
    "SELECT id, user_id, version, epoch, model_id, label, ciphertext, device_id, signature, consent_id, "
    "created_at, rev, quality, review_reason, needs_approval, approval FROM face_template WHERE tenant_id = "
    ":tenant";

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

std::vector<wire::FaceTemplate> FaceRepository::templatesFrom(Query& query) {
    std::vector<wire::FaceTemplate> faces;
    auto rows =
        query.all<TemplateId, UserId, long long, long long, Text, Text, Bytes, DeviceId, Bytes, ConsentId,
                  TimePoint, long long, std::optional<int>, Text, int, std::optional<Bytes>>();
    for (auto& [id, user, version, epoch, model, label, ciphertext, device, signature, consent, created, rev,
                quality, review, needsApproval, approval] : rows) {
        faces.push_back({.id = id,
                         .user = user,
                         .version = version,
                         .epoch = epoch,
                         .modelId = model,
                         .label = label,
                         .ciphertext = std::move(ciphertext),
                         .keys = keysOf(user, id),
                         .device = device,
                         .signature = std::move(signature),
                         .consent = consent,
                         .createdAt = created,
                         .rev = rev,
                         .quality = quality});
        if (!review.empty()) {
            faces.back().review = std::move(review);
        }
        if (needsApproval != 0) {
            faces.back().needsApproval = true;
            faces.back().approval = std::move(approval);
        }
    }
    return faces;
}

std::vector<wire::TemplateKey> FaceRepository::keysOf(const UserId& user, const TemplateId& id) {
    std::vector<wire::TemplateKey> keys;
    auto rows = Query(m_unit, "SELECT face_key_id, wrapped FROM template_key WHERE tenant_id = :tenant AND "
                              "user_id = :user AND template_id = :id ORDER BY face_key_id")
                    .bind("tenant", m_unit.tenant())
                    .bind("user", user)
                    .bind("id", id)
                    .all<Text, Bytes>();
    for (auto& [keyId, wrapped] : rows) {
        keys.push_back({std::move(keyId), std::move(wrapped)});
    }
    return keys;
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

wire::FaceModelUses FaceRepository::models() {
    constexpr std::string_view kOfPeople =
        "FROM face_template t JOIN user_account u ON u.tenant_id = t.tenant_id AND u.id = t.user_id "
        "WHERE t.tenant_id = :tenant AND u.deleted_at IS NULL";
    wire::FaceModelUses uses;
    auto rows = Query(m_unit, "SELECT t.model_id, COUNT(DISTINCT t.user_id), COUNT(*), MAX(t.created_at) " +
                                  std::string(kOfPeople) +
                                  " GROUP BY t.model_id ORDER BY MAX(t.created_at) DESC, t.model_id")
                    .bind("tenant", m_unit.tenant())
                    .all<Text, long long, long long, TimePoint>();
    for (auto& [model, people, templates, newest] : rows) {
        uses.items.push_back({std::move(model), people, templates, newest});
    }
    uses.people = std::get<0>(Query(m_unit, "SELECT COUNT(DISTINCT t.user_id) " + std::string(kOfPeople))
                                  .bind("tenant", m_unit.tenant())
                                  .first<long long>()
                                  .value_or(std::tuple(0LL)));
    return uses;
}

void FaceRepository::putKey(const UserId& user, const TemplateId& id, const wire::TemplateKey& key) {
    Query(m_unit, "INSERT INTO template_key (tenant_id, user_id, template_id, face_key_id, wrapped) VALUES "
                  "(:tenant, :user, :id, :key, :wrapped) ON CONFLICT (tenant_id, user_id, template_id, "
                  "face_key_id) DO UPDATE SET wrapped = excluded.wrapped")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .bind("key", key.faceKeyId)
        .bind("wrapped", key.wrapped)
        .run();
}

long long FaceRepository::add(const wire::FaceTemplate& face, TimePoint now) {
    const long long rev = recordChange(m_unit, "template", face.id.text(), ChangeOp::Upsert, "", now);
    Query(
        m_unit,
        "INSERT INTO face_template (tenant_id, user_id, id, version, epoch, model_id, label, ciphertext, "
        "device_id, signature, consent_id, created_at, rev, quality, needs_approval) VALUES (:tenant, :user, "
        ":id, :version, :epoch, :model, :label, :ciphertext, :device, :signature, :consent, "
        ":created, :rev, :quality, :waits)")
        .bind("tenant", m_unit.tenant())
        .bind("user", face.user)
        .bind("id", face.id)
        .bind("version", face.version)
        .bind("epoch", face.epoch)
        .bind("model", face.modelId)
        .bind("label", face.label)
        .bind("ciphertext", face.ciphertext)
        .bind("device", face.device)
        .bind("signature", face.signature)
        .bind("consent", face.consent)
        .bind("created", face.createdAt)
        .bind("rev", rev)
        .bind("quality", face.quality)
        .bind("waits", face.needsApproval.value_or(false) ? 1 : 0)
        .run();
    for (const wire::TemplateKey& key : face.keys) {
        putKey(face.user, face.id, key);
    }
    return rev;
}

void FaceRepository::remove(const UserId& user, const TemplateId& id, TimePoint now) {
    (void)recordChange(m_unit, "template", id.text(), ChangeOp::Delete, "", now);
    Query(m_unit, "DELETE FROM face_template WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .run();
    Query(m_unit, "UPDATE user_account SET face_erased_at = :now WHERE tenant_id = :tenant AND id = :user")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

std::vector<UserId> FaceRepository::markForReview(const DeviceId& device, const std::string& reason,
                                                  TimePoint now) {
    auto rows = Query(m_unit, "SELECT id, user_id FROM face_template WHERE tenant_id = :tenant AND device_id "
                              "= :device AND review_reason = ''")
                    .bind("tenant", m_unit.tenant())
                    .bind("device", device)
                    .all<TemplateId, UserId>();
    std::vector<UserId> users;
    for (const auto& [id, user] : rows) {
        setReview(user, id, reason, now);
        users.push_back(user);
    }
    return users;
}

void FaceRepository::setReview(const UserId& user, const TemplateId& id, const std::string& reason,
                               TimePoint now) {
    Query(m_unit, "UPDATE face_template SET review_reason = :reason, rev = :rev WHERE tenant_id = :tenant "
                  "AND user_id = :user AND id = :id")
        .bind("reason", reason)
        .bind("rev", recordChange(m_unit, "template", id.text(), ChangeOp::Upsert, "", now))
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .run();
}

bool FaceRepository::isAnyWaiting() {
    return Query(m_unit, "SELECT id FROM face_template WHERE tenant_id = :tenant AND needs_approval = 1 AND "
                         "approval IS NULL LIMIT 1")
        .bind("tenant", m_unit.tenant())
        .first<std::string>()
        .has_value();
}

void FaceRepository::approve(const wire::FaceTemplate& face, const Bytes& record, const UserId& by,
                             TimePoint now) {
    Query(m_unit,
          "UPDATE face_template SET approval = :record, approved_by = :by, rev = :rev WHERE tenant_id "
          "= :tenant AND user_id = :user AND id = :id")
        .bind("record", record)
        .bind("by", by)
        .bind("rev", recordChange(m_unit, "template", face.id.text(), ChangeOp::Upsert, "", now))
        .bind("tenant", m_unit.tenant())
        .bind("user", face.user)
        .bind("id", face.id)
        .run();
}

void FaceRepository::dropApprovalsOf(const std::function<bool(const UserId&)>& isVoid, TimePoint now) {
    auto rows =
        Query(m_unit, "SELECT id, user_id, approved_by, vouched_by FROM face_template WHERE tenant_id "
                      "= :tenant AND (approved_by IS NOT NULL OR vouched_by IS NOT NULL)")
            .bind("tenant", m_unit.tenant())
            .all<TemplateId, UserId, std::optional<Text>, std::optional<Text>>();
    const auto isGone = [&](const std::optional<Text>& by) {
        const auto id = by ? UserId::parse(*by) : Result<UserId>(fail(ErrorCode::NotFound));
        return id && isVoid(*id);
    };
    for (const auto& [id, user, approvedBy, vouchedBy] : rows) {
        const bool isVouchVoid = isGone(vouchedBy);
        if (!isVouchVoid && !isGone(approvedBy)) {
            continue;
        }
        Query(m_unit, std::string("UPDATE face_template SET approval = NULL, approved_by = NULL") +
                          (isVouchVoid ? ", voucher = NULL, vouched_by = NULL" : "") +
                          ", rev = :rev WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
            .bind("rev", recordChange(m_unit, "template", id.text(), ChangeOp::Upsert, "", now))
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .bind("id", id)
            .run();
    }
}

} // namespace kaomon::storage

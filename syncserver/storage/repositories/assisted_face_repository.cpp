// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/assisted_face_repository.h"

#include "storage/query.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/user_rows.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;

} // namespace

std::optional<wire::EnrolmentFacts> AssistedFaceRepository::facts(std::string_view where,
                                                                  const std::string& value) {
    Text sql = "SELECT u.id, u.login, u.display_name, ";
    sql += accountStateSql();
    sql += ", (SELECT COUNT(*) FROM face_template t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id AND "
           "(t.needs_approval = 0 OR t.approval IS NOT NULL)), (SELECT COUNT(*) FROM face_template t WHERE "
           "t.tenant_id = u.tenant_id AND t.user_id = u.id AND t.needs_approval = 1 AND t.approval IS NULL) "
           "FROM user_account u WHERE u.tenant_id = :tenant AND u.deleted_at IS NULL AND ";
    sql += where;
    auto row = Query(m_unit, sql)
                   .bind("now", m_now)
                   .bind("tenant", m_unit.tenant())
                   .bind("value", value)
                   .first<UserId, Text, Text, Text, int, int>();
    if (!row) {
        return std::nullopt;
    }
    auto& [id, login, name, state, faces, waiting] = *row;
    wire::EnrolmentFacts facts;
    facts.user = id;
    facts.login = std::move(login);
    facts.displayName = std::move(name);
    facts.accountState = std::move(state);
    facts.faces = faces;
    facts.waiting = waiting;
    if (auto consent = Query(m_unit, "SELECT id, text_version, given_at FROM consent WHERE tenant_id = "
                                     ":tenant AND user_id = :user AND withdrawn_at IS NULL ORDER BY given_at "
                                     "DESC, id DESC LIMIT 1")
                           .bind("tenant", m_unit.tenant())
                           .bind("user", id)
                           .first<ConsentId, Text, TimePoint>()) {
        facts.consent = std::get<0>(*consent);
        facts.consentTextVersion = std::get<1>(*consent);
        facts.consentGivenAt = std::get<2>(*consent);
    }
    if (const auto account = AccountRepository(m_unit, m_now).find(id)) {
        facts.hasSecrets = account->hasSecrets;
        facts.isFrozen = account->vaultFrozenAt.has_value();
    }
    return facts;
}

std::optional<wire::EnrolmentFacts> AssistedFaceRepository::factsOf(const UserId& user) {
    return facts("u.id = :value", user.text());
}

std::optional<wire::EnrolmentFacts> AssistedFaceRepository::factsOfLogin(const std::string& loginKey) {
    return facts("u.login_key = :value", loginKey);
}

void AssistedFaceRepository::addConsent(const wire::Consent& consent, const UserId& witness) {
    Query(m_unit, "INSERT INTO consent (tenant_id, user_id, id, text_version, language, given_at, "
                  "witness_id) VALUES (:tenant, :user, :id, :version, :language, :given, :witness)")
        .bind("tenant", m_unit.tenant())
        .bind("user", consent.user)
        .bind("id", consent.id)
        .bind("version", consent.textVersion)
        .bind("language", consent.language)
        .bind("given", consent.givenAt)
        .bind("witness", witness)
        .run();
}

void AssistedFaceRepository::keepVoucher(const UserId& user, const wire::FaceOrigin& origin,
                                         const Bytes& voucher) {
    Query(m_unit, "UPDATE face_template SET voucher = :voucher, vouched_by = :by, face_source = :source, "
                  "face_standing = :standing WHERE tenant_id = :tenant AND user_id = :user AND id = :id")
        .bind("voucher", voucher)
        .bind("by", origin.administrator)
        .bind("source", origin.source)
        .bind("standing", origin.standing)
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", origin.face)
        .run();
}

std::optional<StoredVoucher> AssistedFaceRepository::voucherOf(const UserId& user, const TemplateId& id) {
    auto row = Query(m_unit, "SELECT voucher, vouched_by FROM face_template WHERE tenant_id = :tenant AND "
                             "user_id = :user AND id = :id AND voucher IS NOT NULL")
                   .bind("tenant", m_unit.tenant())
                   .bind("user", user)
                   .bind("id", id)
                   .first<Bytes, UserId>();
    return row ? std::optional(StoredVoucher{std::move(std::get<0>(*row)), std::get<1>(*row)}) : std::nullopt;
}

std::vector<wire::FaceOrigin> AssistedFaceRepository::originsOf(const UserId& user) {
    auto rows =
        Query(m_unit, "SELECT t.id, t.face_source, t.face_standing, t.vouched_by, a.display_name, "
                      "t.approved_by FROM face_template t LEFT JOIN user_account a ON a.tenant_id = "
                      "t.tenant_id AND a.id = t.vouched_by WHERE t.tenant_id = :tenant AND t.user_id = :user "
                      "AND t.vouched_by IS NOT NULL ORDER BY t.created_at, t.id")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .all<TemplateId, Text, Text, UserId, MaybeText, MaybeText>();
    std::vector<wire::FaceOrigin> origins;
    for (auto& [id, source, standing, by, name, second] : rows) {
        origins.push_back({.face = id,
                           .source = std::move(source),
                           .standing = std::move(standing),
                           .administrator = by,
                           .administratorName = name.value_or("")});
        if (second && *second != by.text()) {
            if (const auto other = UserId::parse(*second)) {
                origins.back().second = *other;
            }
        }
    }
    return origins;
}

bool AssistedFaceRepository::isPhoto(const UserId& user, const TemplateId& id) {
    return Query(m_unit,
                 "SELECT id FROM face_template WHERE tenant_id = :tenant AND user_id = :user AND id = "
                 ":id AND face_source = 'photo'")
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .bind("id", id)
        .first<TemplateId>()
        .has_value();
}

void AssistedFaceRepository::replacePhotos(const UserId& user) {
    auto rows =
        Query(m_unit, "SELECT id FROM face_template WHERE tenant_id = :tenant AND user_id = :user AND "
                      "face_source = 'photo'")
            .bind("tenant", m_unit.tenant())
            .bind("user", user)
            .all<TemplateId>();
    for (const auto& [id] : rows) {
        FaceRepository(m_unit).remove(user, id, m_now);
    }
}

void AssistedFaceRepository::withdrawConsents(const UserId& user) {
    Query(m_unit, "UPDATE consent SET withdrawn_at = :now WHERE tenant_id = :tenant AND user_id = :user AND "
                  "withdrawn_at IS NULL")
        .bind("now", m_now)
        .bind("tenant", m_unit.tenant())
        .bind("user", user)
        .run();
}

} // namespace kaomon::storage

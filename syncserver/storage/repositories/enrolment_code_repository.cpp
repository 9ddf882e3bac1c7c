// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/enrolment_code_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect =
    "SELECT code_id, label, group_id, use_count, used, not_after, created_at, created_by, mac_key_sealed, "
    "blob, "
    "delegate_record, failures, is_revoked, is_auto_approved FROM enrolment_code WHERE tenant_id = :tenant";

std::vector<EnrolmentCodeRow> codesOf(Query& query) {
    std::vector<EnrolmentCodeRow> codes;
    auto rows = query.all<Text, Text, GroupId, int, int, TimePoint, TimePoint, Text, Text, Bytes, Bytes, int,
                          int, int>();
    for (auto& [id, label, group, uses, used, notAfter, created, by, macKey, blob, delegate, failures,
                revoked, autoApproved] : rows) {
        EnrolmentCodeRow row;
        row.code = {.codeId = id,
                    .label = label,
                    .group = group,
                    .useCount = uses,
                    .used = used,
                    .state = {},
                    .notAfter = notAfter,
                    .createdAt = created,
                    .createdBy = by,
                    .autoApprove = autoApproved != 0};
        row.macKeySealed = macKey;
        row.blob = blob;
        row.delegateRecord = delegate;
        row.failures = failures;
        row.isRevoked = revoked != 0;
        codes.push_back(std::move(row));
    }
    return codes;
}

} // namespace

std::string EnrolmentCodeRow::stateAt(TimePoint now) const {
    if (isRevoked) {
        return "revoked";
    }
    if (failures >= kWrongMacsToBlock) {
        return "blocked";
    }
    if (code.used >= code.useCount) {
        return "used";
    }
    return code.notAfter <= now ? "expired" : "open";
}

std::vector<EnrolmentCodeRow>
EnrolmentCodeRepository::list(const std::optional<std::pair<TimePoint, std::string>>& after, int limit) {
    Text sql(kSelect);
    sql += after ? " AND (created_at < :at OR (created_at = :at AND code_id > :code))" : "";
    Query query(m_unit, sql + " ORDER BY created_at DESC, code_id LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    if (after) {
        query.bind("at", after->first).bind("code", after->second);
    }
    return codesOf(query);
}

long long EnrolmentCodeRepository::countOpen(TimePoint now) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*) FROM enrolment_code WHERE tenant_id = :tenant AND is_revoked = 0 AND "
                      "failures < :wrong AND used < use_count AND not_after > :now")
            .bind("tenant", m_unit.tenant())
            .bind("wrong", kWrongMacsToBlock)
            .bind("now", now)
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::optional<EnrolmentCodeRow> EnrolmentCodeRepository::find(const std::string& codeId) {
    Query query(m_unit, std::string(kSelect) + " AND code_id = :code");
    query.bind("tenant", m_unit.tenant()).bind("code", codeId);
    auto codes = codesOf(query);
    return codes.empty() ? std::nullopt : std::optional(std::move(codes.front()));
}

void EnrolmentCodeRepository::add(const EnrolmentCodeRow& row) {
    Query(m_unit,
          "INSERT INTO enrolment_code (tenant_id, code_id, mac_key_sealed, blob, delegate_record, label, "
          "group_id, use_count, used, failures, is_revoked, is_auto_approved, not_after, created_at, "
          "created_by) VALUES "
          "(:tenant, :code, :mackey, :blob, :delegate, :label, :group, :uses, 0, 0, 0, :auto, :until, "
          ":created, :by)")
        .bind("tenant", m_unit.tenant())
        .bind("code", row.code.codeId)
        .bind("mackey", row.macKeySealed)
        .bind("blob", row.blob)
        .bind("delegate", row.delegateRecord)
        .bind("label", row.code.label)
        .bind("group", row.code.group)
        .bind("uses", row.code.useCount)
        .bind("auto", row.code.autoApprove ? 1 : 0)
        .bind("until", row.code.notAfter)
        .bind("created", row.code.createdAt)
        .bind("by", row.code.createdBy)
        .run();
}

void EnrolmentCodeRepository::revoke(const std::string& codeId) {
    Query(m_unit, "UPDATE enrolment_code SET is_revoked = 1 WHERE tenant_id = :tenant AND code_id = :code")
        .bind("tenant", m_unit.tenant())
        .bind("code", codeId)
        .run();
}

void EnrolmentCodeRepository::countFailure(const std::string& codeId) {
    Query(m_unit,
          "UPDATE enrolment_code SET failures = failures + 1 WHERE tenant_id = :tenant AND code_id = :code")
        .bind("tenant", m_unit.tenant())
        .bind("code", codeId)
        .run();
}

bool EnrolmentCodeRepository::takeUse(const std::string& codeId) {
    return Query(m_unit,
                 "UPDATE enrolment_code SET used = used + 1 WHERE tenant_id = :tenant AND code_id = :code "
                 "AND used < use_count AND is_revoked = 0")
               .bind("tenant", m_unit.tenant())
               .bind("code", codeId)
               .run() == 1;
}

std::string EnrolmentCodeRepository::tenantName() {
    auto row = Query(m_unit, "SELECT name FROM tenant WHERE tenant_id = :tenant")
                   .bind("tenant", m_unit.tenant())
                   .first<Text>();
    return row ? std::get<0>(*row) : Text();
}

} // namespace kaomon::storage

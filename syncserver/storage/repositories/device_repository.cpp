// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/device_repository.h"

namespace kaomon::storage {
namespace {

constexpr int kFailuresToBlock = 5;

constexpr std::string_view kDeviceColumns = R"(SELECT id, name, os, client_version, state, group_id, sign_public,
    box_public, certificate, enrolled_at, last_seen_at, rev FROM device )";
using DeviceTuple = std::tuple<DeviceId, std::string, std::string, std::string, std::string, GroupId, Bytes, Bytes,
                               Bytes, TimePoint, std::optional<TimePoint>, long long>;

wire::Device toDevice(DeviceTuple row) {
    auto& [id, name, os, version, state, group, sign, box, certificate, enrolled, seen, rev] = row;
    return {std::move(id),  std::move(name), std::move(os),          std::move(version), std::move(state), std::move(group),
            std::move(sign), std::move(box), std::move(certificate), enrolled,           seen,             rev};
}

template<class... Ts>
std::vector<std::tuple<Ts...>> fetch(Query& query, std::tuple<Ts...>*) {
    return query.all<Ts...>();
}

constexpr std::string_view kCodeColumns = R"(SELECT code_id, label, group_id, use_count, used, not_after, created_at,
    created_by, mac_key_sealed, blob, delegate_record, failures, is_revoked FROM enrolment_code )";
using CodeTuple = std::tuple<std::string, std::string, GroupId, int, int, TimePoint, TimePoint, std::string,
                             std::string, Bytes, Bytes, int, int>;

EnrolmentCodeRow toCode(CodeTuple tuple, TimePoint now) {
    auto& [id, label, group, useCount, used, notAfter, created, by, mac, blob, delegate, failures, revoked] = tuple;
    EnrolmentCodeRow row;
    row.code = {std::move(id), std::move(label), std::move(group), useCount, used, "open", notAfter, created,
                std::move(by)};
    row.macKeySealed = std::move(mac);
    row.blob = std::move(blob);
    row.delegateRecord = std::move(delegate);
    row.failures = failures;
    row.isRevoked = revoked == 1;
    if (row.isRevoked) {
        row.code.state = "revoked";
    } else if (failures >= kFailuresToBlock) {
        row.code.state = "blocked";
    } else if (used >= useCount) {
        row.code.state = "used";
    } else if (notAfter <= now) {
        row.code.state = "expired";
    }
    return row;
}

} // namespace

std::optional<wire::Device> DeviceRepository::find(const TenantId& tenant, const DeviceId& device) {
    Query query(m_work, std::string(kDeviceColumns) + "WHERE tenant_id = :tenant AND id = :id");
    query.bind("tenant", tenant).bind("id", device);
    auto rows = fetch(query, static_cast<DeviceTuple*>(nullptr));
    return rows.empty() ? std::nullopt : std::optional(toDevice(std::move(rows.front())));
}

std::vector<wire::Device> DeviceRepository::list(const TenantId& tenant, const std::string& after, int limit) {
    Query query(m_work, std::string(kDeviceColumns) + "WHERE tenant_id = :tenant AND id > :after ORDER BY id LIMIT :limit");
    query.bind("tenant", tenant).bind("after", after).bind("limit", limit);
    std::vector<wire::Device> devices;
    for (auto& row : fetch(query, static_cast<DeviceTuple*>(nullptr))) {
        devices.push_back(toDevice(std::move(row)));
    }
    return devices;
}

long long DeviceRepository::count(const TenantId& tenant) {
    return std::get<0>(*Query(m_work, "SELECT COUNT(*) FROM device WHERE tenant_id = :tenant")
                            .bind("tenant", tenant)
                            .first<long long>());
}

void DeviceRepository::insert(const TenantId& tenant, const wire::Device& device) {
    Query(m_work, R"(INSERT INTO device (tenant_id, id, name, os, client_version, state, group_id, sign_public,
        box_public, certificate, enrolled_at, rev) VALUES (:tenant, :id, :name, :os, :version, :state, :group_id,
        :sign, :box, :certificate, :enrolled_at, :rev))")
        .bind("tenant", tenant)
        .bind("id", device.id)
        .bind("name", device.name)
        .bind("os", device.os)
        .bind("version", device.clientVersion)
        .bind("state", device.state)
        .bind("group_id", device.group)
        .bind("sign", device.signPublic)
        .bind("box", device.boxPublic)
        .bind("certificate", device.certificate)
        .bind("enrolled_at", device.enrolledAt)
        .bind("rev", device.rev)
        .run();
}

void DeviceRepository::update(const TenantId& tenant, const wire::Device& device) {
    Query(m_work, "UPDATE device SET name = :name, state = :state, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("name", device.name)
        .bind("state", device.state)
        .bind("rev", device.rev)
        .bind("tenant", tenant)
        .bind("id", device.id)
        .run();
}

void DeviceRepository::touch(const TenantId& tenant, const DeviceId& device, TimePoint now) {
    Query(m_work, "UPDATE device SET last_seen_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("now", now)
        .bind("tenant", tenant)
        .bind("id", device)
        .run();
}

void DeviceRepository::insertCode(const TenantId& tenant, const EnrolmentCodeRow& row) {
    Query(m_work, R"(INSERT INTO enrolment_code (tenant_id, code_id, mac_key_sealed, blob, delegate_record, label,
        group_id, use_count, used, failures, is_revoked, not_after, created_at, created_by)
        VALUES (:tenant, :id, :mac, :blob, :delegate, :label, :group_id, :use_count, 0, 0, 0, :not_after,
        :created_at, :created_by))")
        .bind("tenant", tenant)
        .bind("id", row.code.codeId)
        .bind("mac", row.macKeySealed)
        .bind("blob", row.blob)
        .bind("delegate", row.delegateRecord)
        .bind("label", row.code.label)
        .bind("group_id", row.code.group)
        .bind("use_count", row.code.useCount)
        .bind("not_after", row.code.notAfter)
        .bind("created_at", row.code.createdAt)
        .bind("created_by", row.code.createdBy)
        .run();
}

std::optional<EnrolmentCodeRow> DeviceRepository::findCode(const TenantId& tenant, const std::string& codeId,
                                                           TimePoint now) {
    Query query(m_work, std::string(kCodeColumns) + "WHERE tenant_id = :tenant AND code_id = :id");
    query.bind("tenant", tenant).bind("id", codeId);
    auto rows = fetch(query, static_cast<CodeTuple*>(nullptr));
    return rows.empty() ? std::nullopt : std::optional(toCode(std::move(rows.front()), now));
}

std::vector<wire::EnrolmentCode> DeviceRepository::listCodes(const TenantId& tenant, TimePoint now) {
    Query query(m_work, std::string(kCodeColumns) + "WHERE tenant_id = :tenant ORDER BY created_at DESC, code_id LIMIT 500");
    query.bind("tenant", tenant);
    std::vector<wire::EnrolmentCode> codes;
    for (auto& row : fetch(query, static_cast<CodeTuple*>(nullptr))) {
        codes.push_back(toCode(std::move(row), now).code);
    }
    return codes;
}

bool DeviceRepository::revokeCode(const TenantId& tenant, const std::string& codeId) {
    return Query(m_work, "UPDATE enrolment_code SET is_revoked = 1 WHERE tenant_id = :tenant AND code_id = :id")
               .bind("tenant", tenant)
               .bind("id", codeId)
               .run() == 1;
}

bool DeviceRepository::useCode(const TenantId& tenant, const std::string& codeId, TimePoint now) {
    return Query(m_work, R"(UPDATE enrolment_code SET used = used + 1 WHERE tenant_id = :tenant AND code_id = :id
        AND used < use_count AND is_revoked = 0 AND failures < :limit AND not_after > :now)")
               .bind("tenant", tenant)
               .bind("id", codeId)
               .bind("limit", kFailuresToBlock)
               .bind("now", now)
               .run() == 1;
}

void DeviceRepository::countCodeFailure(const TenantId& tenant, const std::string& codeId) {
    Query(m_work, "UPDATE enrolment_code SET failures = failures + 1 WHERE tenant_id = :tenant AND code_id = :id")
        .bind("tenant", tenant)
        .bind("id", codeId)
        .run();
}

} // namespace kaomon::storage

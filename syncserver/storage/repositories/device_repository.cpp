// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/device_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using Row = std::tuple<DeviceId, Text, Text, Text, Text, GroupId, Bytes, Bytes, Bytes, TimePoint,
                       std::optional<TimePoint>, long long>;

constexpr std::string_view kSelect = "SELECT id, name, os, client_version, state, group_id, sign_public, "
                                     "box_public, certificate, enrolled_at, "
                                     "last_seen_at, rev FROM device WHERE tenant_id = :tenant";

std::vector<wire::Device> devicesOf(Query& query) {
    std::vector<wire::Device> devices;
    auto rows = query.all<DeviceId, Text, Text, Text, Text, GroupId, Bytes, Bytes, Bytes, TimePoint,
                          std::optional<TimePoint>, long long>();
    for (auto& [id, name, os, version, state, group, sign, box, certificate, enrolled, seen, rev] : rows) {
        devices.push_back({.id = id,
                           .name = name,
                           .os = os,
                           .clientVersion = version,
                           .state = state,
                           .group = group,
                           .signPublic = sign,
                           .boxPublic = box,
                           .certificate = certificate,
                           .enrolledAt = enrolled,
                           .lastSeenAt = seen,
                           .rev = rev});
    }
    return devices;
}

} // namespace

std::vector<wire::Device> DeviceRepository::list(const std::string& afterId, int limit) {
    Query query(m_unit, std::string(kSelect) + " AND id > :after ORDER BY id LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("after", afterId).bind("limit", limit);
    return devicesOf(query);
}

long long DeviceRepository::count() {
    const auto row = Query(m_unit, "SELECT COUNT(*) FROM device WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::optional<wire::Device> DeviceRepository::find(const DeviceId& id) {
    Query query(m_unit, std::string(kSelect) + " AND id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto devices = devicesOf(query);
    return devices.empty() ? std::nullopt : std::optional(std::move(devices.front()));
}

long long DeviceRepository::touch(const DeviceId& id, TimePoint now) {
    (void)recordChange(m_unit, "device_key", id.text(), ChangeOp::Upsert, "", now);
    return recordChange(m_unit, "device", id.text(), ChangeOp::Upsert, id.text(), now);
}

void DeviceRepository::add(const wire::Device& device, TimePoint now) {
    const long long rev = touch(device.id, now);
    Query(m_unit,
          "INSERT INTO device (tenant_id, id, name, os, client_version, state, group_id, "
          "sign_public, box_public, certificate, enrolled_at, last_seen_at, rev) VALUES (:tenant, :id, "
          ":name, :os, :version, :state, :group, :sign, :box, :certificate, :enrolled, :seen, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", device.id)
        .bind("name", device.name)
        .bind("os", device.os)
        .bind("version", device.clientVersion)
        .bind("state", device.state)
        .bind("group", device.group)
        .bind("sign", device.signPublic)
        .bind("box", device.boxPublic)
        .bind("certificate", device.certificate)
        .bind("enrolled", device.enrolledAt)
        .bind("seen", device.lastSeenAt)
        .bind("rev", rev)
        .run();
}

void DeviceRepository::update(const wire::Device& device, TimePoint now) {
    const long long rev = touch(device.id, now);
    Query(m_unit, "UPDATE device SET name = :name, state = :state, rev = :rev WHERE tenant_id = :tenant AND "
                  "id = :id")
        .bind("name", device.name)
        .bind("state", device.state)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", device.id)
        .run();
}

void DeviceRepository::noteSeen(const DeviceId& id, TimePoint now) {
    Query(m_unit, "UPDATE device SET last_seen_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void DeviceRepository::endSessions(const DeviceId& id) {
    Query(m_unit, "DELETE FROM session WHERE tenant_id = :tenant AND device_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage

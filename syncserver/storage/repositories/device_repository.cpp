// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/device_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"
#include "storage/search_pattern.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kSelect =
    "SELECT id, name, os, client_version, state, group_id, sign_public, "
    "box_public, certificate, enrolled_at, "
    "last_seen_at, rev, state_reason, wipe_requested_at, wiped_at FROM device WHERE tenant_id = :tenant";

std::vector<wire::Device> devicesOf(Query& query) {
    std::vector<wire::Device> devices;
    auto rows = query.all<DeviceId, Text, Text, Text, Text, GroupId, Bytes, Bytes, Bytes, TimePoint,
                          MaybeTime, long long, Text, MaybeTime, MaybeTime>();
    for (auto& [id, name, os, version, state, group, sign, box, certificate, enrolled, seen, rev, reason,
                wipeRequested, wiped] : rows) {
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
                           .rev = rev,
                           .stateReason = reason,
                           .wipeRequestedAt = wipeRequested,
                           .wipedAt = wiped});
    }
    return devices;
}

} // namespace

namespace {

std::string conditions(const DeviceFilter& filter) {
    // the version too, so that "which PCs still have 1.2.3" is a search
    std::string sql =
        filter.search.empty() ? "" : " AND LOWER(name || ' ' || client_version) LIKE :q ESCAPE '!'";
    sql += filter.state.empty() ? "" : " AND state = :state";
    sql += filter.group ? " AND group_id = :group" : "";
    sql += filter.notSeenSince ? " AND (last_seen_at IS NULL OR last_seen_at < :silent)" : "";
    sql += filter.withoutPin.empty() ? "" : " AND LOWER(known_pins) NOT LIKE :pin ESCAPE '!'";
    return sql;
}

void bindConditions(Query& query, const DeviceFilter& filter) {
    if (!filter.search.empty()) {
        query.bind("q", likePattern(filter.search));
    }
    if (!filter.state.empty()) {
        query.bind("state", filter.state);
    }
    if (filter.group) {
        query.bind("group", *filter.group);
    }
    if (filter.notSeenSince) {
        query.bind("silent", *filter.notSeenSince);
    }
    if (!filter.withoutPin.empty()) {
        query.bind("pin", likePattern(filter.withoutPin));
    }
}

} // namespace

std::vector<wire::Device> DeviceRepository::list(const DeviceFilter& filter) {
    Query query(m_unit,
                std::string(kSelect) + conditions(filter) + " AND id > :after ORDER BY id LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("after", filter.afterId).bind("limit", filter.limit);
    bindConditions(query, filter);
    return devicesOf(query);
}

long long DeviceRepository::count(const DeviceFilter& filter) {
    Query query(m_unit, "SELECT COUNT(*) FROM device WHERE tenant_id = :tenant" + conditions(filter));
    query.bind("tenant", m_unit.tenant());
    bindConditions(query, filter);
    const auto row = query.first<long long>();
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
    Query(m_unit, "UPDATE device SET name = :name, state = :state, state_reason = :reason, "
                  "wipe_requested_at = :wipe, wiped_at = :wiped, group_id = :group, certificate = "
                  ":certificate, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("name", device.name)
        .bind("state", device.state)
        .bind("reason", device.stateReason)
        .bind("wipe", device.wipeRequestedAt)
        .bind("wiped", device.wipedAt)
        .bind("group", device.group)
        .bind("certificate", device.certificate)
        .bind("rev", rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", device.id)
        .run();
}

bool DeviceRepository::isNews(const DeviceId& id, const DeviceNews& news, TimePoint since) {
    const auto known = Query(m_unit, "SELECT last_seen_at, client_version, known_pins FROM device WHERE "
                                     "tenant_id = :tenant AND id = :id")
                           .bind("tenant", m_unit.tenant())
                           .bind("id", id)
                           .first<MaybeTime, Text, Text>();
    if (!known) {
        return false;
    }
    const auto& [seen, version, pins] = *known;
    return !seen || *seen < since || (!news.version.empty() && news.version != version) ||
           (!news.knownPins.empty() && news.knownPins != pins);
}

void DeviceRepository::noteSeen(const DeviceId& id, const DeviceNews& news, TimePoint now) {
    Query(m_unit, "UPDATE device SET last_seen_at = :now, known_pins = CASE WHEN :pins <> '' THEN :pins ELSE "
                  "known_pins END WHERE tenant_id = :tenant AND id = :id")
        .bind("now", now)
        .bind("pins", news.knownPins)
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    if (!news.version.empty()) {
        noteVersion(id, news.version, now);
    }
}

void DeviceRepository::noteVersion(const DeviceId& id, const std::string& version, TimePoint now) {
    const auto known =
        Query(m_unit, "SELECT client_version FROM device WHERE tenant_id = :tenant AND id = :id")
            .bind("tenant", m_unit.tenant())
            .bind("id", id)
            .first<std::string>();
    if (!known || std::get<0>(*known) == version) {
        return;
    }
    const long long rev = touch(id, now);
    Query(m_unit,
          "UPDATE device SET client_version = :version, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("version", version)
        .bind("rev", rev)
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

void DeviceRepository::dropKeys(const DeviceId& id) {
    Query(m_unit, "DELETE FROM key_seal WHERE tenant_id = :tenant AND receiver = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    Query(m_unit, "DELETE FROM user_key WHERE tenant_id = :tenant AND kind = 'device' AND target = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

void DeviceRepository::dropFaceKeys(const DeviceId& id, TimePoint now) {
    const auto rows = Query(m_unit, "SELECT key_id FROM key_seal WHERE tenant_id = :tenant AND kind = 'fk' "
                                    "AND receiver = :id")
                          .bind("tenant", m_unit.tenant())
                          .bind("id", id)
                          .all<std::string>();
    for (const auto& [keyId] : rows) {
        (void)recordChange(m_unit, "seal", "fk|" + keyId, ChangeOp::Delete, id.text(), now);
    }
    Query(m_unit, "DELETE FROM key_seal WHERE tenant_id = :tenant AND kind = 'fk' AND receiver = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/diagnostics_request_repository.h"

#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr const char* kChange = "diagnostics_request";

} // namespace

std::vector<wire::DiagnosticsRequest> DiagnosticsRequestRepository::list(const std::string& device,
                                                                         int limit) {
    Text sql = "SELECT r.id, r.device_id, d.name, r.reason, u.login, r.requested_at, r.state, r.settled_at, "
               "r.ticket FROM diagnostics_request r JOIN device d ON d.tenant_id = r.tenant_id AND d.id = "
               "r.device_id LEFT JOIN user_account u ON u.tenant_id = r.tenant_id AND u.id = r.requested_by "
               "WHERE r.tenant_id = :tenant";
    sql += device.empty() ? "" : " AND r.device_id = :device";
    Query query(m_unit, sql + " ORDER BY r.requested_at DESC, r.id DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    if (!device.empty()) {
        query.bind("device", device);
    }
    std::vector<wire::DiagnosticsRequest> requests;
    for (auto& [id, deviceId, name, reason, by, at, state, settled, ticket] :
         query.all<Text, DeviceId, Text, Text, std::optional<Text>, TimePoint, Text, std::optional<TimePoint>,
                   std::optional<Text>>()) {
        requests.push_back({std::move(id), std::move(deviceId), std::move(name), std::move(reason),
                            std::move(by).value_or(Text()), at, std::move(state), settled,
                            std::move(ticket)});
    }
    return requests;
}

std::optional<wire::DiagnosticsRequest> DiagnosticsRequestRepository::find(const DeviceId& device) {
    auto requests = list(device.text(), 1);
    return requests.empty() ? std::nullopt : std::optional(std::move(requests.front()));
}

std::vector<wire::DiagnosticsRequest> DiagnosticsRequestRepository::newest(int limit) {
    return list({}, limit);
}

void DiagnosticsRequestRepository::put(const wire::DiagnosticsRequest& request, const UserId& by) {
    (void)recordChange(m_unit, kChange, request.device.text(), ChangeOp::Upsert, request.device.text(),
                       request.requestedAt);
    Query(m_unit,
          "INSERT INTO diagnostics_request (tenant_id, device_id, id, reason, requested_by, requested_at, "
          "state) VALUES (:tenant, :device, :id, :reason, :by, :at, 'open') ON CONFLICT (tenant_id, "
          "device_id) DO UPDATE SET id = excluded.id, reason = excluded.reason, requested_by = "
          "excluded.requested_by, requested_at = excluded.requested_at, state = 'open', settled_at = NULL, "
          "ticket = NULL")
        .bind("tenant", m_unit.tenant())
        .bind("device", request.device)
        .bind("id", request.id)
        .bind("reason", request.reason)
        .bind("by", by)
        .bind("at", request.requestedAt)
        .run();
}

bool DiagnosticsRequestRepository::settle(const DeviceId& device, const std::string& request,
                                          const std::string& state, const std::optional<std::string>& ticket,
                                          TimePoint now) {
    const bool isSettled =
        Query(m_unit, "UPDATE diagnostics_request SET state = :state, settled_at = :now, ticket = :ticket "
                      "WHERE tenant_id = :tenant AND device_id = :device AND id = :id AND state = 'open'")
            .bind("state", state)
            .bind("now", now)
            .bind("ticket", ticket)
            .bind("tenant", m_unit.tenant())
            .bind("device", device)
            .bind("id", request)
            .run() == 1;
    if (isSettled) {
        (void)recordChange(m_unit, kChange, device.text(), ChangeOp::Delete, device.text(), now);
    }
    return isSettled;
}

bool DiagnosticsRequestRepository::answer(const DeviceId& device, const std::string& request,
                                          const std::string& ticket, TimePoint now) {
    return settle(device, request, "answered", ticket, now);
}

bool DiagnosticsRequestRepository::decline(const DeviceId& device, const std::string& request,
                                           TimePoint now) {
    return settle(device, request, "declined", std::nullopt, now);
}

} // namespace kaomon::storage

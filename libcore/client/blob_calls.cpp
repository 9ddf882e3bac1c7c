// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/blob_services.h"

namespace kaomon::client {
namespace {

template<class T>
QFuture<Result<T>> sendPart(ApiClient& api, const std::string& path, int part, std::string bytes) {
    Request request{"PUT", path + "/parts/" + std::to_string(part), std::move(bytes), {}};
    request.contentType = "application/octet-stream";
    return api.send(std::move(request)).then([](const Result<RawReply>& raw) -> Result<T> {
        if (!raw) {
            return propagate(raw.error());
        }
        auto reply = wire::decode<T>(raw->body);
        if (!reply) {
            return fail(ErrorCode::ProtocolError, "unexpected reply: " + reply.error().detail);
        }
        return reply;
    });
}

QFuture<Result<std::string>> fetchPart(ApiClient& api, const std::string& path,
                                       const wire::BlobAccess& access, int part) {
    const std::string target =
        withQuery(path + "/parts/" + std::to_string(part), {{"access", access.access.text()}});
    return api.send({"GET", target, {}, {}}).then([](const Result<RawReply>& raw) -> Result<std::string> {
        if (!raw) {
            return propagate(raw.error());
        }
        return raw->body;
    });
}

std::string evidencePath(const BlobId& id) {
    return "/v1/evidence/" + id.text();
}

std::string bundlePath(const BlobId& id) {
    return "/v1/diagnostics/" + id.text();
}

} // namespace

QFuture<Result<wire::Evidence>> EvidenceService::create(const wire::NewEvidence& evidence) {
    return m_api.post<wire::Evidence>("/v1/evidence", evidence);
}

QFuture<Result<wire::Evidence>> EvidenceService::putPart(const BlobId& evidence, int part,
                                                         std::string bytes) {
    return sendPart<wire::Evidence>(m_api, evidencePath(evidence), part, std::move(bytes));
}

QFuture<Result<wire::Evidence>> EvidenceService::get(const BlobId& evidence) {
    return m_api.get<wire::Evidence>(evidencePath(evidence));
}

QFuture<Result<wire::EvidencePage>> EvidenceService::list(const std::string& user, const std::string& device,
                                                          const std::string& cursor, int limit) {
    return m_api.get<wire::EvidencePage>(withQuery(
        "/v1/evidence",
        {{"user", user}, {"device", device}, {"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

QFuture<Result<wire::BlobAccess>> EvidenceService::open(const BlobId& evidence, const std::string& reason) {
    return m_api.post<wire::BlobAccess>(evidencePath(evidence) + ":open", wire::BlobOpen{reason});
}

QFuture<Result<std::string>> EvidenceService::part(const wire::BlobAccess& access, int part) {
    return fetchPart(m_api, evidencePath(access.id), access, part);
}

QFuture<Result<wire::BlobAccessPage>> EvidenceService::accesses(const std::string& cursor, int limit) {
    return m_api.get<wire::BlobAccessPage>(
        withQuery("/v1/blob-accesses", {{"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

QFuture<Result<wire::BlobQuotaList>> EvidenceService::quotas() {
    return m_api.get<wire::BlobQuotaList>("/v1/blob-quotas");
}

QFuture<Result<wire::DiagnosticsRequest>> DiagnosticsService::request(const DeviceId& device,
                                                                      const std::string& reason) {
    return m_api.post<wire::DiagnosticsRequest>("/v1/devices/" + device.text() + ":request-diagnostics",
                                                wire::DiagnosticsOrder{reason});
}

QFuture<Result<wire::DiagnosticsRequestList>> DiagnosticsService::requests() {
    return m_api.get<wire::DiagnosticsRequestList>("/v1/diagnostics-requests");
}

QFuture<Status> DiagnosticsService::decline(const std::string& request) {
    return m_api.post<void>("/v1/device:decline-diagnostics", wire::DiagnosticsRefusal{request});
}

QFuture<Result<wire::Diagnostics>> DiagnosticsService::create(const wire::NewDiagnostics& bundle) {
    return m_api.post<wire::Diagnostics>("/v1/diagnostics", bundle);
}

QFuture<Result<wire::Diagnostics>> DiagnosticsService::putPart(const BlobId& bundle, int part,
                                                               std::string bytes) {
    return sendPart<wire::Diagnostics>(m_api, bundlePath(bundle), part, std::move(bytes));
}

QFuture<Result<wire::Diagnostics>> DiagnosticsService::get(const BlobId& bundle) {
    return m_api.get<wire::Diagnostics>(bundlePath(bundle));
}

QFuture<Result<wire::DiagnosticsPage>> DiagnosticsService::list(const DiagnosticsFilter& filter,
                                                                const std::string& cursor, int limit) {
    return m_api.get<wire::DiagnosticsPage>(withQuery("/v1/diagnostics", {{"ticket", filter.ticket},
                                                                          {"state", filter.state},
                                                                          {"user", filter.user},
                                                                          {"device", filter.device},
                                                                          {"limit", std::to_string(limit)},
                                                                          {"cursor", cursor}}));
}

QFuture<Result<wire::Diagnostics>>
DiagnosticsService::change(const BlobId& bundle, const wire::DiagnosticsPatch& patch, long long rev) {
    CallOptions options;
    options.ifMatchRevision = rev;
    return m_api.patch<wire::Diagnostics>(bundlePath(bundle), patch, options);
}

QFuture<Status> DiagnosticsService::remove(const BlobId& bundle, long long rev) {
    CallOptions options;
    options.ifMatchRevision = rev;
    return m_api.del(bundlePath(bundle), options);
}

QFuture<Result<wire::BlobAccess>> DiagnosticsService::open(const BlobId& bundle, const std::string& reason) {
    return m_api.post<wire::BlobAccess>(bundlePath(bundle) + ":open", wire::BlobOpen{reason});
}

QFuture<Result<std::string>> DiagnosticsService::part(const wire::BlobAccess& access, int part) {
    return fetchPart(m_api, bundlePath(access.id), access, part);
}

} // namespace kaomon::client

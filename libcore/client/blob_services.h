// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QFuture>

#include "client/api_client.h"
#include "wire/diagnostics.h"
#include "wire/evidence.h"

namespace kaomon::client {

// Pictures of people who were refused (docs/protocol.md 4.20): PCs send them, image viewers open them. As the
// services of services.h.
class EvidenceService {
public:
    explicit EvidenceService(ApiClient& api)
        : m_api(api) {}
    // For PCs. A picture that is there already is the answer. ErrorCode::QuotaExceeded, Conflict.
    [[nodiscard]] QFuture<Result<wire::Evidence>> create(const wire::NewEvidence& evidence);
    // The parts in order from 0; one that is there may come again. ErrorCode::Conflict (another one is due).
    [[nodiscard]] QFuture<Result<wire::Evidence>> putPart(const BlobId& evidence, int part,
                                                          std::string bytes);
    [[nodiscard]] QFuture<Result<wire::Evidence>> get(const BlobId& evidence);

    [[nodiscard]] QFuture<Result<wire::EvidencePage>> list(const std::string& user, const std::string& device,
                                                           const std::string& cursor = {}, int limit = 100);
    // Writes the reason down; gives an hour to fetch the parts.
    [[nodiscard]] QFuture<Result<wire::BlobAccess>> open(const BlobId& evidence, const std::string& reason);
    [[nodiscard]] QFuture<Result<std::string>> part(const wire::BlobAccess& access, int part);

    [[nodiscard]] QFuture<Result<wire::BlobAccessPage>> accesses(const std::string& cursor = {},
                                                                 int limit = 100);
    [[nodiscard]] QFuture<Result<wire::BlobQuotaList>> quotas();

private:
    ApiClient& m_api;
};

// Which bundles; empty members do not filter.
struct DiagnosticsFilter {
    std::string ticket; // as it was read out
    std::string state;
    std::string user;
    std::string device;
};

// Sealed bundles for the help desk, with a ticket (docs/protocol.md 4.20).
class DiagnosticsService {
public:
    explicit DiagnosticsService(ApiClient& api)
        : m_api(api) {}
    // Asks the people at a PC for a bundle; in the place of an earlier request. ErrorCode::Conflict: the PC
    // is not active.
    [[nodiscard]] QFuture<Result<wire::DiagnosticsRequest>> request(const DeviceId& device,
                                                                    const std::string& reason);
    [[nodiscard]] QFuture<Result<wire::DiagnosticsRequestList>> requests();
    // For PCs: the people there do not send any. ErrorCode::NotFound.
    [[nodiscard]] QFuture<Status> decline(const std::string& request);
    [[nodiscard]] QFuture<Result<wire::Diagnostics>> create(const wire::NewDiagnostics& bundle);
    [[nodiscard]] QFuture<Result<wire::Diagnostics>> putPart(const BlobId& bundle, int part,
                                                             std::string bytes);
    [[nodiscard]] QFuture<Result<wire::Diagnostics>> get(const BlobId& bundle);

    [[nodiscard]] QFuture<Result<wire::DiagnosticsPage>>
    list(const DiagnosticsFilter& filter, const std::string& cursor = {}, int limit = 100);
    // ErrorCode::StaleRevision.
    [[nodiscard]] QFuture<Result<wire::Diagnostics>>
    change(const BlobId& bundle, const wire::DiagnosticsPatch& patch, long long rev);
    [[nodiscard]] QFuture<Status> remove(const BlobId& bundle, long long rev);
    [[nodiscard]] QFuture<Result<wire::BlobAccess>> open(const BlobId& bundle, const std::string& reason);
    [[nodiscard]] QFuture<Result<std::string>> part(const wire::BlobAccess& access, int part);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/licence_service.h"

#include "client/services.h"

namespace kaomon::client {

QFuture<Result<wire::LicenceOverview>> LicenceService::overview() {
    return m_api.get<wire::LicenceOverview>("/v1/licences");
}

QFuture<Result<wire::Licence>> LicenceService::install(const std::string& text) {
    return m_api.post<wire::Licence>("/v1/licences", wire::NewLicence{text});
}

QFuture<Result<wire::Licence>> LicenceService::get(const std::string& id) {
    return m_api.get<wire::Licence>("/v1/licences/" + pathSegment(id));
}

QFuture<Status> LicenceService::remove(const std::string& id) {
    return m_api.del("/v1/licences/" + pathSegment(id));
}

QFuture<Result<wire::ErasurePlan>> LicenceService::erasurePlan() {
    return m_api.get<wire::ErasurePlan>("/v1/licences:erasure-plan");
}

QFuture<Result<wire::ErasureCertificateList>> LicenceService::certificates() {
    return m_api.get<wire::ErasureCertificateList>("/v1/licences:certificates");
}

} // namespace kaomon::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QFuture>

#include "client/api_client.h"
#include "wire/licences.h"

namespace kaomon::client {

// Licences, seats and what is erased when (docs/protocol.md 4.14); as the services of services.h.
class LicenceService {
public:
    explicit LicenceService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::LicenceOverview>> overview();
    // The text of a licence file. ErrorCode::SignatureInvalid, ValidationFailed, Conflict (in use already).
    [[nodiscard]] QFuture<Result<wire::Licence>> install(const std::string& text);
    [[nodiscard]] QFuture<Result<wire::Licence>> get(const std::string& id);
    // One that has not begun. ErrorCode::Conflict.
    [[nodiscard]] QFuture<Status> remove(const std::string& id);
    // What is erased when.
    [[nodiscard]] QFuture<Result<wire::ErasurePlan>> erasurePlan();
    [[nodiscard]] QFuture<Result<wire::ErasureCertificateList>> certificates();

private:
    ApiClient& m_api;
};

} // namespace kaomon::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "features/service_context.h"
#include "http/route.h"
#include "http/server_pins.h"
#include "storage/repositories/tenant_repository.h"
#include "wire/bootstrap.h"

namespace kaomon::features {

// The first run: a code from `kaomonctl tenant create` makes the first owner and leaves the tenant's keys.
// Wrong codes are limited per address. Thread-safe.
class Bootstrap {
public:
    Bootstrap(ServiceContext& services, const http::PinBoard& pins)
        : m_services(services)
        , m_pins(pins) {}

    [[nodiscard]] http::Awaitable<Result<http::Response>> begin(http::RequestContext& context);
    [[nodiscard]] http::Awaitable<Result<http::Response>> complete(http::RequestContext& context);

private:
    // Wrong codes of one address. ErrorCode::RateLimited.
    [[nodiscard]] http::Awaitable<Status> checkWrongCodes(const std::string& source);
    [[nodiscard]] http::Awaitable<Status> countWrongCode(const std::string& source);
    // The tenant of an open code. ErrorCode::BootstrapCodeInvalid, RateLimited.
    [[nodiscard]] http::Awaitable<Result<storage::TenantRow>> openCode(const std::string& peer,
                                                                       const std::string& codeHash);
    [[nodiscard]] http::Awaitable<Result<http::Response>> store(const http::RequestContext& context,
                                                                const wire::BootstrapRequest& request,
                                                                const storage::TenantRow& tenant,
                                                                const std::string& verifier);

    ServiceContext& m_services;
    const http::PinBoard& m_pins;
};

// Whether the keys that a first owner brings belong together and to the tenant; nothing is stored before.
// ErrorCode::ValidationFailed, SignatureInvalid, WeakParameters, PolicyUnsigned.
[[nodiscard]] Status checkFounding(const wire::BootstrapRequest& request, const storage::TenantRow& tenant);

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/bootstrap/bootstrap_routes.h"

#include <memory>

#include "features/bootstrap/bootstrap.h"
#include "features/reply.h"
#include "wire/users.h"

namespace kaomon::features {
namespace {

using enum ErrorCode;

constexpr std::size_t kFoundingLimit = 1024 * 1024;

} // namespace

std::vector<http::Route> bootstrapRoutes(ServiceContext& services, const http::PinBoard& pins) {
    const auto bootstrap = std::make_shared<Bootstrap>(services, pins);
    std::vector<http::Route> routes;
    routes.push_back(
        {.method = "POST",
         .path = "/v1/bootstrap:begin",
         .operation = "beginBootstrap",
         .summary = "The tenant of a bootstrap code; the code stays good",
         .access = http::anybody(),
         .request = schemaNamed<wire::BootstrapBegin>("BootstrapBegin"),
         .response = schemaNamed<wire::BootstrapInfo>("BootstrapInfo"),
         .problems = {BootstrapCodeInvalid, RateLimited},
         .recorded = http::Recorded::Never,
         .handler = [bootstrap](http::RequestContext& context) { return bootstrap->begin(context); }});
    routes.push_back(
        {.method = "POST",
         .path = "/v1/bootstrap",
         .operation = "completeBootstrap",
         .summary = "Makes the first owner and stores the tenant's keys; uses the code up",
         .access = http::anybody(),
         .request = schemaNamed<wire::BootstrapRequest>("BootstrapRequest"),
         .response = schemaNamed<wire::User>("User"),
         .status = 201,
         .problems = {BootstrapCodeInvalid, RateLimited, SignatureInvalid, WeakParameters, PolicyUnsigned},
         .bodyLimit = kFoundingLimit,
         .handler = [bootstrap](http::RequestContext& context) { return bootstrap->complete(context); }});
    return routes;
}

} // namespace kaomon::features

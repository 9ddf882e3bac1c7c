// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/keys/server_pins_routes.h"

#include "features/reply.h"
#include "wire/server_pins.h"

namespace kaomon::features {
namespace {

http::Awaitable<Result<http::Response>> getPins(const http::PinBoard& board) {
    const auto pins = board.read();
    wire::ServerPins told{pins->current, pins->currentUntil, std::nullopt, pins->nextUntil};
    if (!pins->next.empty()) {
        told.next = pins->next;
    }
    co_return jsonReply(200, told);
}

} // namespace

std::vector<http::Route> serverPinsRoutes(const http::PinBoard& pins) {
    // Anybody: the first run asks before there is an account, and a greeting of TLS shows as much.
    return {
        {.method = "GET",
         .path = "/v1/server-pins",
         .operation = "getServerPins",
         .summary = "The keys of the server's certificates, in use and prepared",
         .access = http::anybody(),
         .response = schemaNamed<wire::ServerPins>("ServerPins"),
         .handler = [&pins](http::RequestContext&) { return getPins(pins); }},
    };
}

} // namespace kaomon::features

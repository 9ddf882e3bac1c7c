// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/version_support.h"

#include "client/http_date.h"

namespace kaomon::client {

std::unique_ptr<Transport::Exchange> SupportListener::start(HttpRequest request, Done done) {
    return m_next->start(std::move(request), [this, done = std::move(done)](Result<HttpReply> reply) {
        if (reply) {
            listen(*reply);
        }
        done(std::move(reply));
    });
}

void SupportListener::listen(const HttpReply& reply) {
    if (reply.status < 200 || reply.status > 299) {
        return;
    }
    const std::string sunset = reply.header("sunset");
    if (sunset.empty()) {
        m_heard = VersionSupport{};
    } else if (const auto endsAt = parseHttpDate(sunset)) {
        m_heard = VersionSupport{endsAt};
    }
}

} // namespace kaomon::client

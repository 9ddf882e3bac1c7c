// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "delivery/delivery_options.h"

namespace kaomon::delivery {

// Posts JSON over HTTPS, at most ten seconds a try. Never follows a redirection, never uses a proxy, and asks
// domain::mayConnectTo() about the address itself, after the name was resolved, so that a name cannot lead
// inside. Used by one thread.
class WebhookSender {
public:
    explicit WebhookSender(const DeliveryOptions& options);
    ~WebhookSender();
    WebhookSender(const WebhookSender&) = delete;
    WebhookSender& operator=(const WebhookSender&) = delete;

    using Headers = std::vector<std::pair<std::string, std::string>>;
    [[nodiscard]] Outcome post(const std::string& url, const Headers& headers, const std::string& body);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::delivery

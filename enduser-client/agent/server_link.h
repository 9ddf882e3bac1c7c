// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "agent/device_identity.h"
#include "base/clock.h"
#include "client/api_client.h"
#include "client/change_watch.h"
#include "client/network_transport.h"
#include "client/pin_report.h"
#include "client/version_support.h"
#include "domain/policy.h"

namespace kaomon::agent {

// The way of an enrolled PC to its server: one connection, one signing device key, a client for the PC itself
// and one for each person signed in. Main thread.
class ServerLink {
public:
    ServerLink(const DeviceIdentity& device, std::vector<std::string> pins, const Clock& clock);

    [[nodiscard]] client::ApiClient& api() { return *m_device; }
    // For one person's session; the link outlives it.
    [[nodiscard]] std::unique_ptr<client::ApiClient> makeSessionClient() const;
    // How far the server's clock is ahead of this PC's, as far as known.
    [[nodiscard]] std::chrono::seconds clockOffset() const;
    // Watches the tenant's revision for the PC; the link outlives it.
    [[nodiscard]] std::unique_ptr<client::ChangeWatch> watchChanges() const;
    // What the server said of this program's version; nullopt before its first word.
    [[nodiscard]] const std::optional<client::VersionSupport>& support() const { return m_listener->heard(); }
    // Of the settings server_*_ms, from the next request on.
    void setPatience(const domain::ServerPatience& patience);
    // Those of a newer manifest.
    void setPins(std::vector<std::string> pins);

private:
    const Clock& m_clock;
    QUrl m_server;
    std::shared_ptr<client::NetworkTransport> m_transport;
    std::shared_ptr<client::PinReport> m_report;         // before it
    std::shared_ptr<client::SupportListener> m_listener; // before both
    std::shared_ptr<client::RequestSigner> m_signer;
    std::unique_ptr<client::ApiClient> m_device;
    std::vector<std::string> m_pins;
};

} // namespace kaomon::agent

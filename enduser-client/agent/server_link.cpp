// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/server_link.h"

#include "client/push_channel.h"

namespace kaomon::agent {

ServerLink::ServerLink(const DeviceIdentity& device, std::vector<std::string> pins, const Clock& clock)
    : m_clock(clock)
    , m_server(QString::fromStdString(device.server))
    , m_transport(std::make_shared<client::NetworkTransport>(m_server, client::PinSet{pins, false}))
    , m_report(std::make_shared<client::PinReport>(m_transport, pins))
    , m_listener(std::make_shared<client::SupportListener>(m_report))
    , m_signer(std::make_shared<client::RequestSigner>(device.id.text(), device.signing.clone(), clock))
    , m_device(std::make_unique<client::ApiClient>(m_listener, clock))
    , m_pins(std::move(pins)) {
    m_device->setSigner(m_signer);
}

std::unique_ptr<client::ApiClient> ServerLink::makeSessionClient() const {
    auto session = std::make_unique<client::ApiClient>(m_listener, m_clock);
    session->setSigner(m_signer);
    return session;
}

std::unique_ptr<client::ChangeWatch> ServerLink::watchChanges() const {
    auto socket = client::pushChannelOf(m_server, m_signer, [this] { return client::PinSet{m_pins, false}; });
    return std::make_unique<client::ChangeWatch>(*m_device, std::move(socket));
}

std::chrono::seconds ServerLink::clockOffset() const {
    return std::chrono::duration_cast<std::chrono::seconds>(m_signer->serverNow() - m_clock.now());
}

void ServerLink::setPatience(const domain::ServerPatience& patience) {
    m_transport->setLimits({patience.resolve, patience.connect, patience.send, patience.receive});
}

void ServerLink::setPins(std::vector<std::string> pins) {
    if (!pins.empty() && pins != m_pins) {
        m_pins = std::move(pins);
        m_transport->setPins({m_pins, false});
        m_report->setPins(m_pins);
    }
}

} // namespace kaomon::agent

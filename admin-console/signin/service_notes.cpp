// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/service_notes.h"

#include <utility>

#include "client/duty_services.h"

namespace kaomon::signin {

ServiceNotes::ServiceNotes(const shell::TransportFactory& transports, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_transports(transports)
    , m_clock(clock) {}

void ServiceNotes::look(const shell::KnownTenant& tenant) {
    stop();
    if (tenant.server.isEmpty() || tenant.tlsPins.empty()) {
        return;
    }
    m_connection = std::make_shared<shell::ServerConnection>(
        QUrl(tenant.server), client::PinSet{tenant.tlsPins, false}, m_transports, m_clock);
    client::NoticeService(m_connection->api())
        .shownToEverybody()
        .then(this, [this, asked = m_connection.get()](const Result<wire::PublicNoticeList>& list) {
            if (asked != m_connection.get()) {
                return;
            }
            m_notices = list ? list->items : std::vector<wire::PublicNotice>();
            emit changed();
        });
}

void ServiceNotes::stop() {
    // A call of this connection may be what called: it goes when that has returned.
    if (auto connection = std::exchange(m_connection, nullptr)) {
        shell::releaseLater(std::move(connection));
    }
    if (!std::exchange(m_notices, {}).empty()) {
        emit changed();
    }
}

} // namespace kaomon::signin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QObject>

#include "shell/console_settings.h"
#include "shell/server_connection.h"
#include "wire/notices.h"

namespace kaomon::signin {

// What the operator tells everybody before anybody has signed in: emergencies, maintenance. Asked without
// proof, by a connection of its own that is pinned like every other. When the server does not answer there is
// nothing to show; signing in says why. GUI thread; factory and clock outlive it.
class ServiceNotes final : public QObject {
    Q_OBJECT
public:
    ServiceNotes(const shell::TransportFactory& transports, const Clock& clock, QObject* parent = nullptr);

    // Asks anew; earlier answers are dropped.
    void look(const shell::KnownTenant& tenant);
    void stop();
    // Most urgent first, as the server orders them.
    [[nodiscard]] const std::vector<wire::PublicNotice>& notices() const { return m_notices; }

signals:
    void changed();

private:
    const shell::TransportFactory& m_transports;
    const Clock& m_clock;
    std::shared_ptr<shell::ServerConnection> m_connection;
    std::vector<wire::PublicNotice> m_notices;
};

} // namespace kaomon::signin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QTimer>

#include "client/duty_services.h"
#include "shell/feature_presenter.h"

namespace kaomon::shell {

// How the service stands and which notices the signed-in administrator has not read, asked for at the sign-in
// and every minute, when a maintenance begins or ends, and when a call was refused for one: for the top of
// every page. Tells the session whether anything can be changed. A server that does not answer changes
// nothing. GUI thread; the session outlives it.
class ServiceWatch final : public FeaturePresenter {
    Q_OBJECT
public:
    explicit ServiceWatch(ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;

    [[nodiscard]] const wire::ServiceStatus& status() const { return m_status; }
    // An emergency that is not over.
    [[nodiscard]] const wire::IncidentStatus* incident() const;
    // A maintenance that runs, or the next one that is announced.
    [[nodiscard]] const wire::Maintenance* maintenance() const;
    // Of those shown now on consoles, not read yet: the newest.
    [[nodiscard]] const wire::Notice* unread() const;
    [[nodiscard]] int unreadCount() const;
    // Seconds until `at` by the server's clock; negative when it is over.
    [[nodiscard]] long long secondsUntil(TimePoint at) const;

private:
    void followReadOnly();

    wire::ServiceStatus m_status;
    std::vector<wire::Notice> m_notices;
    QTimer m_each;
    QTimer m_turn; // when a maintenance begins or ends
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <variant>

#include "client/duty_services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::service {

// A time in which the service is not whole: planned, or not.
using Interruption = std::variant<wire::Maintenance, wire::IncidentStatus>;

// Maintenance and emergencies as the operator announces them, and the mails that went to the administrators.
// Shows only: the operator acts with kaomonctl. GUI thread; the session outlives it.
class ServicePresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    static constexpr int kLeadDays = 14;

    using Model = models::ColumnTableModel<Interruption>;

    explicit ServicePresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] const wire::ServiceStatus& status() const { return m_status; }
    // Seconds until `at` by the server's clock.
    [[nodiscard]] long long secondsUntil(TimePoint at) const;
    // Whole days between the announcement and the beginning.
    [[nodiscard]] static int leadDays(const wire::Maintenance& window);

    [[nodiscard]] static QString stateText(const Interruption& row);
    [[nodiscard]] static models::Tone stateTone(const Interruption& row);

private:
    Model m_model;
    wire::ServiceStatus m_status;
};

// What became of mails: owners, user administrators and auditors.
class MailsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::MailDelivery>;

    explicit MailsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool maySee() const;
    // Whether this server sends mail at all.
    [[nodiscard]] bool isConfigured() const { return m_isConfigured; }
    // Empty: all.
    void setWanted(const std::string& state);

private:
    void fetch(const std::string& cursor);

    Model m_model;
    std::optional<std::string> m_next;
    std::string m_wanted;
    bool m_isConfigured = true;
};

} // namespace kaomon::service

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include "client/event_services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::alerts {

// Which events together are an alert, and which alerts there were. Owners change rules; owners and auditors
// see them; every administrator who sees events sees the alerts. GUI thread; the session outlives it.
class AlertsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using AlertModel = models::ColumnTableModel<wire::EventAlert>;
    using RuleModel = models::ColumnTableModel<wire::AlertRule>;

    explicit AlertsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] AlertModel& alerts() { return m_alerts; }
    [[nodiscard]] RuleModel& rules() { return m_rules; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool maySeeRules() const;

    void create(const wire::NewAlertRule& rule);
    void change(const wire::AlertRule& rule, const wire::AlertRulePatch& patch);
    void remove(const wire::AlertRule& rule);

private:
    void fetchAlerts(const std::string& cursor);

    AlertModel m_alerts;
    RuleModel m_rules;
    std::optional<std::string> m_next;
};

// A webhook with how far it is, or one of the operator's syslog servers, which has no webhook.
struct Target {
    std::optional<wire::Webhook> webhook;
    wire::DeliveryState delivery;
};

// Where events and alerts are sent to. Owners change webhooks, with the password proved anew. GUI thread; the
// session outlives it.
class TargetsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<Target>;

    explicit TargetsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] bool maySee() const;

    // Makes the secret of the signature: it is told by secretMade() and kept nowhere.
    void create(wire::NewWebhook webhook);
    void change(const wire::Webhook& webhook, const wire::WebhookPatch& patch);
    void remove(const wire::Webhook& webhook);
    // Goes on where it stopped.
    void resume(const wire::Webhook& webhook);

    // What the webhook has refused; asked for when one is selected.
    void askDeadLetters(const std::optional<WebhookId>& webhook);
    [[nodiscard]] const std::vector<wire::DeadLetter>& deadLetters() const { return m_deadLetters; }

    [[nodiscard]] static QString stateText(const Target& target);
    [[nodiscard]] static models::Tone stateTone(const Target& target);

signals:
    // base64url; to be given to whoever checks the signatures.
    void secretMade(const QString& name, const QString& secret);

private:
    Model m_model;
    std::vector<wire::Webhook> m_webhooks;
    std::vector<wire::DeadLetter> m_deadLetters;
    int m_letters = 0;
};

// Words for what a selection restricts; empty: every event.
[[nodiscard]] QString selectionText(const wire::EventSelection& selection);

} // namespace kaomon::alerts

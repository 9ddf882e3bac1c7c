// SPDX-License-Identifier: GPL-3.0-or-later
// What opens over the page: rules and webhooks, new and changed, and what is asked before one goes.
#include <QVBoxLayout>

#include "alerts/alerts_page.h"
#include "alerts/rule_dialog.h"
#include "alerts/webhook_dialog.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::alerts {

void AlertsPage::openRule(const wire::AlertRule* rule) {
    const auto known = rule != nullptr ? std::optional(*rule) : std::nullopt;
    auto* dialog = new RuleDialog(known, this);
    dialog->follow(m_alerts);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog] {
        const wire::NewAlertRule typed = dialog->rule();
        if (!dialog->known()) {
            m_alerts.create(typed);
            return;
        }
        m_alerts.change(*dialog->known(), {typed.name, typed.wanted, typed.count, typed.minutes, typed.per,
                                           typed.sendsMail, std::nullopt});
    });
    connect(&m_alerts, &AlertsPresenter::changed, dialog, [this, dialog] {
        const auto& rules = m_alerts.rules();
        if (const auto* newer =
                dialog->known() ? rules.row(rules.indexOf(dialog->known()->id.text())) : nullptr) {
            dialog->takeNewer(*newer);
        }
    });
    dialog->open();
}

void AlertsPage::openWebhook(const wire::Webhook* webhook) {
    const auto known = webhook != nullptr ? std::optional(*webhook) : std::nullopt;
    auto* dialog = new WebhookDialog(known, this);
    dialog->follow(m_targets);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog] {
        const wire::NewWebhook typed = dialog->webhook();
        if (!dialog->known()) {
            m_targets.create(typed);
            return;
        }
        wire::WebhookPatch patch;
        patch.name = typed.name;
        patch.url = typed.url;
        patch.sends = typed.sends;
        m_targets.change(*dialog->known(), patch);
    });
    connect(&m_targets, &TargetsPresenter::changed, dialog, [this, dialog] {
        const auto& targets = m_targets.model();
        const auto* newer =
            dialog->known() ? targets.row(targets.indexOf(dialog->known()->id.text())) : nullptr;
        if (newer != nullptr && newer->webhook) {
            dialog->takeNewer(*newer->webhook);
        }
    });
    dialog->open();
}

void AlertsPage::askRemoveRule() {
    const wire::AlertRule* rule = selectedRule();
    if (rule == nullptr) {
        return;
    }
    m_prompts.confirm(
        {tr("Remove rule"),
         tr("\"%1\" raises no alerts any more. Those that were raised stay.").arg(ui::toQString(rule->name)),
         tr("Remove rule"), true},
        [this, rule = *rule](bool isConfirmed) {
            if (isConfirmed) {
                m_alerts.remove(rule);
            }
        });
}

void AlertsPage::askRemoveWebhook() {
    const Target* target = selectedTarget();
    m_prompts.confirm({tr("Remove webhook"),
                       tr("Nothing is sent to %1 any more; %2 waiting events are not sent.")
                           .arg(ui::toQString(target->webhook->url))
                           .arg(target->delivery.waiting),
                       tr("Remove webhook"), true},
                      [this, webhook = *target->webhook](bool isConfirmed) {
                          if (isConfirmed) {
                              m_targets.remove(webhook);
                          }
                      });
}

void AlertsPage::showSecret(const QString& name, const QString& secret) {
    auto* dialog = new shell::FormDialog(
        {tr("Secret of the webhook"),
         tr("With this secret \"%1\" checks the signature of what it gets (HMAC-SHA-256). It is shown once "
            "and kept nowhere here.")
             .arg(name),
         {}},
        this);
    auto* field = new shell::FormField(shell::FormField::Kind::ReadOnly, dialog);
    field->setLabel(tr("Secret"));
    field->setText(secret);
    dialog->body()->addWidget(field);
    dialog->open();
}

} // namespace kaomon::alerts

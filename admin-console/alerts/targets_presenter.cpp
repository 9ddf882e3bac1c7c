// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QByteArray>

#include "alerts/alerts_presenter.h"
#include "crypto/secret_key.h"
#include "domain/role.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::alerts {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr const char* kSyslog = "syslog:";

QString nameOf(const Target& row) {
    return row.webhook ? ui::toQString(row.webhook->name)
                       : TargetsPresenter::tr("Syslog server of the operator");
}

QString addressOf(const Target& row) {
    return row.webhook ? ui::toQString(row.webhook->url)
                       : ui::toQString(row.delivery.target.substr(std::string_view(kSyslog).size()));
}

QString sendsText(const Target& row) {
    if (!row.webhook || row.webhook->sends == "events") {
        return TargetsPresenter::tr("Events");
    }
    return row.webhook->sends == "alerts" ? TargetsPresenter::tr("Alerts")
                                          : TargetsPresenter::tr("Events and alerts");
}

} // namespace

QString TargetsPresenter::stateText(const Target& target) {
    if (target.webhook && !target.webhook->isEnabled) {
        return tr("Off");
    }
    if (target.delivery.state == "retrying") {
        return tr("Trying again");
    }
    return target.delivery.state == "dead" ? tr("Given up") : tr("Delivering");
}

models::Tone TargetsPresenter::stateTone(const Target& target) {
    if (target.webhook && !target.webhook->isEnabled) {
        return Tone::Neutral;
    }
    return target.delivery.state == "dead"       ? Tone::Bad
           : target.delivery.state == "retrying" ? Tone::Warning
                                                 : Tone::Good;
}

TargetsPresenter::TargetsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Name"); }, nameOf},
               {[] { return tr("Address"); }, addressOf},
               {[] { return tr("Sends"); }, sendsText},
               {[] { return tr("Waiting"); },
                [](const Target& row) { return QString::number(row.delivery.waiting); }},
               {[] { return tr("Last delivered"); },
                [](const Target& row) { return DisplayText::time(row.delivery.lastAt); }},
               {[] { return tr("State"); }, stateText,
                [](const Target& row) { return std::optional(stateTone(row)); }}},
              [](const Target& row) { return row.webhook ? row.webhook->id.text() : row.delivery.target; }) {}

bool TargetsPresenter::maySee() const {
    const auto role =
        session().isOpen() ? domain::roleFromWire(session().user().role) : std::optional<domain::Role>();
    return role == domain::Role::Owner || role == domain::Role::Auditor;
}

void TargetsPresenter::reload() {
    if (!maySee()) {
        setState(ListState::Empty);
        return;
    }
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    part(client::DeliveryService(api()).webhooks(), [this](const wire::WebhookList& webhooks) {
        m_webhooks = webhooks.items;
        load(client::DeliveryService(api()).states(), [this](const wire::DeliveryStateList& states) {
            std::vector<Target> targets;
            for (const wire::Webhook& webhook : m_webhooks) {
                const auto state =
                    std::ranges::find(states.items, webhook.id.text(), &wire::DeliveryState::target);
                targets.push_back({webhook, state == states.items.end() ? wire::DeliveryState() : *state});
            }
            for (const wire::DeliveryState& state : states.items) {
                if (state.target.starts_with(kSyslog)) {
                    targets.push_back({std::nullopt, state});
                }
            }
            m_model.setRows(std::move(targets));
            return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
        });
    });
}

void TargetsPresenter::clear() {
    ++m_letters;
    m_model.setRows({});
    m_webhooks.clear();
    m_deadLetters.clear();
    FeaturePresenter::clear();
}

void TargetsPresenter::create(wire::NewWebhook webhook) {
    const auto secret = crypto::SecretKey::generate();
    webhook.secret.assign(secret.reveal().begin(), secret.reveal().end());
    command([this, webhook] { return client::DeliveryService(api()).create(webhook); },
            [this, secret = webhook.secret](const wire::Webhook& made) {
                const QByteArray bytes(reinterpret_cast<const char*>(secret.data()),
                                       static_cast<qsizetype>(secret.size()));
                reload();
                emit secretMade(ui::toQString(made.name),
                                QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding |
                                                                   QByteArray::OmitTrailingEquals)));
            });
}

void TargetsPresenter::change(const wire::Webhook& webhook, const wire::WebhookPatch& patch) {
    command([this, id = webhook.id, rev = webhook.rev,
             patch] { return client::DeliveryService(api()).change(id, patch, rev); },
            [this](const wire::Webhook&) { reload(); });
}

void TargetsPresenter::remove(const wire::Webhook& webhook) {
    command(
        [this, id = webhook.id, rev = webhook.rev] { return client::DeliveryService(api()).remove(id, rev); },
        [this] { reload(); });
}

void TargetsPresenter::resume(const wire::Webhook& webhook) {
    command([this, id = webhook.id] { return client::DeliveryService(api()).resume(id, {}); },
            [this](const wire::DeliveryState&) { reload(); });
}

void TargetsPresenter::askDeadLetters(const std::optional<WebhookId>& webhook) {
    ++m_letters;
    m_deadLetters.clear();
    if (!webhook || !session().isOpen()) {
        return;
    }
    client::DeliveryService(api()).deadLetters(*webhook).then(
        this, [this, round = m_letters](const Result<wire::DeadLetterList>& letters) {
            if (letters && round == m_letters) {
                m_deadLetters = letters->items;
                emit changed();
            }
        });
}

} // namespace kaomon::alerts

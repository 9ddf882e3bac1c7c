// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/webhook_dialog.h"

#include <utility>

#include <QComboBox>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/merge_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::alerts {
namespace {

using shell::FormField;

constexpr int kLongestName = 80;
constexpr int kLongestUrl = 500;

} // namespace

WebhookDialog::WebhookDialog(const std::optional<wire::Webhook>& webhook, QWidget* parent)
    : FormDialog({webhook ? tr("Change webhook") : tr("New webhook"),
                  tr("The server posts what happens as JSON to this address, signed with a secret that is "
                     "made here and shown once. It connects to public addresses only, unless its operator "
                     "allows others."),
                  webhook ? tr("Change webhook") : tr("Add webhook")},
                 parent)
    , m_known(webhook)
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_url(new FormField(FormField::Kind::Text, this))
    , m_sends(new QComboBox(this)) {
    m_name->setLabel(tr("Name"));
    m_name->edit()->setMaxLength(kLongestName);
    m_url->setLabel(tr("Address"));
    m_url->setHint(tr("https only"));
    m_url->edit()->setMaxLength(kLongestUrl);
    m_sends->addItem(tr("Events and alerts"), QStringLiteral("both"));
    m_sends->addItem(tr("Events"), QStringLiteral("events"));
    m_sends->addItem(tr("Alerts"), QStringLiteral("alerts"));
    m_sends->setAccessibleName(tr("What is sent"));
    if (webhook) {
        m_name->setText(ui::toQString(webhook->name));
        m_url->setText(ui::toQString(webhook->url));
        m_sends->setCurrentIndex(qMax(0, m_sends->findData(ui::toQString(webhook->sends))));
        m_wanted = webhook->wanted;
    }
    for (QWidget* part : std::initializer_list<QWidget*>{m_name, m_url, m_sends}) {
        body()->addWidget(part);
    }
    connect(m_name, &FormField::textChanged, this, &WebhookDialog::update);
    connect(m_url, &FormField::textChanged, this, &WebhookDialog::update);
    update();
}

wire::NewWebhook WebhookDialog::webhook() const {
    return {WebhookId::generate(),
            ui::toUtf8(m_name->text().trimmed()),
            ui::toUtf8(m_url->text().trimmed()),
            ui::toUtf8(m_sends->currentData().toString()),
            m_wanted,
            {}};
}

void WebhookDialog::takeNewer(const wire::Webhook& newer) {
    if (!m_known || newer.id != m_known->id || newer.rev == m_known->rev) {
        return;
    }
    const wire::Webhook before = std::exchange(*m_known, newer);
    m_wanted = newer.wanted;
    const wire::NewWebhook mine = webhook();
    const auto field = [](FormField* edit, const std::string& old, const std::string& now) {
        return shell::MergeField{edit->edit()->accessibleName(), ui::toQString(old), ui::toQString(now),
                                 edit->text().trimmed(),
                                 [edit, theirs = ui::toQString(now)] { edit->setText(theirs); }};
    };
    const auto place = [this](const std::string& sends) {
        return qMax(0, m_sends->findData(ui::toQString(sends)));
    };
    const auto sends = [&](const std::string& value) { return m_sends->itemText(place(value)); };
    shell::mergeFields(
        ui::toQString(before.name),
        {field(m_name, before.name, newer.name), field(m_url, before.url, newer.url),
         shell::MergeField{m_sends->accessibleName(), sends(before.sends), sends(newer.sends),
                           sends(mine.sends),
                           [this, theirs = place(newer.sends)] { m_sends->setCurrentIndex(theirs); }}},
        this);
    update();
}

void WebhookDialog::update() {
    const QUrl url(m_url->text().trimmed(), QUrl::StrictMode);
    const bool isUrl = url.isValid() && url.scheme() == QStringLiteral("https") && !url.host().isEmpty() &&
                       url.userInfo().isEmpty();
    m_url->setFault(isUrl || m_url->text().isEmpty() ? QString()
                                                     : tr("An address such as https://example.com/events."));
    setComplete(isUrl && !m_name->text().trimmed().isEmpty());
}

} // namespace kaomon::alerts

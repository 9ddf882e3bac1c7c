// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/link_account_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "shell/whole_texts.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::users {

using shell::FormField;

LinkAccountDialog::LinkAccountDialog(AccountLinksPresenter& presenter, const QString& suggestedName,
                                     QWidget* parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_error(shell::makeLabel("error", this))
    , m_device(new QComboBox(this))
    , m_about(shell::makeLabel("hint", this))
    , m_account(new FormField(FormField::Kind::Text, this))
    , m_link(new QPushButton(this)) {
    setWindowTitle(tr("Link account"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(420);
    shell::keepTextsWhole(*this);
    auto* intro = shell::makeLabel("hint", this);
    intro->setText(
        tr("After a face match this account of the operating system is opened. The link is signed with your "
           "key; PCs accept no other."));
    auto* deviceLabel = new QLabel(tr("PC"), this);
    deviceLabel->setBuddy(m_device);
    m_device->setAccessibleName(tr("PC"));
    for (const wire::Device& device : presenter.devices()) {
        m_device->addItem(ui::toQString(device.name), ui::toQString(device.id.text()));
    }
    m_account->setLabel(tr("Account name"));
    m_account->setText(suggestedName);
    m_account->setHint(tr("The name with which the user logs on to that PC"));

    auto* cancel = new QPushButton(this);
    shell::setNamedText(cancel, tr("Cancel"));
    shell::setNamedText(m_link, tr("Link"));
    ui::setPart(*m_link, "primary");
    shell::lockWrites(presenter.session(), {m_link});
    m_link->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_link);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{intro, m_error, deviceLabel, m_device, m_about, m_account}) {
        column->addWidget(widget);
    }
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_link, &QPushButton::clicked, this,
            [this] { m_presenter.add(ui::toUtf8(m_device->currentData().toString()), m_account->text()); });
    connect(m_device, &QComboBox::currentIndexChanged, this, &LinkAccountDialog::showDevice);
    connect(m_account, &FormField::textChanged, this, &LinkAccountDialog::update);
    connect(&m_presenter, &AccountLinksPresenter::changed, this, &LinkAccountDialog::update);
    connect(&m_presenter, &AccountLinksPresenter::linked, this, &QDialog::accept);
    showDevice();
    update();
}

void LinkAccountDialog::showDevice() {
    const auto index = static_cast<std::size_t>(m_device->currentIndex());
    if (m_device->currentIndex() < 0 || index >= m_presenter.devices().size()) {
        m_about->clear();
        return;
    }
    const wire::Device& device = m_presenter.devices()[index];
    m_about->setText(tr("%1: %2, last seen %3")
                         .arg(ui::toQString(device.name), ui::toQString(device.os),
                              models::DisplayText::time(device.lastSeenAt)));
}

void LinkAccountDialog::update() {
    m_link->setEnabled(!m_presenter.isBusy() && m_device->count() > 0 &&
                       !m_account->text().trimmed().isEmpty());
    const QString reason =
        m_presenter.error() ? ui::errorText(*m_presenter.error()).joined()
        : m_device->count() == 0
            ? tr("No PC has been enrolled yet. Make an enrolment code under Devices first.")
            : QString();
    m_error->setText(reason);
    m_error->setVisible(!reason.isEmpty());
}

} // namespace kaomon::users

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/support_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "ui/badge.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::support {
namespace {

using models::DisplayText;

QFrame* cardOf(QWidget* parent, std::initializer_list<QWidget*> parts) {
    auto* card = new QFrame(parent);
    ui::setPart(*card, "card");
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    for (QWidget* part : parts) {
        column->addWidget(part);
    }
    column->addStretch(1);
    return card;
}

} // namespace

SupportPage::SupportPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("support", parent)
    , m_support(session)
    , m_open(new ui::Badge(this))
    , m_contactTitle(shell::makeLabel("subtitle", this))
    , m_contact(new QLabel(this))
    , m_hoursTitle(shell::makeLabel("subtitle", this))
    , m_hours(new QLabel(this))
    , m_closed(shell::makeLabel("hint", this))
    , m_dutiesTitle(shell::makeLabel("subtitle", this))
    , m_duties(new QLabel(this))
    , m_limits(shell::makeLabel("hint", this)) {
    setPresenter(m_support);
    build();
    retranslate();
}

void SupportPage::build() {
    for (QLabel* label : {m_contact, m_hours, m_duties, m_closed}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_closed->setTextFormat(Qt::PlainText);
    auto* inside = new QWidget(this);
    auto* list = new QVBoxLayout(inside);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(14);
    auto* row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(cardOf(this, {m_contactTitle, m_contact}), 1);
    row->addWidget(cardOf(this, {m_hoursTitle, m_open, m_hours, m_closed}), 1);
    list->addLayout(row);
    list->addWidget(cardOf(this, {m_dutiesTitle, m_duties, m_limits}));
    list->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    states().setContent(scroll);
    column()->addWidget(&states(), 1);
}

QString SupportPage::contactText() const {
    const wire::SupportInfo& info = m_support.info();
    if (!info.isAvailable || !info.contact) {
        const QString why = info.reason == "trial" ? tr("In a trial there is no support.")
                                                   : tr("The operator of this server has given no contact.");
        return QStringLiteral("<p>%1</p>").arg(why.toHtmlEscaped());
    }
    const wire::SupportContact& contact = *info.contact;
    return shell::factTable({{tr("Name"), ui::toQString(contact.name)},
                             {tr("Telephone"), ui::toQString(contact.phone)},
                             {tr("Mail"), ui::toQString(contact.mail)},
                             {tr("Page"), ui::toQString(contact.url)},
                             {tr("Note"), ui::toQString(contact.note)}}) +
           QStringLiteral("<p>%1</p>")
               .arg(tr("People of your organisation ask you first; only administrators ask the operator.")
                        .toHtmlEscaped());
}

QString SupportPage::hoursText() const {
    const wire::SupportInfo& info = m_support.info();
    const QString hours = ui::toQString(info.hours);
    return shell::factTable(
        {{tr("Hours"),
          hours == QStringLiteral("mon-fri 08:30-17:30") ? tr("Monday to Friday, 8:30 to 17:30") : hours},
         {tr("Time zone"), ui::toQString(info.timeZone)},
         {tr("Opens again"), info.opensAt ? DisplayText::time(*info.opensAt).left(16) : QString()}});
}

QString SupportPage::closedText() const {
    QStringList days;
    for (const wire::SupportHoliday& day : m_support.info().closedDays) {
        days.append(QStringLiteral("%1 %2").arg(ui::toQString(day.day), ui::toQString(day.name)));
    }
    return days.isEmpty() ? QString() : tr("Also closed: %1").arg(shell::listText(days));
}

QString SupportPage::dutiesText() {
    struct Row {
        QString what;
        QString customer;
        QString provider;
    };
    const QString mark = QStringLiteral("●");
    const QString none = QStringLiteral("–");
    const Row rows[] = {{tr("PCs, cameras and their drivers"), mark, none},
                        {tr("The line from the office to the server"), mark, none},
                        {tr("Accounts, faces, policies of the organisation"), mark, none},
                        {tr("Recovery sheet and keys of the organisation"), mark, none},
                        {tr("Looking at logs, acting on alerts"), mark, none},
                        {tr("The client software on the PCs: to install and to update"), mark, none},
                        {tr("The client software: to make, to sign, to publish"), none, mark},
                        {tr("The server and its database, backups"), none, mark},
                        {tr("Announcing maintenance and emergencies"), none, mark},
                        {tr("Erasing after the end of the licence"), none, mark}};
    QString table = QStringLiteral("<tr><th align='left'>%1</th><th style='padding: 3px 14px'>%2</th><th "
                                   "style='padding: 3px 14px'>%3</th></tr>")
                        .arg(tr("What"), tr("You"), tr("Operator"));
    for (const Row& row : rows) {
        table += QStringLiteral("<tr><td style='padding: 3px 14px 3px 0'>%1</td><td align='center'>%2</td>"
                                "<td align='center'>%3</td></tr>")
                     .arg(row.what.toHtmlEscaped(), row.customer, row.provider);
    }
    return QStringLiteral("<table>%1</table>").arg(table);
}

void SupportPage::refresh() {
    const wire::SupportInfo& info = m_support.info();
    m_open->setState(info.isOpenNow ? ui::Tone::Good : ui::Tone::Neutral,
                     info.isOpenNow ? tr("Open now") : tr("Closed now"));
    m_open->setVisible(info.isAvailable);
    m_contact->setText(contactText());
    m_hours->setText(hoursText());
    m_closed->setText(closedText());
    m_closed->setVisible(!m_closed->text().isEmpty());
    showState({});
}

void SupportPage::retranslate() {
    m_contactTitle->setText(tr("Contact"));
    m_hoursTitle->setText(tr("When"));
    m_dutiesTitle->setText(tr("Who is responsible for what"));
    m_duties->setText(dutiesText());
    m_limits->setText(
        tr("Times in notices are aims, not promises: there is no agreed level of service and no "
           "refund. The operator may limit from which countries the server can be reached; who is "
           "refused for that reason sees \"address not allowed\"."));
    FeaturePage::retranslate();
}

} // namespace kaomon::support

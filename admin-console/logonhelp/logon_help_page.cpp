// SPDX-License-Identifier: GPL-3.0-or-later
#include "logonhelp/logon_help_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "logonhelp/finding_card.h"
#include "shell/form_field.h"
#include "shell/reason_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::logonhelp {
namespace {

QString encoded(const std::string& text) {
    return QString::fromLatin1(QUrl::toPercentEncoding(ui::toQString(text)));
}

} // namespace

LogonHelpPage::LogonHelpPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("logonhelp", parent)
    , m_help(session)
    , m_intro(shell::makeLabel("hint", this))
    , m_person(new shell::LookUpEdit(shell::findPeople(session), this))
    , m_device(new shell::LookUpEdit(shell::findDevices(session), this))
    , m_summary(shell::makeLabel("subtitle", this))
    , m_cards(new QVBoxLayout) {
    setPresenter(m_help);
    build();
    connect(m_person, &shell::LookUpEdit::chosenChanged, this, &LogonHelpPage::ask);
    connect(m_device, &shell::LookUpEdit::chosenChanged, this, &LogonHelpPage::ask);
    connect(&session, &shell::ConsoleSession::closed, this, [this] {
        m_person->clearChoice();
        m_device->clearChoice();
    });
    retranslate();
}

void LogonHelpPage::build() {
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_person, 1);
    choice->addWidget(m_device, 1);
    column()->insertWidget(1, m_intro);
    column()->addLayout(choice);
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 6, 0);
    rows->setSpacing(10);
    m_cards->setSpacing(8);
    rows->addWidget(m_summary);
    rows->addLayout(m_cards);
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(list);
    states().setContent(scroll);
    column()->addWidget(&states(), 1);
}

void LogonHelpPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    const auto value = [&](const char* name) {
        return asked.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    if (!value("device").isEmpty()) {
        m_device->choose({ui::toUtf8(value("device")), value("device_name")});
    }
    if (!value("user").isEmpty()) {
        m_person->choose({ui::toUtf8(value("user")), value("name")});
    }
}

void LogonHelpPage::ask() {
    m_help.ask(m_person->chosen(), m_device->chosen(), ui::toUtf8(m_device->currentText().trimmed()));
}

QString LogonHelpPage::link(Mend mend, QString& page) const {
    const LogonFacts& facts = m_help.facts();
    const QString user = ui::toQString(facts.user.id.text());
    switch (mend) {
    case Mend::OpenUser:
        page = QStringLiteral("users");
        return QStringLiteral("q=") + encoded(facts.user.login) +
               (facts.user.deletedAt ? QStringLiteral("&state=deleting") : QString());
    case Mend::OpenDevices:
        page = QStringLiteral("devices");
        return facts.device ? QStringLiteral("q=") + encoded(facts.device->name) : QString();
    case Mend::OpenLicences:
        page = QStringLiteral("licences");
        return {};
    case Mend::OpenSettings:
        page = QStringLiteral("settings");
        return QStringLiteral("user=%1&name=%2").arg(user, encoded(facts.user.displayName));
    case Mend::OpenEvents:
        page = QStringLiteral("events");
        return QStringLiteral("kind=auth&result=ng&q=") + encoded(facts.user.login);
    case Mend::OpenAdministrators:
        page = QStringLiteral("administrators");
        return QStringLiteral("tab=acts");
    default:
        return {};
    }
}

void LogonHelpPage::mend(Mend mend) {
    if (mend == Mend::Unlock || mend == Mend::ReEnrol) {
        askReason(mend);
        return;
    }
    QString page;
    const QString query = link(mend, page);
    if (!page.isEmpty()) {
        emit linkActivated(page, query);
    } else {
        m_help.mend(mend, {});
    }
}

void LogonHelpPage::askReason(Mend mend) {
    const QString name = ui::toQString(m_help.facts().user.displayName);
    const ui::Question question =
        mend == Mend::Unlock
            ? ui::Question{tr("Unlock"), tr("%1 may try the password again at once.").arg(name), tr("Unlock"),
                           false}
            : ui::Question{
                  tr("Ask to enrol again"),
                  tr("%1 is asked for a new face at the next logon. The present face goes on working "
                     "until then.")
                      .arg(name),
                  tr("Ask to enrol again"), false};
    auto* dialog = new shell::ReasonDialog(question, this);
    connect(dialog, &shell::ReasonDialog::confirmed, this,
            [this, mend](const QString& reason) { m_help.mend(mend, reason); });
    dialog->follow(m_help);
    dialog->open();
}

QString LogonHelpPage::summary() const {
    const QString name = ui::toQString(m_help.facts().user.displayName);
    return m_help.obstacles() > 0
               ? tr("%n thing(s) stand in the way of %1. Begin at the top.", nullptr, m_help.obstacles())
                     .arg(name)
               : tr("Nothing that the server knows of stands in the way of %1. Let the person try again and "
                    "look at what the PC says; the doubtful points below come first.")
                     .arg(name);
}

void LogonHelpPage::showFindings() {
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be what was pressed
        delete item;
    }
    for (const Finding& finding : m_help.findings()) {
        auto* card = new FindingCard(finding, m_help.mayMend(finding.mend), this);
        connect(card, &FindingCard::mendRequested, this, &LogonHelpPage::mend, Qt::QueuedConnection);
        QString page;
        static_cast<void>(link(finding.mend, page));
        if (auto* button = card->findChild<QPushButton*>(); button != nullptr && page.isEmpty()) {
            shell::lockWrites(m_help.session(), {button});
        }
        m_cards->addWidget(card);
    }
    m_summary->setText(m_help.findings().empty() ? QString() : summary());
}

void LogonHelpPage::refresh() {
    showState(
        {tr("Whose logon does not work?"),
         tr("Choose the person, and the PC if you know it. Everything that the server knows is looked at "
            "in one go.")});
    showFindings();
}

void LogonHelpPage::retranslate() {
    m_intro->setText(tr("Why can this person not log on?"));
    m_person->setPlaceholder(tr("Person"));
    m_device->setPlaceholder(tr("PC (empty: any)"));
    m_help.retell();
    FeaturePage::retranslate();
}

} // namespace kaomon::logonhelp

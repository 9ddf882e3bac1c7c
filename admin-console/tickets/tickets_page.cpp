// SPDX-License-Identifier: GPL-3.0-or-later
#include "tickets/tickets_page.h"

#include <memory>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/local_text.h"
#include "shell/merge_dialog.h"
#include "shell/reason_dialog.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "tickets/bundle_view.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::tickets {
namespace {

using models::DisplayText;

} // namespace

TicketsPage::TicketsPage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("diagnostics", parent)
    , m_tickets(session)
    , m_bundle(session)
    , m_stack(new QStackedWidget(this))
    , m_ticket(new QLineEdit(this))
    , m_state(new QComboBox(this))
    , m_table(new QTableView(this))
    , m_more(new QPushButton(this))
    , m_requests(shell::makeLabel("hint", this))
    , m_panel(new shell::FactPanel(this))
    , m_open(m_panel->addButton())
    , m_progress(m_panel->addButton())
    , m_note(m_panel->addButton())
    , m_remove(m_panel->addButton())
    , m_view(new BundleView(m_bundle, this)) {
    setPresenter(m_tickets);
    connect(&session, &shell::ConsoleSession::closed, this, [this] {
        m_bundle.clear();
        m_stack->setCurrentIndex(0);
    });
    build();
    connectParts();
    retranslate();
}

void TicketsPage::build() {
    ui::setPart(*m_open, "primary");
    shell::lockWrites(m_tickets.session(), {m_open, m_progress, m_note, m_remove});
    m_ticket->setClearButtonEnabled(true);
    m_ticket->setFixedWidth(260);
    for (const char* state : {"", "uploading", "complete", "in_progress", "closed"}) {
        m_state->addItem(QString(), QString::fromLatin1(state));
    }
    shell::setUpTable(*m_table, &m_tickets.model());
    new shell::ColumnFitter(*m_table, {{.width = 125},
                                       {.width = 150, .rank = 2},
                                       {.width = 120},
                                       {.width = 100, .rank = 1},
                                       {.width = 180, .rank = 3, .takesRest = true},
                                       {.width = 80, .rank = 4},
                                       {.width = 105}});
    shell::setList(states(), *m_table, *m_more);
    auto* first = new QWidget(this);
    auto* column1 = new QVBoxLayout(first);
    column1->setContentsMargins(0, 0, 0, 0);
    column1->setSpacing(12);
    auto* filters = new QHBoxLayout;
    filters->addWidget(m_ticket);
    m_state->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    filters->addWidget(m_state);
    filters->addStretch(1);
    column1->addLayout(filters);
    m_requests->setObjectName(QStringLiteral("ticketRequests"));
    m_requests->setTextFormat(Qt::PlainText);
    column1->addWidget(m_requests);
    column1->addLayout(shell::beside(states(), *m_panel), 1);
    m_stack->addWidget(first);
    m_stack->addWidget(m_view);
    column()->addWidget(m_stack, 1);
}

void TicketsPage::connectParts() {
    connect(m_ticket, &QLineEdit::textChanged, this,
            [this](const QString& typed) { m_tickets.setTicket(typed); });
    connect(m_state, &QComboBox::currentIndexChanged, this,
            [this] { m_tickets.setWanted(ui::toUtf8(m_state->currentData().toString())); });
    connect(m_more, &QPushButton::clicked, &m_tickets, &TicketsPresenter::loadMore);
    connect(m_open, &QPushButton::clicked, this, &TicketsPage::askReason);
    connect(m_note, &QPushButton::clicked, this, &TicketsPage::askNote);
    connect(m_remove, &QPushButton::clicked, this, &TicketsPage::askRemove);
    connect(m_progress, &QPushButton::clicked, this, [this] {
        if (const wire::Diagnostics* ticket = selected()) {
            m_tickets.setProgress(*ticket, ticket->state == "complete"      ? "in_progress"
                                           : ticket->state == "in_progress" ? "closed"
                                                                            : "complete");
        }
    });
    connect(m_view, &BundleView::closed, this, [this] { m_stack->setCurrentIndex(0); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TicketsPage::showPanel);
}

void TicketsPage::openQuery(const QString& query) {
    m_stack->setCurrentIndex(0);
    m_ticket->setText(QUrlQuery(query).queryItemValue(QStringLiteral("ticket")));
}

const wire::Diagnostics* TicketsPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_tickets.model().row(rows.first().row());
}

void TicketsPage::askReason() {
    const wire::Diagnostics* ticket = selected();
    if (ticket == nullptr) {
        return;
    }
    auto* dialog = new shell::ReasonDialog({tr("Open bundle"),
                                            tr("Logs of the PC %1 are opened here. That you opened them, and "
                                               "the reason that you give, can be read "
                                               "by owners and auditors.")
                                                .arg(ui::toQString(ticket->deviceName)),
                                            tr("Open bundle"), false},
                                           this);
    connect(dialog, &shell::ReasonDialog::confirmed, this, [this, ticket = *ticket](const QString& reason) {
        m_stack->setCurrentWidget(m_view);
        m_bundle.open(ticket, ui::toUtf8(reason));
    });
    dialog->open();
}

void TicketsPage::askNote() {
    if (selected() == nullptr) {
        return;
    }
    const auto ticket = std::make_shared<wire::Diagnostics>(*selected());
    auto* dialog = new shell::TextDialog({tr("Note"),
                                          tr("What was said and what was done. Replaces the text of "
                                             "the ticket."),
                                          tr("Save note"), false},
                                         tr("Note"), {}, this);
    dialog->setText(ui::toQString(ticket->note));
    connect(dialog, &shell::TextDialog::entered, this,
            [this, ticket](const QString& note) { m_tickets.setNote(*ticket, note); });
    // Somebody else has written to it: the list was fetched again because the server has refused the note.
    connect(&m_tickets, &TicketsPresenter::changed, dialog, [this, ticket, dialog] {
        const auto* now = m_tickets.model().row(m_tickets.model().indexOf(ticket->id.text()));
        if (now == nullptr || now->rev == ticket->rev || m_tickets.isBusy()) {
            return;
        }
        const wire::Diagnostics before = std::exchange(*ticket, *now);
        shell::mergeFields(
            tr("ticket %1").arg(ui::toQString(ticket->ticket)),
            {{tr("Note"), ui::toQString(before.note), ui::toQString(ticket->note), dialog->text(),
              [dialog, ticket] { dialog->setText(ui::toQString(ticket->note)); }}},
            dialog);
    });
    dialog->follow(m_tickets);
    dialog->open();
}

// It does not come back: the number of the ticket has to be typed.
void TicketsPage::askRemove() {
    const wire::Diagnostics* ticket = selected();
    if (ticket == nullptr) {
        return;
    }
    const QString number = ui::toQString(ticket->ticket);
    auto* dialog = new shell::TextDialog(
        {tr("Delete bundle"),
         tr("The bundle of ticket %1, %2, is gone for good. Type the number of the ticket to go on.")
             .arg(number, shell::bytesText(ticket->size)),
         tr("Delete bundle"), true},
        tr("Number of the ticket"), number, this);
    connect(dialog, &shell::TextDialog::entered, this, [this, ticket = *ticket] {
        const auto* known = m_tickets.model().row(m_tickets.model().indexOf(ticket.id.text()));
        m_tickets.remove(known != nullptr ? *known : ticket);
    });
    dialog->follow(m_tickets);
    dialog->open();
}

void TicketsPage::showPanel() {
    const wire::Diagnostics* ticket = selected();
    if (ticket == nullptr) {
        m_panel->clear();
        return;
    }
    m_panel->display({ui::toQString(ticket->ticket),
                      shell::toneOf(TicketsPresenter::stateTone(*ticket)),
                      TicketsPresenter::stateText(*ticket),
                      ui::toQString(ticket->note),
                      {{tr("PC"), ui::toQString(ticket->deviceName)},
                       {tr("Person"), ui::toQString(ticket->login.value_or(""))},
                       {tr("Collected"), DisplayText::time(ticket->takenAt)},
                       {tr("Sent"), DisplayText::time(ticket->createdAt)},
                       {tr("Changed"), DisplayText::time(ticket->changedAt)},
                       {tr("Erased on"), DisplayText::time(ticket->expiresAt)},
                       {tr("Size"), shell::bytesText(ticket->size)},
                       {tr("Received"), ticket->received < ticket->parts
                                            ? tr("%1 of %2 parts").arg(ticket->received).arg(ticket->parts)
                                            : QString()}}});
    const bool isThere = ticket->state != "uploading";
    const bool isFree = !m_tickets.isBusy();
    m_open->setVisible(m_tickets.mayOpen());
    m_open->setEnabled(isThere && isFree);
    m_progress->setVisible(m_tickets.mayOpen() && isThere);
    m_progress->setEnabled(isFree);
    shell::setNamedText(m_progress, ticket->state == "complete"      ? tr("Take into work")
                                    : ticket->state == "in_progress" ? tr("Close ticket")
                                                                     : tr("Open ticket again"));
    m_note->setVisible(m_tickets.mayOpen());
    m_note->setEnabled(isFree);
    m_remove->setEnabled(isFree);
}

void TicketsPage::refresh() {
    m_more->setVisible(m_tickets.hasMore());
    m_requests->setText(m_tickets.requestsText());
    m_requests->setVisible(!m_requests->text().isEmpty());
    m_ticket->setEnabled(m_tickets.maySee());
    m_state->setEnabled(m_tickets.maySee());
    showPanel();
    if (!m_tickets.maySee()) {
        showState({tr("Only the help desk and owners see the tickets"), {}});
    } else if (m_tickets.isFiltered()) {
        showState({tr("No such ticket"), tr("A ticket has ten digits, such as 482-719-350-6.")});
    } else {
        showState(
            {tr("No tickets"),
             tr("When somebody sends diagnostics from his PC, the ticket that he reads out appears here.")});
    }
}

void TicketsPage::retranslate() {
    const QString names[] = {tr("Every state"), tr("On its way"), tr("New"), tr("In work"), tr("Closed")};
    for (int i = 0; i < m_state->count(); ++i) {
        m_state->setItemText(i, names[i]);
    }
    m_ticket->setPlaceholderText(tr("Number of the ticket"));
    m_ticket->setAccessibleName(tr("Number of the ticket"));
    m_state->setAccessibleName(tr("State"));
    shell::setNamedText(m_more, tr("Show older tickets"));
    shell::setNamedText(m_open, tr("Open bundle…"));
    shell::setNamedText(m_note, tr("Note…"));
    shell::setNamedText(m_remove, tr("Delete bundle"));
    m_table->setAccessibleName(tr("List of tickets"));
    m_tickets.model().retranslate();
    m_view->retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::tickets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "helpdesk/diagnostics_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "helpdesk/client_log.h"
#include "ui/error_text.h"
#include "ui/state_panel.h"
#include "ui/theme.h"

namespace kaomon::helpdesk {

namespace {

using Phase = DiagnosticsPresenter::Phase;

constexpr int kPartsWidth = 300;
constexpr int kTicketPoints = 30;
constexpr int kLongestNote = 500; // characters; far below what the server takes in bytes

enum Content { Preview, Outcome };

} // namespace

DiagnosticsPage::DiagnosticsPage(agentlink::AgentLink& link, QWidget* parent)
    : DiagnosticsPage(link, clientLogPath(), parent) {}

DiagnosticsPage::DiagnosticsPage(agentlink::AgentLink& link, const QString& logPath, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link, logPath)
    , m_title(new QLabel)
    , m_about(new QLabel)
    , m_last(new QLabel)
    , m_asked(new QLabel)
    , m_decline(new QPushButton)
    , m_panel(new ui::StatePanel)
    , m_content(new QStackedWidget) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_about, "hint");
    m_about->setWordWrap(true);
    m_last->setWordWrap(true);
    m_last->setObjectName(QStringLiteral("helpLast"));
    m_asked->setWordWrap(true);
    m_asked->setTextFormat(Qt::PlainText);
    m_asked->setObjectName(QStringLiteral("helpAsked"));
    m_decline->setObjectName(QStringLiteral("helpDecline"));
    connect(m_decline, &QPushButton::clicked, &m_presenter, &DiagnosticsPresenter::decline);
    m_content->addWidget(makePreview()); // in the order of Content
    m_content->addWidget(makeResult());
    m_panel->setContent(m_content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_about, m_asked}) {
        column->addWidget(widget);
    }
    column->addWidget(m_decline, 0, Qt::AlignLeft);
    column->addWidget(m_last);
    column->addWidget(m_panel, 1);
    connect(&m_presenter, &DiagnosticsPresenter::changed, this, &DiagnosticsPage::refresh);
    connect(&m_presenter, &DiagnosticsPresenter::shown, this, &DiagnosticsPage::showText);
    connect(&m_presenter, &DiagnosticsPresenter::saved, this,
            [this](const QString& path, const QString& fault) {
                m_message->setText(
                    fault.isEmpty()
                        ? tr("Saved: %1. Give this file to your help desk; nothing was sent.").arg(path)
                        : tr("The file could not be written: %1. Choose another folder.").arg(fault));
            });
    connect(m_panel, &ui::StatePanel::emptyActionTriggered, &m_presenter, &DiagnosticsPresenter::collect);
    connect(m_panel, &ui::StatePanel::retryRequested, &m_presenter, &DiagnosticsPresenter::collect);
    setFocusProxy(m_panel);
    retranslate();
}

QWidget* DiagnosticsPage::makePreview() {
    auto* preview = new QWidget;
    m_parts = new QListWidget;
    m_parts->setObjectName(QStringLiteral("helpParts"));
    m_parts->setFixedWidth(kPartsWidth);
    m_parts->setWordWrap(true);
    m_others = new QLabel;
    m_others->setObjectName(QStringLiteral("helpOthers"));
    m_others->setWordWrap(true);
    ui::setPart(*m_others, "hint");
    m_text = new QPlainTextEdit;
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_more = new QPushButton;
    m_more->setObjectName(QStringLiteral("helpMore"));
    m_noteLabel = new QLabel;
    m_note = new QLineEdit;
    m_note->setObjectName(QStringLiteral("helpNote"));
    m_note->setMaxLength(kLongestNote);
    m_noteLabel->setBuddy(m_note);
    m_save = new QPushButton;
    m_save->setObjectName(QStringLiteral("helpSave"));
    m_send = new QPushButton;
    m_send->setObjectName(QStringLiteral("helpSend"));
    ui::setPart(*m_send, "primary");
    m_message = new QLabel;
    m_message->setObjectName(QStringLiteral("helpMessage"));
    m_message->setWordWrap(true);
    auto* left = new QVBoxLayout;
    left->addWidget(m_parts, 1);
    left->addWidget(m_others);
    auto* right = new QVBoxLayout;
    right->addWidget(m_text, 1);
    right->addWidget(m_more, 0, Qt::AlignLeft);
    auto* both = new QHBoxLayout;
    both->addLayout(left);
    both->addLayout(right, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addStretch();
    buttons->addWidget(m_send);
    auto* column = new QVBoxLayout(preview);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(both, 1);
    column->addWidget(m_noteLabel);
    column->addWidget(m_note);
    column->addWidget(m_message);
    column->addLayout(buttons);
    connect(m_parts, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        m_presenter.include(item->data(Qt::UserRole).toString(), item->checkState() == Qt::Checked);
    });
    connect(m_parts, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item != nullptr) {
            m_presenter.show(item->data(Qt::UserRole).toString());
        }
    });
    connect(m_more, &QPushButton::clicked, &m_presenter, &DiagnosticsPresenter::showMore);
    connect(m_save, &QPushButton::clicked, this, &DiagnosticsPage::askForFile);
    connect(m_send, &QPushButton::clicked, this, [this] { m_presenter.send(m_note->text()); });
    return preview;
}

QWidget* DiagnosticsPage::makeResult() {
    auto* result = new QWidget;
    m_resultText = new QLabel;
    m_resultText->setObjectName(QStringLiteral("helpResult"));
    m_resultText->setWordWrap(true);
    m_ticket = new QLabel;
    m_ticket->setObjectName(QStringLiteral("helpTicket"));
    m_ticket->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont large = m_ticket->font();
    large.setPointSize(kTicketPoints);
    large.setBold(true);
    m_ticket->setFont(large);
    m_resultNext = new QLabel;
    m_resultNext->setObjectName(QStringLiteral("helpNext"));
    m_resultNext->setWordWrap(true);
    m_again = new QPushButton;
    m_again->setObjectName(QStringLiteral("helpAgain"));
    auto* column = new QVBoxLayout(result);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(12);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_resultText, m_ticket, m_resultNext}) {
        column->addWidget(widget);
    }
    column->addWidget(m_again, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_again, &QPushButton::clicked, &m_presenter, &DiagnosticsPresenter::startOver);
    return result;
}

void DiagnosticsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_presenter.refresh();
}

void DiagnosticsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

QString DiagnosticsPage::waitingText() const {
    return m_presenter.waiting() > 0
               ? tr("%n report(s) of yours wait on this PC until the server can be reached.", "",
                    m_presenter.waiting())
               : QString();
}

void DiagnosticsPage::fillAsked() {
    const bool isAsked = !m_presenter.askedReason().isEmpty();
    m_asked->setVisible(isAsked);
    m_decline->setVisible(isAsked && m_presenter.phase() != Phase::Sending);
    m_asked->setText(tr("Your administrator %1 asks for a report about this PC: %2\nYou see all of it before "
                        "it is sent, and may leave parts out or decline.")
                         .arg(m_presenter.askedBy(), m_presenter.askedReason()));
}

void DiagnosticsPage::refresh() {
    fillAsked();
    QString last = waitingText();
    if (m_presenter.phase() == Phase::Start && !m_presenter.ticket().isEmpty()) {
        const QString time = QLocale().toString(m_presenter.sentAt().toLocalTime(), QLocale::ShortFormat);
        last = tr("Last ticket: %1, sent on %2.").arg(m_presenter.ticket(), time) +
               (last.isEmpty() ? QString() : u' ' + last);
    }
    m_last->setText(last);
    m_last->setVisible(!last.isEmpty());
    switch (m_presenter.phase()) {
    case Phase::Start:
        m_panel->showEmpty(
            tr("Show first, send afterwards"),
            tr("Kaomon collects what this PC says of itself and of your own logons. You see all of it "
               "before anything is sent, and can leave parts out. Passwords, pictures and faces are "
               "never in it."),
            tr("Collect"));
        return;
    case Phase::Collecting:
        m_panel->showLoading(tr("Collecting…"));
        return;
    case Phase::Sending:
        m_panel->showLoading(
            m_presenter.pieces() > 0
                ? tr("Sending: %1 of %2 parts").arg(m_presenter.received()).arg(m_presenter.pieces())
                : tr("Packing and sealing…"));
        return;
    case Phase::Failed:
        m_panel->showError(m_presenter.error().value_or(ErrorCode::Internal));
        return;
    case Phase::Preview:
        m_panel->showContent();
        m_content->setCurrentIndex(Preview);
        fillParts();
        return;
    case Phase::Sent:
    case Phase::Waiting:
        m_panel->showContent();
        m_content->setCurrentIndex(Outcome);
        fillResult();
        return;
    }
}

void DiagnosticsPage::fillParts() {
    const QSignalBlocker quiet(m_parts);
    const int chosen = std::max(0, m_parts->currentRow());
    m_parts->clear();
    for (const DiagnosticsPart& part : m_presenter.parts()) {
        QString text = DiagnosticsPartText::title(part.name) + u'\n' +
                       (part.bytes > 0 ? tr("%n line(s), ", "", static_cast<int>(part.lines)) +
                                             QLocale().formattedDataSize(part.bytes)
                                       : tr("%n item(s)", "", static_cast<int>(part.lines)));
        auto* item = new QListWidgetItem(text, m_parts);
        item->setData(Qt::UserRole, part.name);
        item->setToolTip(DiagnosticsPartText::about(part.name));
        item->setCheckState(part.isIncluded ? Qt::Checked : Qt::Unchecked);
        item->setFlags(part.isNeeded ? Qt::ItemIsSelectable | Qt::ItemIsEnabled
                                     : Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
    }
    m_parts->setCurrentRow(std::min(chosen, m_parts->count() - 1));
    m_others->setText(
        m_presenter.linesOfOthers() > 0
            ? tr("%n line(s) about other people of this PC are left out.", "", m_presenter.linesOfOthers())
            : QString());
    m_others->setVisible(m_presenter.linesOfOthers() > 0);
    showText();
}

void DiagnosticsPage::showText() {
    if (m_text->toPlainText() != m_presenter.shownText()) {
        m_text->setPlainText(m_presenter.shownText());
    }
    m_more->setVisible(m_presenter.hasMore());
}

void DiagnosticsPage::fillResult() {
    const bool isSent = m_presenter.phase() == Phase::Sent;
    m_ticket->setVisible(isSent);
    m_ticket->setText(m_presenter.ticket());
    if (isSent) {
        m_resultText->setText(tr("Sent. Your ticket number is:"));
        m_resultNext->setText(
            tr("Read this number out to your help desk. Only administrators of your organisation can "
               "open what you sent, and it is deleted after 30 days."));
        return;
    }
    m_resultText->setText(
        tr("It could not be sent yet. %1")
            .arg(ui::errorText(m_presenter.error().value_or(ErrorCode::ServerUnreachable)).sentence));
    m_resultNext->setText(
        tr("It waits on this PC, sealed, and is sent by itself as soon as the server can be reached; the "
           "ticket number is shown here then. If it is urgent, begin again and save it in a file for "
           "your help desk."));
}

void DiagnosticsPage::askForFile() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save for the help desk"),
                                     QStringLiteral("kaomon-diagnostics.zip"), tr("ZIP files (*.zip)"));
    if (!path.isEmpty()) {
        m_presenter.save(path);
    }
}

void DiagnosticsPage::retranslate() {
    m_title->setText(tr("Help"));
    m_about->setText(
        tr("If something does not work, your help desk can look into it with what this PC has noted."));
    m_parts->setAccessibleName(tr("What is included"));
    m_text->setAccessibleName(tr("Content of the part that is chosen"));
    m_more->setText(tr("Show more"));
    m_noteLabel->setText(tr("What happened? (optional)"));
    m_save->setText(tr("Save in a file…"));
    m_send->setText(tr("Send to the help desk"));
    m_ticket->setAccessibleName(tr("Ticket number"));
    m_again->setText(tr("Begin again"));
    m_decline->setText(tr("Decline"));
    refresh();
}

} // namespace kaomon::helpdesk

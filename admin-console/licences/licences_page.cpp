// SPDX-License-Identifier: GPL-3.0-or-later
#include "licences/licences_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_dialog.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/private_file.h"
#include "shell/write_lock.h"
#include "ui/meter_bar.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::licences {
namespace {

constexpr qint64 kLargestLicence = 64 * 1024;
constexpr double kNearlyFull = 0.9;
constexpr int kDay = 10; // characters of a time

} // namespace

LicencesPage::LicencesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("licences", parent)
    , m_prompts(prompts)
    , m_licences(session)
    , m_status(shell::makeLabel("subtitle", this))
    , m_seats(new ui::MeterBar(this))
    , m_seatsNote(shell::makeLabel("hint", this))
    , m_table(new QTableView(this))
    , m_install(new QPushButton(this))
    , m_installText(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_calendarTitle(shell::makeLabel("subtitle", this))
    , m_calendarNote(shell::makeLabel("hint", this))
    , m_steps(new QTableView(this))
    , m_certificates(new QPushButton(this)) {
    setPresenter(m_licences);
    build();
    connectParts();
    retranslate();
}

void LicencesPage::build() {
    ui::setPart(*m_install, "primary");
    shell::lockWrites(m_licences.session(), {m_install, m_installText, m_remove});
    shell::setUpTable(*m_table, &m_licences.model());
    new shell::ColumnFitter(*m_table, {{.width = 160, .takesRest = true},
                                       {.width = 90, .rank = 1},
                                       {.width = 80},
                                       {.width = 110, .rank = 2},
                                       {.width = 110},
                                       {.width = 120}});
    shell::setUpTable(*m_steps, &m_licences.steps());
    new shell::ColumnFitter(*m_steps, {{.width = 160},
                                       {.width = 300, .takesRest = true},
                                       {.width = 260, .rank = 1, .takesRest = true},
                                       {.width = 110}});
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(10);
    list->addWidget(m_status);
    list->addWidget(m_seats);
    list->addWidget(m_seatsNote);
    list->addWidget(m_table, 2);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {m_remove, m_installText, m_install}) {
        buttons->addWidget(button);
    }
    list->addLayout(buttons);
    list->addWidget(m_calendarTitle);
    list->addWidget(m_calendarNote);
    list->addWidget(m_steps, 2);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_certificates);
    list->addLayout(foot);
    states().setContent(content);
    column()->addWidget(&states(), 1);
}

void LicencesPage::connectParts() {
    connect(m_install, &QPushButton::clicked, this, &LicencesPage::openFile);
    connect(m_installText, &QPushButton::clicked, this, [this] {
        auto* dialog = new shell::FormDialog({tr("Paste a licence"),
                                              tr("The whole text of the licence, as it came by mail."),
                                              tr("Install licence")},
                                             this);
        auto* text = new QPlainTextEdit(dialog);
        text->setAccessibleName(tr("Text of the licence"));
        dialog->body()->addWidget(text);
        dialog->follow(m_licences);
        dialog->setComplete(false);
        connect(text, &QPlainTextEdit::textChanged, dialog,
                [dialog, text] { dialog->setComplete(!text->toPlainText().trimmed().isEmpty()); });
        connect(dialog, &shell::FormDialog::submitted, this,
                [this, text] { m_licences.install(ui::toUtf8(text->toPlainText())); });
        dialog->open();
    });
    connect(m_remove, &QPushButton::clicked, this, &LicencesPage::askRemove);
    connect(m_certificates, &QPushButton::clicked, this, &LicencesPage::saveCertificates);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LicencesPage::refresh);
}

const wire::Licence* LicencesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_licences.model().row(rows.first().row());
}

void LicencesPage::openFile() {
    m_prompts.openFile({tr("Install licence"), {}, tr("Licence (*.licence *.txt *.json);;Every file (*)")},
                       [this](const QString& path) {
                           if (path.isEmpty()) {
                               return;
                           }
                           const auto text = shell::readWholeFile(path, kLargestLicence);
                           text ? m_licences.install(*text) : say(text.error().code);
                       });
}

void LicencesPage::askRemove() {
    const wire::Licence licence = *selected();
    m_prompts.confirm({tr("Remove licence"),
                       tr("Licence %1 for %2 seats will not begin on %3.")
                           .arg(ui::toQString(licence.serial))
                           .arg(licence.seats)
                           .arg(ui::toQString(licence.firstDay)),
                       tr("Remove licence"), true},
                      [this, licence](bool isConfirmed) {
                          if (isConfirmed) {
                              m_licences.remove(licence);
                          }
                      });
}

void LicencesPage::saveCertificates() {
    m_prompts.saveFile(
        {tr("Save certificates"), QStringLiteral("erasure-certificates.txt"), tr("Text file (*.txt)")},
        [this](const QString& path) {
            if (path.isEmpty()) {
                return;
            }
            std::string text;
            for (const wire::ErasureCertificate& certificate : m_licences.certificates()) {
                text += certificate.text + "\n";
            }
            const Status saved = shell::writePrivateFile(path, text);
            if (!saved) {
                say(saved.error().code);
            }
        });
}

QString LicencesPage::statusText() const {
    const wire::LicenceStatus& status = m_licences.status();
    if (status.isReadOnly) {
        return tr("The licence has ended: the organisation is read-only.");
    }
    if (!status.lastDay) {
        return status.state == "unlicensed" ? tr("No licence is installed: nobody can take a seat.")
                                            : tr("No licence is needed on this server.");
    }
    return status.daysLeft ? tr("Licensed until %1, %n day(s) left.", nullptr, *status.daysLeft)
                                 .arg(ui::toQString(*status.lastDay))
                           : tr("Licensed until %1.").arg(ui::toQString(*status.lastDay));
}

QString LicencesPage::remindersText() const {
    QStringList days;
    for (const wire::LicenceReminder& reminder : m_licences.status().reminders) {
        days.append(models::DisplayText::time(reminder.due).left(kDay));
    }
    return days.isEmpty()
               ? QString()
               : tr("Owners are reminded by mail on %1.").arg(shell::listText(days)) + QLatin1Char(' ');
}

void LicencesPage::showSeats() {
    const wire::LicenceStatus& status = m_licences.status();
    m_seats->setVisible(status.seats.has_value());
    if (status.seats) {
        const double share = *status.seats > 0 ? static_cast<double>(status.seatsTaken) / *status.seats : 1.0;
        m_seats->setName(tr("Seats taken: %1 of %2").arg(status.seatsTaken).arg(*status.seats));
        m_seats->setReading({qMin(share, 1.0), kNearlyFull, share < kNearlyFull,
                             share >= 1.0 ? tr("Full: nobody else can enrol a face.") : tr("Nearly full.")});
    }
    m_seatsNote->setText(status.seats
                             ? tr("A seat is an enabled user with a face.")
                             : tr("Seats taken: %1, without a limit. A seat is an enabled user with a face.")
                                   .arg(status.seatsTaken));
}

void LicencesPage::refresh() {
    const wire::Licence* licence = selected();
    m_status->setText(statusText());
    showSeats();
    const bool isFree = m_licences.isOwner() && !m_licences.isBusy();
    m_install->setEnabled(isFree);
    m_installText->setEnabled(isFree);
    m_remove->setEnabled(licence != nullptr && m_licences.mayRemove(*licence));
    const bool hasEnd = m_licences.steps().rowCount() > 0;
    m_steps->setVisible(hasEnd);
    m_calendarNote->setText(
        hasEnd ? remindersText() +
                     tr("Times are shown in your time zone; the calendar follows that of the organisation: "
                        "%1.")
                         .arg(ui::toQString(m_licences.status().timeZone))
               : tr("Nothing ends, so nothing is erased."));
    m_certificates->setVisible(!m_licences.certificates().empty());
    showState({});
}

void LicencesPage::retranslate() {
    shell::setNamedText(m_install, tr("Install licence file"));
    shell::setNamedText(m_installText, tr("Paste a licence"));
    shell::setNamedText(m_remove, tr("Remove licence"));
    shell::setNamedText(m_certificates, tr("Save certificates"));
    m_calendarTitle->setText(tr("What is erased when"));
    m_table->setAccessibleName(tr("List of licences"));
    m_steps->setAccessibleName(tr("What is erased when"));
    m_licences.model().retranslate();
    m_licences.steps().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::licences

// SPDX-License-Identifier: GPL-3.0-or-later
#include "software/software_page.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_dialog.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/private_file.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::software {
namespace {

using models::DisplayText;

constexpr qint64 kLargestKey = 4096; // bytes of a file with a key
constexpr int kMostUses = 1000;
constexpr int kMostDays = 90;

} // namespace

SoftwarePage::SoftwarePage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("software", parent)
    , m_software(session)
    , m_download(session)
    , m_prompts(prompts)
    , m_said(new ui::Banner(this))
    , m_releases(new QTableView(this))
    , m_notes(new QLabel(this))
    , m_files(new QTableView(this))
    , m_fetch(new QPushButton(this))
    , m_key(new QPushButton(this))
    , m_bundle(new QPushButton(this))
    , m_progress(new QProgressBar(this))
    , m_pause(new QPushButton(this))
    , m_discard(new QPushButton(this))
    , m_fleetTitle(shell::makeLabel("subtitle", this))
    , m_fleetNote(shell::makeLabel("hint", this))
    , m_fleet(new ui::BarChart(this)) {
    setPresenter(m_software);
    build();
    connectParts();
    retranslate();
}

void SoftwarePage::build() {
    ui::setPart(*m_fetch, "primary");
    shell::lockWrites(m_software.session(), {m_bundle});
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    buildTables();
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(10);
    list->addWidget(m_releases, 3);
    list->addWidget(m_notes);
    list->addWidget(m_files, 2);
    auto* work = new QHBoxLayout;
    work->addWidget(m_progress, 1);
    work->addWidget(m_pause);
    work->addWidget(m_discard);
    list->addLayout(work);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {m_bundle, m_key, m_fetch}) {
        buttons->addWidget(button);
    }
    list->addLayout(buttons);
    list->addWidget(m_fleetTitle);
    list->addWidget(m_fleetNote);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_fleet);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumHeight(96);
    list->addWidget(scroll, 2);
    states().setContent(content);
    column()->addWidget(m_said);
    column()->addWidget(&states(), 1);
}

void SoftwarePage::buildTables() {
    shell::setUpTable(*m_releases, &m_software.releases());
    new shell::ColumnFitter(*m_releases, {{.width = 90},
                                          {.width = 105},
                                          {.width = 125},
                                          {.width = 200, .rank = 1, .takesRest = true},
                                          {.width = 150}});
    shell::setUpTable(*m_files, &m_software.files());
    new shell::ColumnFitter(*m_files, {{.width = 220, .takesRest = true},
                                       {.width = 130, .rank = 1},
                                       {.width = 90},
                                       {.width = 170, .rank = 2, .takesRest = true},
                                       {.width = 170}});
}

void SoftwarePage::connectParts() {
    connect(m_releases->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SoftwarePage::selectRelease);
    connect(m_files->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SoftwarePage::refresh);
    connect(m_fetch, &QPushButton::clicked, this, &SoftwarePage::download);
    connect(m_key, &QPushButton::clicked, this, &SoftwarePage::openKey);
    connect(m_bundle, &QPushButton::clicked, this, &SoftwarePage::askBundle);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_download.state() == FileDownload::State::Running ? m_download.pause() : m_download.resume();
    });
    connect(m_discard, &QPushButton::clicked, &m_download, &FileDownload::discard);
    connect(&m_download, &FileDownload::changed, this, &SoftwarePage::refreshDownload);
    connect(&m_download, &FileDownload::finished, this, [this](const QString& path) {
        m_said->say(ui::Tone::Good, tr("The file is there, with the hash that it has to have: %1").arg(path));
    });
    connect(&m_software, &SoftwarePresenter::bundleSaved, this, [this](const QString& path) {
        m_said->say(ui::Tone::Good,
                    tr("PCs join with this file: %1. Keep it like a password until then.").arg(path));
    });
    connect(m_fleet, &ui::BarChart::activated, this, [this](const QString& version) {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("q"), version);
        emit linkActivated(QStringLiteral("devices"), query.toString());
    });
}

const wire::Release* SoftwarePage::selectedRelease() const {
    const auto rows = m_releases->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_software.releases().row(rows.first().row());
}

const wire::ReleaseFile* SoftwarePage::selectedFile() const {
    const auto rows = m_files->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_software.files().row(rows.first().row());
}

void SoftwarePage::selectRelease() {
    m_software.select(selectedRelease());
    if (m_software.files().rowCount() > 0) {
        m_files->selectRow(0);
    }
    refresh();
}

void SoftwarePage::download() {
    const wire::Release* release = selectedRelease();
    const wire::ReleaseFile* file = selectedFile();
    if (release == nullptr || file == nullptr) {
        return;
    }
    m_prompts.saveFile({tr("Download"), ui::toQString(file->name), tr("Every file (*)")},
                       [this, version = release->version, file = *file](const QString& path) {
                           if (!path.isEmpty()) {
                               m_said->clear();
                               m_download.start(path, version, file);
                           }
                       });
}

void SoftwarePage::openKey() {
    m_prompts.openFile(
        {tr("Release key of the operator"), {}, tr("Every file (*)")}, [this](const QString& path) {
            if (path.isEmpty()) {
                return;
            }
            const auto text = shell::readWholeFile(path, kLargestKey);
            const Status used = text ? m_software.useKey(*text) : Status(propagate(text.error()));
            if (!used) {
                say(used.error().code);
            }
        });
}

void SoftwarePage::askBundle() {
    auto* dialog = new shell::FormDialog({tr("Bundle for PCs that join"),
                                          tr("A file with the server's address, its key and an enrolment "
                                             "code. An installer that finds it beside "
                                             "itself enrols the PC by itself."),
                                          tr("Save bundle")},
                                         this);
    auto* label = new shell::FormField(shell::FormField::Kind::Text, dialog);
    label->setLabel(tr("Label"));
    label->setHint(tr("Such as the room or the image"));
    auto* uses = new QSpinBox(dialog);
    uses->setRange(1, kMostUses);
    uses->setSuffix(tr(" PC(s)"));
    uses->setAccessibleName(tr("Number of PCs"));
    auto* days = new QSpinBox(dialog);
    days->setRange(1, kMostDays);
    days->setValue(7);
    days->setSuffix(tr(" day(s)"));
    days->setAccessibleName(tr("Valid for days"));
    dialog->body()->addWidget(label);
    auto* numbers = new QFormLayout;
    for (QSpinBox* box : {uses, days}) {
        numbers->addRow(box->accessibleName(), box);
    }
    dialog->body()->addLayout(numbers);
    dialog->setComplete(false);
    connect(label, &shell::FormField::textChanged, dialog,
            [dialog, label] { dialog->setComplete(!label->text().trimmed().isEmpty()); });
    dialog->follow(m_software);
    connect(dialog, &shell::FormDialog::submitted, this, [this, label, uses, days] {
        m_prompts.saveFile(
            {tr("Save bundle"), QStringLiteral("kaomon-enrolment.json"), tr("Bundle (*.json)")},
            [this, name = label->text().trimmed(), uses = uses->value(),
             days = days->value()](const QString& path) {
                if (!path.isEmpty()) {
                    m_software.makeBundle(path, name, uses, days);
                }
            });
    });
    dialog->open();
}

QString SoftwarePage::fleetText() const {
    const wire::FleetStatistics& fleet = m_software.fleet();
    const QString all = tr("%n PC(s).", nullptr, static_cast<int>(fleet.devices));
    return fleet.unsupported > 0 ? all + QLatin1Char(' ') +
                                       tr("%n of them have a version that is no longer supported.", nullptr,
                                          static_cast<int>(fleet.unsupported))
                                 : all + QLatin1Char(' ') + tr("Every version is supported.");
}

void SoftwarePage::refreshFleet() {
    std::vector<ui::BarChart::Bar> bars;
    for (const wire::FleetVersion& version : m_software.fleet().items) {
        const QString name = version.version.empty() ? tr("unknown") : ui::toQString(version.version);
        QString label = name;
        if (version.isLatest) {
            label = tr("%1 (latest)").arg(name);
        } else if (version.supportEndsAt) {
            label = (version.isSupported ? tr("%1 (until %2)") : tr("%1 (ended %2)"))
                        .arg(name, DisplayText::time(*version.supportEndsAt).left(10));
        }
        bars.push_back({ui::toQString(version.version), label, version.devices,
                        version.isLatest      ? ui::Tone::Good
                        : version.isSupported ? ui::Tone::Warning
                                              : ui::Tone::Bad});
    }
    m_fleet->setBars(bars);
    m_fleetNote->setText(fleetText());
}

void SoftwarePage::refreshDownload() {
    const auto state = m_download.state();
    const bool isIdle = state == FileDownload::State::Idle;
    for (QWidget* part : std::initializer_list<QWidget*>{m_progress, m_pause, m_discard}) {
        part->setVisible(!isIdle);
    }
    m_progress->setValue(m_download.percent());
    shell::setNamedText(m_pause, state == FileDownload::State::Running ? tr("Pause the download")
                                                                       : tr("Go on with the download"));
    m_fetch->setEnabled(isIdle && selectedFile() != nullptr);
    if (m_download.error() && *m_download.error() != ErrorCode::Cancelled) {
        m_said->say(ui::Tone::Bad, ui::errorText(*m_download.error()).joined());
    } else if (!isIdle) {
        m_said->clear();
    }
}

void SoftwarePage::refresh() {
    const wire::Release* release = selectedRelease();
    QString notes;
    if (release != nullptr) {
        notes = shell::localText(release->notesJa, release->notesEn);
        QStringList systems;
        for (const std::string& system : release->systems) {
            systems.append(ui::toQString(system));
        }
        if (!systems.isEmpty()) {
            notes += QStringLiteral("\n") + tr("For: %1").arg(shell::listText(systems));
        }
        if (!release->withdrawReason.empty()) {
            notes += QStringLiteral("\n") + tr("Withdrawn: %1").arg(ui::toQString(release->withdrawReason));
        }
    }
    m_notes->setText(notes.trimmed());
    m_notes->setVisible(!m_notes->text().isEmpty());
    m_key->setEnabled(m_software.files().rowCount() > 0);
    m_bundle->setEnabled(m_software.mayManage() && !m_software.isBusy() &&
                         m_software.session().keyring() != nullptr);
    refreshFleet();
    refreshDownload();
    showState({tr("No releases"), tr("The operator of the server has published none yet.")});
}

void SoftwarePage::retranslate() {
    shell::setNamedText(m_fetch, tr("Download"));
    shell::setNamedText(m_key, tr("Check signatures with a key…"));
    shell::setNamedText(m_bundle, tr("Bundle for PCs that join…"));
    shell::setNamedText(m_discard, tr("Discard the download"));
    m_progress->setAccessibleName(tr("Progress of the download"));
    m_fleetTitle->setText(tr("PCs by version"));
    m_fleet->setAccessibleName(tr("PCs by version"));
    m_releases->setAccessibleName(tr("List of releases"));
    m_files->setAccessibleName(tr("Files of the release"));
    m_software.releases().retranslate();
    m_software.files().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::software

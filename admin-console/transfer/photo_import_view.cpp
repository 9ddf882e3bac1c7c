// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/photo_import_view.h"

#include <algorithm>

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/private_file.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::transfer {
namespace {

using Stage = PhotoImportPresenter::Stage;
using State = PhotoRow::State;

} // namespace

PhotoImportView::PhotoImportView(PhotoImportPresenter& presenter, ui::Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_photos(presenter)
    , m_prompts(prompts)
    , m_note(shell::makeLabel("hint", this))
    , m_choose(new QPushButton(this))
    , m_summary(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_table(new QTableView(this))
    , m_cancel(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_undo(new QPushButton(this))
    , m_import(new QPushButton(this)) {
    build();
    connect(&m_photos, &PhotoImportPresenter::changed, this, &PhotoImportView::refresh);
    connect(m_choose, &QPushButton::clicked, this, &PhotoImportView::askFile);
    connect(m_cancel, &QPushButton::clicked, &m_photos, &PhotoImportPresenter::cancel);
    connect(m_save, &QPushButton::clicked, this, &PhotoImportView::saveRefused);
    connect(m_undo, &QPushButton::clicked, this, &PhotoImportView::askUndo);
    connect(m_import, &QPushButton::clicked, this,
            [this] { m_photos.stage() == Stage::Paused ? m_photos.resume() : m_photos.import(); });
    retranslate();
}

void PhotoImportView::build() {
    ui::setPart(*m_import, "primary");
    ui::setPart(*m_undo, "danger");
    shell::lockWrites(m_photos.session(), {m_import, m_undo});
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("photoSummary"));
    m_progress->setTextVisible(false);
    shell::setUpTable(*m_table, &m_photos.model());
    m_table->setObjectName(QStringLiteral("photoTable"));
    // Login, person, pictures, quality, result, reason, what to do.
    new shell::ColumnFitter(*m_table, {{.width = 120},
                                       {.width = 130, .rank = 1},
                                       {.width = 84, .rank = 3},
                                       {.width = 70, .rank = 2},
                                       {.width = 140},
                                       {.width = 230, .takesRest = true},
                                       {.width = 230, .takesRest = true}});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    auto* first = new QHBoxLayout;
    first->addWidget(m_choose);
    first->addWidget(m_summary, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_save);
    foot->addStretch(1);
    foot->addWidget(m_undo);
    foot->addWidget(m_cancel);
    foot->addWidget(m_import);
    column->addWidget(m_note);
    column->addLayout(first);
    column->addWidget(m_progress);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
}

void PhotoImportView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void PhotoImportView::askFile() {
    m_prompts.openFile({tr("Choose a ZIP file of photographs"), {}, tr("ZIP file (*.zip)")},
                       [this](const QString& path) {
                           if (!path.isEmpty()) {
                               m_photos.check(path);
                           }
                       });
}

void PhotoImportView::saveRefused() {
    m_prompts.saveFile(
        {tr("Save what was left out"), QStringLiteral("photographs-left-out.csv"), tr("CSV file (*.csv)")},
        [this](const QString& path) {
            if (path.isEmpty()) {
                return;
            }
            const Status saved = shell::writePrivateFile(path, m_photos.refusedRows());
            m_summary->setText(saved ? tr("Saved.") : ui::errorText(saved.error().code).joined());
        });
}

void PhotoImportView::askUndo() {
    const int faces = m_photos.count(State::Imported) + m_photos.count(State::Waits);
    auto* dialog = new shell::TextDialog(
        {tr("Undo the import of photographs"),
         tr("%n face(s) that this import brought are erased from the server and from every PC. What "
            "somebody has replaced or approved since stays and is named. Type the number of faces to go on.",
            nullptr, faces),
         tr("Undo"), true},
        tr("Number of faces"), QString::number(faces), this);
    connect(dialog, &shell::TextDialog::entered, &m_photos, &PhotoImportPresenter::undo);
    dialog->open();
}

QString PhotoImportView::faultText() const {
    const ErrorCode code = m_photos.fault().value_or(ErrorCode::Internal);
    switch (code) {
    case ErrorCode::AgentUnreachable:
        return tr("The agent does not run on this PC. Faces are made by the agent of a PC, never by this "
                  "console: start kaomon-agent, or sign in on a PC that has it.");
    case ErrorCode::DeviceNotEnrolled:
        return tr("This PC does not belong to your organisation. Take it in first (page Devices).");
    case ErrorCode::ValidationFailed:
        return tr("This is no ZIP file, or one beyond the limits: 200 MB, 5000 pictures.");
    default:
        return ui::errorText(code).joined();
    }
}

QString PhotoImportView::summary() const {
    const QString file = QFileInfo(m_photos.path()).fileName();
    switch (m_photos.stage()) {
    case Stage::Idle:
        return {};
    case Stage::Reading:
        return tr("Reading %1…").arg(file);
    case Stage::Checking:
        return tr("Looking at the pictures of %1: %2 of %3 people")
            .arg(file)
            .arg(m_photos.done())
            .arg(m_photos.total());
    case Stage::Checked:
        return tr("%1: %2 faces are ready, %3 are left out. Nothing has changed yet.")
            .arg(file)
            .arg(m_photos.count(State::Ready))
            .arg(m_photos.count(State::Refused));
    case Stage::Importing:
        return tr("Signing and sending: %1 of %2").arg(m_photos.done()).arg(m_photos.total());
    case Stage::Undoing:
        return tr("Taking back: %1 of %2").arg(m_photos.done()).arg(m_photos.total());
    case Stage::Undone:
        return tr("%1 faces were taken back, %2 stay; the table says why.")
            .arg(m_photos.count(State::Undone))
            .arg(m_photos.count(State::Imported) + m_photos.count(State::Waits) +
                 m_photos.count(State::Stays));
    case Stage::Paused:
        if (m_photos.isUndoing()) {
            return tr("%1 of %2 faces were taken back. %3")
                .arg(m_photos.done())
                .arg(m_photos.total())
                .arg(faultText());
        }
        return tr("%1 of %2 faces were sent. %3").arg(m_photos.done()).arg(m_photos.total()).arg(faultText());
    case Stage::Finished:
        return tr("%1 faces were taken over, %2 wait for a second administrator, %3 were left out.")
            .arg(m_photos.count(State::Imported))
            .arg(m_photos.count(State::Waits))
            .arg(m_photos.count(State::Refused) + m_photos.count(State::Ready));
    case Stage::Failed:
        return faultText();
    }
    return {};
}

void PhotoImportView::refresh() {
    const Stage stage = m_photos.stage();
    m_summary->setText(summary());
    ui::setPart(*m_summary, stage == Stage::Failed || stage == Stage::Paused ? "error" : "value");
    m_progress->setVisible(m_photos.isRunning());
    m_progress->setRange(0, std::max(m_photos.total(), 0));
    m_progress->setValue(m_photos.done());
    m_choose->setEnabled(!m_photos.isRunning() && stage != Stage::Paused && m_photos.mayManage());
    m_cancel->setVisible(m_photos.isRunning() || stage == Stage::Paused);
    m_save->setEnabled(!m_photos.isRunning() && m_photos.count(State::Refused) > 0);
    m_undo->setVisible(m_photos.canUndo());
    m_import->setVisible(stage == Stage::Checked || stage == Stage::Paused);
    m_import->setEnabled(stage == Stage::Paused || m_photos.count(State::Ready) > 0);
    shell::setNamedText(m_import, stage == Stage::Paused
                                      ? tr("Go on")
                                      : tr("Take over %n face(s)", nullptr, m_photos.count(State::Ready)));
}

void PhotoImportView::retranslate() {
    m_note->setText(
        tr("Photographs in a ZIP file, named like the login: taro.jpg, taro_2.jpg. Only people who "
           "have agreed are taken over. On each PC the first logon with such a face asks for the "
           "password too, and a face taken by a camera replaces it."));
    shell::setNamedText(m_choose, tr("Choose a ZIP file…"));
    shell::setNamedText(m_cancel, tr("Cancel"));
    shell::setNamedText(m_undo, tr("Undo"));
    shell::setNamedText(m_save, tr("Save what was left out"));
    m_table->setAccessibleName(tr("People of the ZIP file"));
    m_progress->setAccessibleName(tr("Progress"));
    m_photos.model().retranslate();
    refresh();
}

} // namespace kaomon::transfer

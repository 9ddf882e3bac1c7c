// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrun/first_run_page.h"

#include <QEvent>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "shell/organisation_file.h"
#include "shell/pdf_sheet.h"
#include "shell/recovery_sheet_document.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::firstrun {

FirstRunPage::FirstRunPage(FirstRunFlow& flow, ui::Prompts& prompts, QString sheetPath, QWidget* parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_prompts(prompts)
    , m_sheetPath(std::move(sheetPath)) {
    auto* card = new shell::CentredCard(680, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(card);
    m_title = shell::makeLabel("title", this);
    m_progress = shell::makeLabel("hint", this);
    m_error = new ui::Banner(this);
    m_steps = new QStackedWidget(this);
    m_server = new ServerStep(this);
    m_fingerprint = new FingerprintStep(this);
    m_code = new CodeStep(this);
    m_owner = new OwnerStep(this);
    m_sheet = new SheetStep(this);
    for (StepWidget* step :
         std::initializer_list<StepWidget*>{m_server, m_fingerprint, m_code, m_owner, m_sheet}) {
        m_steps->addWidget(step);
    }
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_busy = shell::makeLabel("hint", this);
    m_back = new QPushButton(this);
    ui::setPart(*m_back, "link");
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_title, m_progress, m_error, m_steps, m_bar, m_busy}) {
        card->column()->addWidget(widget);
    }
    card->column()->addWidget(m_back, 0, Qt::AlignLeft);

    connect(&m_flow, &FirstRunFlow::changed, this, &FirstRunPage::refresh);
    connect(m_server, &ServerStep::connectRequested, &m_flow, &FirstRunFlow::connectTo);
    connect(m_server, &ServerStep::organisationFileRequested, this, &FirstRunPage::openOrganisation);
    connect(m_fingerprint, &FingerprintStep::trusted, &m_flow, &FirstRunFlow::trustServer);
    connect(m_fingerprint, &FingerprintStep::refused, &m_flow, &FirstRunFlow::back);
    connect(m_code, &CodeStep::submitted, &m_flow, &FirstRunFlow::submitCode);
    connect(m_owner, &OwnerStep::submitted, this, [this] { m_flow.makeKeys(m_owner->takeForm()); });
    connect(m_sheet, &SheetStep::saveRequested, this, &FirstRunPage::saveSheet);
    connect(m_sheet, &SheetStep::finishRequested, &m_flow, &FirstRunFlow::finish);
    connect(m_back, &QPushButton::clicked, &m_flow, &FirstRunFlow::back);
    retranslate();
    m_server->focusFirst();
}

void FirstRunPage::setServerAddress(const QString& address) {
    m_server->setAddress(address);
}

void FirstRunPage::openOrganisation() {
    const ui::FileRequest request{tr("Open organisation file"), {}, tr("Organisation file (*.json)")};
    m_prompts.openFile(request, [this](const QString& path) {
        if (path.isEmpty()) {
            return;
        }
        QFile file(path);
        const auto tenant =
            file.open(QIODevice::ReadOnly)
                ? shell::OrganisationFile::parse(file.read(shell::OrganisationFile::kMaximumBytes + 1))
                : Result<shell::KnownTenant>(fail(ErrorCode::NotFound));
        if (tenant) {
            m_error->clear();
            emit organisationOpened(*tenant);
        } else {
            m_error->say(ui::Tone::Bad,
                         tr("This is not an organisation file. Ask the administrator to save it "
                            "again and to hand it over unchanged."));
        }
    });
}

void FirstRunPage::saveSheet() {
    if (!m_sheetPath.isEmpty()) {
        writeSheet(m_sheetPath);
        return;
    }
    m_prompts.saveFile({tr("Save recovery sheet"), QStringLiteral("kaomon-recovery.pdf"), tr("PDF (*.pdf)")},
                       [this](const QString& path) {
                           if (!path.isEmpty()) {
                               writeSheet(path);
                           }
                       });
}

void FirstRunPage::writeSheet(const QString& path) {
    if (m_flow.sheet() == nullptr) {
        return;
    }
    const auto written =
        shell::writePdfSheet(path, shell::RecoverySheetDocument::title(),
                             shell::RecoverySheetDocument::html(*m_flow.sheet(), m_flow.serverAddress()));
    if (written) {
        m_sheet->setSaved(path);
    } else {
        m_sheet->setSaveFailed(written.error().code);
    }
}

QString FirstRunPage::busyText() const {
    switch (m_flow.step()) {
    case FirstRunFlow::Step::Owner:
        return tr("Making the keys on this computer…");
    case FirstRunFlow::Step::Sheet:
        return tr("Registering the organisation and signing in…");
    default:
        return tr("Talking to the server…");
    }
}

void FirstRunPage::refresh() {
    const auto step = m_flow.step();
    const int index = qMin(static_cast<int>(step), m_steps->count() - 1);
    const bool isNewStep = index != m_steps->currentIndex();
    for (int i = 0; i < m_steps->count(); ++i) {
        static_cast<StepWidget*>(m_steps->widget(i))->refresh(m_flow);
    }
    m_steps->setCurrentIndex(index);
    m_progress->setText(tr("Step %1 of %2").arg(index + 1).arg(m_steps->count()));
    m_bar->setVisible(m_flow.isBusy());
    m_busy->setVisible(m_flow.isBusy());
    m_busy->setText(busyText());
    m_back->setVisible(step != FirstRunFlow::Step::Server && step != FirstRunFlow::Step::Done);
    m_back->setEnabled(!m_flow.isBusy());
    if (m_flow.error()) {
        m_error->say(ui::Tone::Bad, ui::errorText(*m_flow.error()).joined());
    } else {
        m_error->clear();
    }
    if (isNewStep) {
        static_cast<StepWidget*>(m_steps->widget(index))->focusFirst();
    }
}

void FirstRunPage::retranslate() {
    m_title->setText(tr("Set up your organisation"));
    shell::setNamedText(m_back, tr("Back"));
    for (int i = 0; i < m_steps->count(); ++i) {
        static_cast<StepWidget*>(m_steps->widget(i))->retranslate();
    }
    refresh();
}

void FirstRunPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::firstrun

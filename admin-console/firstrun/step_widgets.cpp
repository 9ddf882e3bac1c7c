// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrun/step_widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "shell/recovery_sheet_document.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::firstrun {
namespace {

using shell::FormField;
using shell::makeLabel;
using shell::setNamedText;

QVBoxLayout* columnOf(QWidget* step) {
    auto* column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    return column;
}

QPushButton* primaryButton(QWidget* parent) {
    auto* button = new QPushButton(parent);
    ui::setPart(*button, "primary");
    return button;
}

} // namespace

ServerStep::ServerStep(QWidget* parent)
    : StepWidget(parent)
    , m_intro(makeLabel("hint", this))
    , m_address(new FormField(FormField::Kind::Text, this))
    , m_connect(primaryButton(this))
    , m_existing(makeLabel("hint", this))
    , m_openFile(new QPushButton(this)) {
    auto* column = columnOf(this);
    column->addWidget(m_intro);
    column->addWidget(m_address);
    column->addWidget(m_connect, 0, Qt::AlignRight);
    column->addSpacing(18);
    column->addWidget(m_existing);
    column->addWidget(m_openFile, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(m_openFile, &QPushButton::clicked, this, &ServerStep::organisationFileRequested);
    const auto submit = [this] {
        if (m_connect->isEnabled()) {
            emit connectRequested(m_address->text());
        }
    };
    const auto update = [this] {
        m_connect->setEnabled(!m_isBusy && !m_address->text().trimmed().isEmpty());
    };
    connect(m_connect, &QPushButton::clicked, this, submit);
    connect(m_address, &FormField::submitted, this, submit);
    connect(m_address, &FormField::textChanged, this, update);
    update();
}

void ServerStep::refresh(const FirstRunFlow& flow) {
    m_isBusy = flow.isBusy();
    m_address->setEnabled(!m_isBusy);
    m_openFile->setEnabled(!m_isBusy);
    m_connect->setEnabled(!m_isBusy && !m_address->text().trimmed().isEmpty());
}

void ServerStep::retranslate() {
    m_intro->setText(tr("Which Kaomon server do you want to administer? Its operator knows the address."));
    m_address->setLabel(tr("Server address"));
    m_address->setHint(tr("For example https://kaomon.example.com:8443"));
    setNamedText(m_connect, tr("Connect"));
    m_existing->setText(tr("Is your organisation set up already? Then do not set it up again: ask one of its "
                           "administrators for the organisation file (“Save organisation file” at the top of "
                           "his window) and open it here."));
    setNamedText(m_openFile, tr("Open organisation file"));
}

void ServerStep::focusFirst() {
    m_address->edit()->setFocus();
}

FingerprintStep::FingerprintStep(QWidget* parent)
    : StepWidget(parent)
    , m_intro(makeLabel("hint", this))
    , m_fingerprint(new FormField(FormField::Kind::ReadOnly, this))
    , m_trust(primaryButton(this))
    , m_refuse(new QPushButton(this)) {
    auto* column = columnOf(this);
    column->addWidget(m_intro);
    column->addWidget(m_fingerprint);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_refuse);
    buttons->addWidget(m_trust);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(m_trust, &QPushButton::clicked, this, &FingerprintStep::trusted);
    connect(m_refuse, &QPushButton::clicked, this, &FingerprintStep::refused);
}

void FingerprintStep::refresh(const FirstRunFlow& flow) {
    m_fingerprint->setText(flow.fingerprint());
    m_fingerprint->setHint(tr("Shown by %1.").arg(flow.serverAddress()));
}

void FingerprintStep::retranslate() {
    m_intro->setText(
        tr("Compare this fingerprint with the one that the server's operator gave you along with the "
           "bootstrap code. From now on this console talks to a server with exactly this key."));
    m_fingerprint->setLabel(tr("Server fingerprint"));
    setNamedText(m_trust, tr("Trust this server"));
    setNamedText(m_refuse, tr("It differs"));
}

void FingerprintStep::focusFirst() {
    m_trust->setFocus();
}

CodeStep::CodeStep(QWidget* parent)
    : StepWidget(parent)
    , m_intro(makeLabel("hint", this))
    , m_code(new FormField(FormField::Kind::Text, this))
    , m_next(primaryButton(this)) {
    auto* column = columnOf(this);
    column->addWidget(m_intro);
    column->addWidget(m_code);
    column->addWidget(m_next, 0, Qt::AlignRight);
    column->addStretch(1);
    const auto submit = [this] {
        if (m_next->isEnabled()) {
            emit submitted(m_code->text());
        }
    };
    connect(m_next, &QPushButton::clicked, this, submit);
    connect(m_code, &FormField::submitted, this, submit);
    connect(m_code, &FormField::textChanged, this,
            [this] { m_next->setEnabled(!m_isBusy && !m_code->text().trimmed().isEmpty()); });
    m_next->setEnabled(false);
}

void CodeStep::refresh(const FirstRunFlow& flow) {
    m_isBusy = flow.isBusy();
    m_code->setEnabled(!m_isBusy);
    m_next->setEnabled(!m_isBusy && !m_code->text().trimmed().isEmpty());
}

void CodeStep::retranslate() {
    m_intro->setText(
        tr("The bootstrap code opens a new organisation on the server, once. The operator got it when the "
           "organisation was made."));
    m_code->setLabel(tr("Bootstrap code"));
    m_code->setHint(tr("32 letters and digits; spaces and hyphens do not matter"));
    setNamedText(m_next, tr("Continue"));
}

void CodeStep::focusFirst() {
    m_code->edit()->setFocus();
}

SheetStep::SheetStep(QWidget* parent)
    : StepWidget(parent)
    , m_intro(makeLabel("hint", this))
    , m_view(new QTextBrowser(this))
    , m_save(new QPushButton(this))
    , m_saved(makeLabel("good", this))
    , m_stored(new QCheckBox(this))
    , m_sampleLabel(makeLabel("hint", this))
    , m_sample(new QComboBox(this))
    , m_licence(new QCheckBox(this))
    , m_finish(primaryButton(this)) {
    auto* column = columnOf(this);
    column->addWidget(m_intro);
    m_view->setMinimumHeight(300);
    column->addWidget(m_view, 1);
    auto* saving = new QHBoxLayout;
    saving->addWidget(m_save);
    saving->addWidget(m_saved, 1);
    column->addLayout(saving);
    column->addWidget(m_stored);
    auto* start = new QHBoxLayout;
    start->addWidget(m_sampleLabel, 1);
    start->addWidget(m_sample);
    column->addLayout(start);
    column->addWidget(m_licence);
    m_sample->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const char* size : {"", "small", "medium", "large"}) {
        m_sample->addItem(QString(), QString::fromLatin1(size));
    }
    column->addWidget(m_finish, 0, Qt::AlignRight);
    connect(m_save, &QPushButton::clicked, this, &SheetStep::saveRequested);
    connect(m_stored, &QCheckBox::toggled, this, &SheetStep::updateButtons);
    connect(m_finish, &QPushButton::clicked, this, &SheetStep::finishRequested);
}

void SheetStep::updateButtons() {
    m_finish->setEnabled(!m_isBusy && m_stored->isChecked());
    m_save->setEnabled(!m_isBusy);
    m_stored->setEnabled(!m_isBusy);
}

QString SheetStep::sample() const {
    return m_sample->currentData().toString();
}

bool SheetStep::hasLicence() const {
    return m_licence->isChecked();
}

void SheetStep::setSaved(const QString& path) {
    m_path = path;
    ui::setPart(*m_saved, "good");
    m_saved->setText(path.isEmpty() ? QString() : tr("Saved as %1").arg(path));
}

void SheetStep::setSaveFailed(ErrorCode code) {
    m_path.clear();
    ui::setPart(*m_saved, "error");
    m_saved->setText(ui::errorText(code).joined());
}

void SheetStep::refresh(const FirstRunFlow& flow) {
    m_isBusy = flow.isBusy();
    const bool hasSheet = flow.sheet() != nullptr;
    m_view->setHtml(hasSheet ? shell::RecoverySheetDocument::html(*flow.sheet(), flow.serverAddress())
                             : QString());
    if (hasSheet != m_hasSheet) {
        m_hasSheet = hasSheet;
        m_stored->setChecked(false);
        setSaved({});
    }
    updateButtons();
}

void SheetStep::retranslate() {
    m_intro->setText(
        tr("The keys are made. If every owner loses his password, only this sheet brings back what is "
           "protected. Save or print it now: it is not shown again."));
    setNamedText(m_save, tr("Save recovery sheet"));
    setNamedText(m_stored, tr("I have stored the recovery sheet"));
    m_sampleLabel->setText(tr("Settings to begin with; nothing is signed before you have looked at them."));
    m_sample->setAccessibleName(tr("Settings to begin with"));
    const QString sizes[] = {tr("Defaults"), tr("Up to 30 people"), tr("Up to 300 people"),
                             tr("More than 300 people")};
    for (int i = 0; i < m_sample->count(); ++i) {
        m_sample->setItemText(i, sizes[i]);
    }
    setNamedText(m_licence, tr("I have a licence key to install"));
    setNamedText(m_finish, tr("Finish"));
    m_view->setAccessibleName(tr("Recovery sheet"));
    setSaved(m_path);
}

void SheetStep::focusFirst() {
    m_save->setFocus();
}

} // namespace kaomon::firstrun

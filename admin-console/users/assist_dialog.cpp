// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/assist_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "agentlink/preview_frame.h"
#include "cameras/camera_choice.h"
#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/light_surround.h"
#include "ui/meter_bar.h"
#include "ui/preview_widget.h"
#include "ui/qt_text.h"
#include "ui/theme.h"
#include "users/assist_text.h"

namespace kaomon::users {
namespace {

constexpr int kProgressSteps = 1000;
using Step = AssistPresenter::Step;

} // namespace

AssistDialog::AssistDialog(shell::ConsoleSession& session, const wire::User& user,
                           const std::string& agentSocket, ui::Prompts& prompts, QWidget* parent)
    : FormDialog({tr("Take a face with this PC's camera"), {}, tr("Continue"), false, tr("Close")}, parent)
    , m_name(ui::toQString(user.displayName))
    , m_prompts(prompts)
    , m_assist(session, agentSocket)
    , m_pages(new QStackedWidget(this))
    , m_headline(shell::makeLabel("subtitle", this))
    , m_advice(new QLabel(this))
    , m_retry(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_language(new QComboBox(this))
    , m_text(new QTextBrowser(this))
    , m_agreed(new QCheckBox(this))
    , m_second(shell::makeLabel("hint", this))
    , m_preview(new ui::PreviewWidget)
    , m_light(new ui::LightSurround(m_preview))
    , m_camera(new cameras::CameraChoice(m_assist.link()))
    , m_prompt(shell::makeLabel("subtitle", this))
    , m_hint(shell::makeLabel("hint", this))
    , m_progress(new QProgressBar(this))
    , m_variantLabel(new QLabel(this))
    , m_variant(new QComboBox(this))
    , m_stop(new QPushButton(this)) {
    resize(900, 620);
    m_pages->addWidget(makeMessage());
    m_pages->addWidget(makeConsent());
    m_pages->addWidget(makeCamera());
    body()->addWidget(m_pages, 1);
    connect(this, &FormDialog::submitted, this, &AssistDialog::goOn);
    connect(m_retry, &QPushButton::clicked, &m_assist, &AssistPresenter::reload);
    connect(m_remove, &QPushButton::clicked, &m_assist, &AssistPresenter::remove);
    connect(m_stop, &QPushButton::clicked, &m_assist, &AssistPresenter::stop);
    connect(m_agreed, &QCheckBox::toggled, this, &AssistDialog::refreshButton);
    connect(m_language, &QComboBox::currentIndexChanged, this, &AssistDialog::showConsentText);
    connect(&m_assist, &AssistPresenter::stepChanged, this, &AssistDialog::refresh);
    connect(&m_assist, &AssistPresenter::changed, this, &AssistDialog::refreshButton);
    connect(&m_assist, &AssistPresenter::commandFailed, this, &FormDialog::say);
    connect(&m_assist, &AssistPresenter::facesChanged, this, &AssistDialog::facesChanged);
    connect(&m_assist.link(), &agentlink::AgentLink::previewFrame, this, &AssistDialog::showFrame);
    connect(&session, &shell::ConsoleSession::closed, this, [this] { QDialog::reject(); });
    shell::lockWrites(session, {acceptButton(), m_remove});
    showConsentText();
    m_assist.show(user.id);
}

QWidget* AssistDialog::makeMessage() {
    auto* page = new QWidget(this);
    m_advice->setWordWrap(true);
    m_headline->setObjectName(QStringLiteral("assistHeadline"));
    m_advice->setObjectName(QStringLiteral("assistAdvice"));
    shell::setNamedText(m_retry, tr("Check again"));
    shell::setNamedText(m_remove, tr("Delete this face again"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_retry);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(page);
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(m_headline);
    column->addWidget(m_advice);
    column->addLayout(buttons);
    column->addStretch(2);
    return page;
}

QWidget* AssistDialog::makeConsent() {
    auto* page = new QWidget(this);
    auto* question = new QLabel(
        tr("Turn the screen to %1 and let the person read this. No face is taken without consent; whoever "
           "does not agree keeps using the password.")
            .arg(m_name),
        page);
    question->setWordWrap(true);
    auto* language = new QLabel(tr("Language of the text"), page);
    language->setBuddy(m_language);
    m_language->setAccessibleName(language->text());
    m_language->addItem(QStringLiteral("日本語"), QStringLiteral("ja"));
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->setCurrentIndex(QLocale().language() == QLocale::Japanese ? 0 : 1);
    auto* line = new QHBoxLayout;
    line->addWidget(language);
    line->addWidget(m_language);
    line->addStretch(1);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Consent text"));
    m_agreed->setObjectName(QStringLiteral("assistAgreed"));
    shell::setNamedText(m_agreed, tr("%1 is here, has read the text and agrees").arg(m_name));
    m_second->setWordWrap(true);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(question);
    column->addLayout(line);
    column->addWidget(m_text, 1);
    column->addWidget(m_agreed);
    column->addWidget(m_second);
    return page;
}

QWidget* AssistDialog::makeCamera() {
    auto* page = new QWidget(this);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(18);
    row->addWidget(m_light, 3);
    row->addWidget(makeSide(), 2);
    return page;
}

QWidget* AssistDialog::makeSide() {
    auto* side = new QFrame(this);
    ui::setPart(*side, "card");
    side->setMinimumWidth(290);
    m_prompt->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_prompt->setObjectName(QStringLiteral("assistPrompt"));
    m_hint->setObjectName(QStringLiteral("assistHint"));
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_variantLabel->setText(tr("The face this time"));
    m_variantLabel->setBuddy(m_variant);
    m_variant->setAccessibleName(m_variantLabel->text());
    m_variant->addItem(tr("As usual"), QStringLiteral("plain"));
    m_variant->addItem(tr("With glasses, worn only sometimes"), QStringLiteral("glasses"));
    m_variant->addItem(tr("With a mask"), QStringLiteral("mask"));
    shell::setNamedText(m_stop, tr("Stop the camera"));
    auto* column = new QVBoxLayout(side);
    column->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{m_prompt, m_hint, m_progress}) {
        column->addWidget(part);
    }
    const QString names[] = {tr("Distance"), tr("Sharpness"), tr("Light"), tr("Direction")};
    for (std::size_t i = 0; i < m_meters.size(); ++i) {
        m_meters[i] = new ui::MeterBar(side);
        m_meters[i]->setName(names[i]);
        column->addWidget(m_meters[i]);
    }
    column->addStretch(1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_camera, m_variantLabel, m_variant, m_stop}) {
        column->addWidget(part);
    }
    return side;
}

void AssistDialog::showConsentText() {
    m_text->setHtml(AssistPresenter::consentText(m_language->currentData().toString()));
}

void AssistDialog::showFrame(const localipc::Message& message) {
    if (m_assist.isRunning()) {
        const auto frame = agentlink::readPreviewFrame(message);
        m_preview->setFrame(frame.jpeg, frame.face, frame.isGood);
    }
}

void AssistDialog::goOn() {
    switch (m_assist.step()) {
    case Step::Consent:
        m_assist.recordConsent(m_language->currentData().toString());
        break;
    case Step::Ready:
    case Step::Failed:
        m_assist.capture(m_variant->currentData().toString());
        break;
    case Step::Unsent:
        m_assist.send();
        break;
    default:
        break;
    }
}

void AssistDialog::reject() {
    if (m_assist.step() != Step::Unsent && m_assist.step() != Step::Sending) {
        m_assist.stop();
        QDialog::reject();
        return;
    }
    m_prompts.confirm({tr("The face is not at the server yet"),
                       tr("If you close now, it is lost and has to be taken again."), tr("Close anyway"),
                       true},
                      [this](bool isConfirmed) {
                          if (isConfirmed) {
                              m_assist.giveUp();
                              QDialog::reject();
                          }
                      });
}

void AssistDialog::refresh() {
    const Step step = m_assist.step();
    const bool isAtCamera = step == Step::Ready || m_assist.isRunning() || step == Step::Failed;
    m_pages->setCurrentIndex(step == Step::Consent ? Consent : isAtCamera ? Camera : Message);
    const AssistText text(m_assist, m_name);
    m_headline->setText(text.headline());
    m_advice->setText(text.advice());
    m_second->setText(text.secondAdministrator());
    m_second->setVisible(!m_second->text().isEmpty());
    m_retry->setVisible(step == Step::Blocked);
    m_remove->setVisible(step == Step::Counts || step == Step::Waits);
    refreshCamera();
    refreshButton();
}

void AssistDialog::refreshCamera() {
    const bool isRunning = m_assist.isRunning();
    if (!isRunning) {
        m_preview->clear();
    }
    const AssistText text(m_assist, m_name);
    m_preview->setMessage(m_assist.step() == Step::Starting ? tr("Starting the camera…")
                                                            : tr("The picture of the camera appears here."));
    m_light->setOn(m_assist.isLit());
    m_camera->setLooking(isRunning);
    m_prompt->setText(text.headline());
    m_hint->setText(text.advice());
    m_progress->setVisible(isRunning);
    m_progress->setValue(static_cast<int>(m_assist.fraction() * kProgressSteps));
    for (QWidget* part : std::initializer_list<QWidget*>{m_variantLabel, m_variant}) {
        part->setVisible(!isRunning);
    }
    m_stop->setVisible(isRunning);
    const auto& meters = m_assist.progress().meters;
    for (std::size_t i = 0; i < m_meters.size(); ++i) {
        m_meters[i]->setVisible(isRunning);
        if (!meters) {
            m_meters[i]->clear();
            continue;
        }
        const agentlink::Meter& meter = (*meters)[i];
        m_meters[i]->setReading({.fraction = meter.fraction,
                                 .threshold = meter.threshold,
                                 .isGood = meter.isGood,
                                 .sentence = AssistText::sentenceOf(meter)});
    }
}

void AssistDialog::refreshButton() {
    const Step step = m_assist.step();
    const QString text = step == Step::Consent  ? tr("Record the consent")
                         : step == Step::Ready  ? tr("Start the camera")
                         : step == Step::Failed ? tr("Start the camera again")
                         : step == Step::Unsent ? tr("Send again")
                                                : QString();
    acceptButton()->setVisible(!text.isEmpty());
    if (!text.isEmpty()) {
        shell::setNamedText(acceptButton(), text);
    }
    setComplete(!m_assist.isBusy() && (step != Step::Consent || m_agreed->isChecked()));
    m_remove->setEnabled(!m_assist.isBusy());
}

} // namespace kaomon::users

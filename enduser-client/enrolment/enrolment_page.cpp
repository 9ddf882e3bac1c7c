// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolment/enrolment_page.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

#include "agentlink/preview_frame.h"
#include "cameras/camera_choice.h"
#include "ui/error_text.h"
#include "ui/light_surround.h"
#include "ui/meter_bar.h"
#include "ui/preview_widget.h"
#include "ui/theme.h"

namespace kaomon::enrolment {
namespace {

constexpr int kProgressSteps = 1000;
using Phase = EnrolmentPresenter::Phase;

} // namespace

EnrolmentPage::EnrolmentPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_preview(new ui::PreviewWidget)
    , m_light(new ui::LightSurround(m_preview))
    , m_camera(new cameras::CameraChoice(link))
    , m_prompt(new QLabel)
    , m_hint(new QLabel)
    , m_count(new QLabel)
    , m_progress(new QProgressBar)
    , m_variantLabel(new QLabel)
    , m_variant(new QComboBox)
    , m_start(new QPushButton)
    , m_cancel(new QPushButton)
    , m_test(new QPushButton) {
    ui::setPart(*m_title, "title");
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    row->addWidget(m_light, 3);
    row->addWidget(makeSide(), 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addLayout(row, 1);
    connect(&link, &agentlink::AgentLink::previewFrame, this, &EnrolmentPage::showFrame);
    connect(&m_presenter, &EnrolmentPresenter::changed, this, &EnrolmentPage::refresh);
    connect(&m_session, &agentlink::ClientSession::changed, this, &EnrolmentPage::refresh);
    connect(m_start, &QPushButton::clicked, this, [this] {
        const QString variant = m_variant->currentData().toString();
        const QString pc = QSysInfo::machineHostName();
        m_presenter.start(variant == QLatin1String("plain") ? pc : pc + QStringLiteral(", ") + variant,
                          variant);
    });
    connect(m_cancel, &QPushButton::clicked, &m_presenter, &EnrolmentPresenter::cancel);
    connect(m_test, &QPushButton::clicked, this, &EnrolmentPage::testRequested);
    setFocusProxy(m_start);
    retranslate();
}

QWidget* EnrolmentPage::makeSide() {
    auto* side = new QFrame;
    ui::setPart(*side, "card");
    side->setMinimumWidth(300);
    ui::setPart(*m_prompt, "subtitle");
    ui::setPart(*m_hint, "hint");
    ui::setPart(*m_start, "primary");
    m_prompt->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_prompt->setObjectName(QStringLiteral("enrolmentPrompt"));
    m_hint->setObjectName(QStringLiteral("enrolmentHint"));
    m_count->setObjectName(QStringLiteral("enrolmentCount"));
    m_start->setObjectName(QStringLiteral("startEnrolment"));
    m_cancel->setObjectName(QStringLiteral("cancelEnrolment"));
    m_variant->setObjectName(QStringLiteral("enrolmentVariant"));
    for (const char* variant : {"plain", "glasses", "mask"}) {
        m_variant->addItem(QString(), QString::fromLatin1(variant));
    }
    m_variantLabel->setBuddy(m_variant);
    m_test->setObjectName(QStringLiteral("goToTest"));
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(10);
    column->addWidget(m_prompt);
    column->addWidget(m_hint);
    column->addWidget(m_count);
    column->addWidget(m_progress);
    column->addSpacing(6);
    for (auto& meter : m_meters) {
        meter = new ui::MeterBar;
        column->addWidget(meter);
    }
    column->addStretch();
    column->addWidget(m_camera);
    column->addWidget(m_variantLabel);
    column->addWidget(m_variant);
    for (QPushButton* button : {m_start, m_test, m_cancel}) {
        column->addWidget(button);
    }
    return side;
}

void EnrolmentPage::showFrame(const localipc::Message& message) {
    if (m_presenter.isRunning()) {
        const auto frame = agentlink::readPreviewFrame(message);
        m_preview->setFrame(frame.jpeg, frame.face, frame.isGood);
    }
}

void EnrolmentPage::refresh() {
    const bool isRunning = m_presenter.isRunning();
    const bool isFinished = m_presenter.phase() == Phase::Finished;
    if (!isRunning) {
        m_preview->clear();
    }
    m_light->setOn(m_presenter.isLit());
    m_camera->setLooking(isRunning);
    m_start->setVisible(!isRunning);
    m_variantLabel->setVisible(!isRunning);
    m_variant->setVisible(!isRunning);
    m_cancel->setVisible(isRunning);
    m_test->setVisible(isFinished && !m_presenter.needsApproval());
    m_progress->setVisible(isRunning);
    m_count->setVisible(isRunning && m_presenter.progress().needed > 0);
    m_progress->setValue(static_cast<int>(m_presenter.fraction() * kProgressSteps));
    for (ui::MeterBar* meter : m_meters) {
        meter->setVisible(isRunning);
    }
    updateTexts();
    updateMeters();
}

void EnrolmentPage::updateTexts() {
    const EnrolmentProgress& progress = m_presenter.progress();
    m_prompt->setText(prompt());
    m_hint->setText(hint());
    m_count->setText(
        tr("Picture %1 of %2").arg(qMin(progress.accepted + 1, progress.needed)).arg(progress.needed));
    const bool isStarting = m_presenter.phase() == Phase::Starting;
    m_preview->setMessage(isStarting ? tr("Starting the camera…")
                                     : tr("The picture of the camera appears here during the enrolment."));
}

void EnrolmentPage::updateMeters() {
    const auto& meters = m_presenter.progress().meters;
    for (std::size_t i = 0; i < kMeterKinds; ++i) {
        if (!meters) {
            m_meters[i]->clear();
            continue;
        }
        const Meter& meter = (*meters)[i];
        m_meters[i]->setReading(
            {.fraction = meter.fraction,
             .threshold = meter.threshold,
             .isGood = meter.isGood,
             .sentence = meter.reason ? ui::errorText(*meter.reason).nextStep : QString()});
    }
}

// What the agent asks for to see that a living person is there.
QString EnrolmentPage::textOfRequest(const QString& request) {
    if (request == QLatin1String("please_blink")) {
        return tr("Almost done. Please blink.");
    }
    if (request == QLatin1String("please_turn_left")) {
        return tr("Please turn your head to the left.");
    }
    if (request == QLatin1String("please_turn_right")) {
        return tr("Please turn your head to the right.");
    }
    if (request == QLatin1String("please_nod")) {
        return tr("Please nod.");
    }
    return request == QLatin1String("please_look_ahead") ? tr("Please look at the camera again.") : QString();
}

QString EnrolmentPage::prompt() const {
    switch (m_presenter.phase()) {
    case Phase::Idle:
        if (m_session.status().mustEnrolAgain()) {
            return tr("Please enrol your face again.");
        }
        if (m_session.status().waitsForApproval()) {
            return tr("Your face waits for the approval of an administrator.");
        }
        if (m_session.status().areFacesOld) {
            return tr("Your face was enrolled long ago. Please enrol it again.");
        }
        return m_session.status().templates > 0 ? tr("Your face is enrolled already.")
                                                : tr("Enrol your face");
    case Phase::Starting:
        return tr("Starting the camera…");
    case Phase::Finished:
        return m_presenter.needsApproval() ? tr("Your face was taken and waits for approval.")
                                           : tr("Your face is enrolled.");
    case Phase::Failed:
        return ui::errorText(m_presenter.error()).sentence;
    case Phase::Cancelled:
        return tr("The enrolment was cancelled. Nothing was kept.");
    case Phase::Capturing:
        break;
    }
    switch (m_presenter.progress().pose) {
    case Pose::Front:
        return tr("Look straight into the camera.");
    case Pose::Left:
        return tr("Turn your head a little to the left.");
    case Pose::Right:
        return tr("Turn your head a little to the right.");
    case Pose::Up:
        return tr("Raise your chin a little.");
    case Pose::Down:
        return tr("Lower your chin a little.");
    }
    return {};
}

QString EnrolmentPage::hint() const {
    const EnrolmentProgress& progress = m_presenter.progress();
    switch (m_presenter.phase()) {
    case Phase::Idle:
        if (m_session.status().mustEnrolAgain()) {
            return tr(
                "This PC has a new face model, which cannot read the face you enrolled before. Until then, "
                "use your password.");
        }
        if (m_session.status().waitsForApproval()) {
            return tr("Until then use your password. You need not enrol again.");
        }
        return tr("Sit in front of the camera with good light. Take off a mask or sunglasses. It takes about "
                  "half a minute.");
    case Phase::Starting:
        return tr("Look into the camera.");
    case Phase::Finished:
        if (m_presenter.needsApproval()) {
            return m_presenter.isPending()
                       ? tr("The server could not be reached; your face is sent to it at your next sign-in. "
                            "Then an "
                            "administrator has to approve it. Until then use your password.")
                       : tr("An administrator has to approve it. Until then use your password; the page "
                            "“Status” "
                            "says when it counts.");
        }
        if (m_presenter.isPending()) {
            return tr("It counts on this PC from now on. The server could not be reached; your face is sent "
                      "to it at your "
                      "next sign-in, and then counts on your other PCs too.");
        }
        return tr("From now on you can log on to this PC with your face. Try it with “Test my face”.");
    case Phase::Failed:
        return ui::errorText(m_presenter.error()).nextStep;
    case Phase::Cancelled:
        return tr("You can start again at any time, or keep using your password.");
    case Phase::Capturing:
        break;
    }
    if (progress.hint == ErrorCode::FaceTurned && progress.pose != Pose::Front) {
        return tr("Slowly, and keep your eyes on the screen.");
    }
    if (progress.hint) {
        return ui::errorText(*progress.hint).joined();
    }
    if (const QString request = textOfRequest(progress.request); !request.isEmpty()) {
        return request;
    }
    return progress.isHoldStill ? tr("Good. Hold still.") : tr("Keep looking into the camera.");
}

void EnrolmentPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void EnrolmentPage::showEvent(QShowEvent* event) {
    m_presenter.reset();
    m_camera->refresh();
    QWidget::showEvent(event);
}

void EnrolmentPage::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) { // minimising the window does not end an enrolment
        m_presenter.cancel();
    }
    QWidget::hideEvent(event);
}

void EnrolmentPage::retranslate() {
    m_title->setText(tr("Face enrolment"));
    m_start->setText(tr("Start enrolment"));
    m_cancel->setText(tr("Cancel"));
    m_test->setText(tr("Go to the face test"));
    m_variantLabel->setText(tr("Your face this time"));
    const QString variants[] = {tr("As usual"), tr("With glasses, if you wear them only sometimes"),
                                tr("With a mask")};
    for (int i = 0; i < m_variant->count(); ++i) {
        m_variant->setItemText(i, variants[i]);
    }
    m_progress->setAccessibleName(tr("Progress"));
    const QString names[] = {tr("Distance"), tr("Sharpness"), tr("Light"), tr("Direction")};
    for (std::size_t i = 0; i < kMeterKinds; ++i) {
        m_meters[i]->setName(names[i]);
    }
    refresh();
}

} // namespace kaomon::enrolment

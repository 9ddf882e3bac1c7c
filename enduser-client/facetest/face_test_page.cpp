// SPDX-License-Identifier: GPL-3.0-or-later
#include "facetest/face_test_page.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "agentlink/preview_frame.h"
#include "cameras/camera_choice.h"
#include "ui/badge.h"
#include "ui/error_text.h"
#include "ui/light_surround.h"
#include "ui/preview_widget.h"
#include "ui/theme.h"

namespace kaomon::facetest {

using Phase = FaceTestPresenter::Phase;

FaceTestPage::FaceTestPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_preview(new ui::PreviewWidget)
    , m_light(new ui::LightSurround(m_preview))
    , m_camera(new cameras::CameraChoice(link))
    , m_badge(new ui::Badge)
    , m_state(new QLabel)
    , m_hint(new QLabel)
    , m_time(new QLabel)
    , m_test(new QPushButton)
    , m_cancel(new QPushButton)
    , m_enrol(new QPushButton) {
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
    connect(&link, &agentlink::AgentLink::previewFrame, this, &FaceTestPage::showFrame);
    connect(&m_presenter, &FaceTestPresenter::changed, this, &FaceTestPage::refresh);
    connect(&m_session, &agentlink::ClientSession::changed, this, &FaceTestPage::refresh);
    connect(m_test, &QPushButton::clicked, &m_presenter, &FaceTestPresenter::start);
    connect(m_cancel, &QPushButton::clicked, &m_presenter, &FaceTestPresenter::cancel);
    connect(m_enrol, &QPushButton::clicked, this, &FaceTestPage::enrolmentRequested);
    setFocusProxy(m_test);
    retranslate();
}

QWidget* FaceTestPage::makeSide() {
    auto* side = new QFrame;
    ui::setPart(*side, "card");
    side->setMinimumWidth(300);
    ui::setPart(*m_state, "subtitle");
    ui::setPart(*m_hint, "hint");
    ui::setPart(*m_time, "hint");
    ui::setPart(*m_test, "primary");
    m_badge->setObjectName(QStringLiteral("testBadge"));
    m_state->setObjectName(QStringLiteral("testState"));
    m_hint->setObjectName(QStringLiteral("testHint"));
    m_time->setObjectName(QStringLiteral("testTime"));
    m_test->setObjectName(QStringLiteral("testMyFace"));
    m_cancel->setObjectName(QStringLiteral("cancelTest"));
    m_enrol->setObjectName(QStringLiteral("goToEnrolment"));
    m_state->setWordWrap(true);
    m_hint->setWordWrap(true);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(10);
    column->addWidget(m_badge);
    column->addWidget(m_state);
    column->addWidget(m_hint);
    column->addWidget(m_time);
    column->addStretch();
    column->addWidget(m_camera);
    for (QPushButton* button : {m_enrol, m_test, m_cancel}) {
        column->addWidget(button);
    }
    return side;
}

void FaceTestPage::showFrame(const localipc::Message& message) {
    if (m_presenter.phase() == Phase::Running) {
        const auto frame = agentlink::readPreviewFrame(message);
        m_preview->setFrame(frame.jpeg, frame.face, frame.isGood);
    }
}

void FaceTestPage::refresh() {
    const Phase phase = m_presenter.phase();
    const bool isRunning = phase == Phase::Running;
    const bool isEnrolled = m_session.status().canBeRecognised();
    if (!isRunning) {
        m_preview->clear();
    }
    m_light->setOn(m_presenter.isLit());
    m_camera->setLooking(isRunning);
    m_badge->setVisible(phase == Phase::Done);
    m_time->setVisible(phase == Phase::Done);
    m_test->setVisible(!isRunning);
    m_test->setEnabled(isEnrolled);
    m_cancel->setVisible(isRunning);
    m_enrol->setVisible(!isRunning && !isEnrolled);
    m_preview->setMessage(isRunning ? tr("Starting the camera…")
                                    : tr("The picture of the camera appears here during the test."));
    if (phase == Phase::Done) {
        showResult();
    } else if (isRunning) {
        m_state->setText(m_presenter.isLooking() ? tr("Look into the camera.") : tr("Starting the camera…"));
        m_hint->setText(m_presenter.hint() ? ui::errorText(*m_presenter.hint()).joined() : QString());
    } else if (isEnrolled) {
        m_state->setText(tr("Try whether you are recognised."));
        m_hint->setText(tr("The test does not log you on and does not count as a failure."));
    } else if (m_session.status().mustEnrolAgain()) {
        m_state->setText(tr("Please enrol your face again."));
        m_hint->setText(tr("This PC has a new face model, which cannot read the face you enrolled before."));
    } else if (m_session.status().waitsForApproval()) {
        m_state->setText(tr("Your face waits for the approval of an administrator."));
        m_hint->setText(tr("Until then use your password. You can test it here once it is approved."));
    } else {
        m_state->setText(tr("Your face is not enrolled yet."));
        m_hint->setText(tr("Enrol it first, then test it here."));
    }
}

void FaceTestPage::showResult() {
    const TestResult& result = m_presenter.result();
    const QString seconds =
        QLocale().toString(static_cast<double>(result.elapsedMilliseconds) / 1000.0, 'f', 2);
    m_time->setText(tr("Time: %1 s").arg(seconds));
    if (result.outcome == Outcome::Accepted) {
        m_badge->setState(ui::Tone::Good, tr("Recognised"));
        m_state->setText(tr("You were recognised."));
        m_hint->setText(tr("You can log on to this PC with your face."));
        return;
    }
    const auto text = ui::errorText(result.reason.value_or(ErrorCode::Internal));
    if (result.outcome == Outcome::Refused) {
        m_badge->setState(ui::Tone::Bad, tr("Not recognised"));
    } else {
        m_badge->setState(ui::Tone::Warning, tr("No decision"));
    }
    m_state->setText(text.sentence);
    m_hint->setText(text.nextStep);
}

void FaceTestPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void FaceTestPage::showEvent(QShowEvent* event) {
    m_presenter.reset();
    m_camera->refresh();
    QWidget::showEvent(event);
}

void FaceTestPage::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) {
        m_presenter.cancel();
    }
    QWidget::hideEvent(event);
}

void FaceTestPage::retranslate() {
    m_title->setText(tr("Face test"));
    m_test->setText(tr("Test my face"));
    m_cancel->setText(tr("Cancel"));
    m_enrol->setText(tr("Go to the face enrolment"));
    refresh();
}

} // namespace kaomon::facetest

// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/trial_page.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/badge.h"
#include "ui/theme.h"

namespace kaomon::applogin {

namespace {

ui::Tone toneOf(TrialRun::State state) {
    return state == TrialRun::State::Good      ? ui::Tone::Good
           : state == TrialRun::State::Bad     ? ui::Tone::Bad
           : state == TrialRun::State::Running ? ui::Tone::Info
                                               : ui::Tone::Neutral;
}

} // namespace

TrialPage::TrialPage(RegistrationPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_saved(new QLabel)
    , m_try(new QPushButton(tr("Try it out")))
    , m_cancel(new QPushButton(tr("Stop")))
    , m_text(new QLabel) {
    m_saved->setObjectName(QStringLiteral("registrationSaved"));
    m_saved->setWordWrap(true);
    m_try->setObjectName(QStringLiteral("registrationTry"));
    m_try->setAutoDefault(false);
    m_cancel->setObjectName(QStringLiteral("registrationTryCancel"));
    m_cancel->setAutoDefault(false);
    m_text->setObjectName(QStringLiteral("registrationTrialText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(10);
    const QString names[] = {tr("The window is recognised"), tr("The fields are found"),
                             tr("Your face is seen"), tr("The application is filled in")};
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        m_marks[i] = new ui::Badge;
        m_marks[i]->setObjectName(QStringLiteral("registrationStage%1").arg(i));
        m_names[i] = new QLabel(names[i]);
        grid->addWidget(m_marks[i], static_cast<int>(i), 0);
        grid->addWidget(m_names[i], static_cast<int>(i), 1);
    }
    grid->setColumnStretch(1, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_try);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_saved);
    column->addLayout(buttons);
    column->addLayout(grid);
    column->addWidget(m_text);
    column->addStretch();
    connect(m_try, &QPushButton::clicked, &m_presenter, &RegistrationPresenter::tryOut);
    connect(m_cancel, &QPushButton::clicked, &m_presenter.trial(), &TrialRun::cancel);
    connect(&m_presenter.trial(), &TrialRun::changed, this, &TrialPage::refresh);
}

void TrialPage::enter() {
    m_saved->setText(
        m_presenter.wasCopied()
            ? tr("Saved. Another PC changed this meanwhile; yours stands beside it under \"Passwords\".")
            : tr("Saved. Leave the sign-in of the application open and try it out: your face is looked at, "
                 "and the application is filled in for real. From now on the shortcut for filling in "
                 "does the same."));
    refresh();
    m_try->setFocus();
}

void TrialPage::refresh() {
    const TrialRun& trial = m_presenter.trial();
    for (const TrialRun::Stage stage : TrialRun::kStages) {
        const TrialRun::State state = trial.state(stage);
        const QString text = state == TrialRun::State::Good      ? tr("Done")
                             : state == TrialRun::State::Bad     ? tr("Failed")
                             : state == TrialRun::State::Running ? tr("Running")
                                                                 : tr("Not yet");
        const auto at = static_cast<std::size_t>(stage);
        m_marks[at]->setState(toneOf(state), text);
        //: for screen readers: %1 is a stage of the trial, %2 how it stands
        m_marks[at]->setAccessibleName(tr("%1: %2").arg(m_names[at]->text(), text));
    }
    m_try->setEnabled(!trial.isRunning());
    m_cancel->setVisible(trial.isRunning() && trial.state(TrialRun::Stage::Face) == TrialRun::State::Running);
    m_text->setText(trial.text());
}

} // namespace kaomon::applogin

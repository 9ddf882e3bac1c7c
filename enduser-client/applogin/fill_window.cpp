// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/fill_window.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include "applogin/fill_text.h"
#include "ui/error_text.h"

namespace kaomon::applogin {

namespace {

constexpr int kWidth = 420;
constexpr int kEdge = 24;
constexpr Qt::WindowFlags kQuiet = Qt::ToolTip | Qt::WindowStaysOnTopHint | Qt::WindowDoesNotAcceptFocus;

} // namespace

using Phase = FillSession::Phase;

FillWindow::FillWindow(FillSession& session)
    : QWidget(nullptr, kQuiet)
    , m_session(session)
    , m_text(new QLabel)
    , m_choices(new QListWidget)
    , m_use(new QPushButton(tr("Fill in")))
    , m_cancel(new QPushButton(tr("Cancel"))) {
    setAttribute(Qt::WA_ShowWithoutActivating);
    setWindowTitle(tr("Fill in a sign-in"));
    m_text->setObjectName(QStringLiteral("fillText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_choices->setObjectName(QStringLiteral("fillChoices"));
    m_choices->setAccessibleName(tr("Entries"));
    m_use->setObjectName(QStringLiteral("fillUse"));
    m_use->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("fillCancel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(m_text);
    column->addWidget(m_choices);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_use);
    column->addLayout(buttons);
    connect(&m_session, &FillSession::changed, this, &FillWindow::refresh);
    connect(m_use, &QPushButton::clicked, this, &FillWindow::takeChoice);
    connect(m_choices, &QListWidget::itemActivated, this, &FillWindow::takeChoice);
    connect(m_cancel, &QPushButton::clicked, &m_session, &FillSession::cancel);
}

QString FillWindow::text() const {
    switch (m_session.phase()) {
    case Phase::Idle:
    case Phase::Recognising:
        return tr("Looking which window it is…");
    case Phase::Face:
        return m_session.hint() ? ui::errorText(*m_session.hint()).joined() : tr("Look at the camera…");
    case Phase::Choosing:
        return tr("Which entry is it?");
    case Phase::Filling:
        return tr("Filling in. Please do not type.");
    case Phase::Ended:
        break;
    }
    return fillText(m_session.end());
}

void FillWindow::refresh() {
    const bool isChoosing = m_session.phase() == Phase::Choosing;
    m_text->setText(text());
    m_text->setAccessibleName(text());
    m_cancel->setVisible(isChoosing || m_session.phase() == Phase::Face ||
                         m_session.phase() == Phase::Recognising);
    m_use->setVisible(isChoosing);
    m_choices->setVisible(isChoosing);
    m_choices->clear();
    for (const auto& choice : m_session.choices()) {
        auto* item = new QListWidgetItem(tr("%1 (%2)").arg(choice.title, choice.userName), m_choices);
        item->setData(Qt::UserRole, choice.id);
    }
    m_choices->setCurrentRow(0);
    place(isChoosing);
}

void FillWindow::place(bool takesInput) {
    const Qt::WindowFlags flags = takesInput ? Qt::Dialog | Qt::WindowStaysOnTopHint : kQuiet;
    if (windowFlags() != flags) {
        setWindowFlags(flags);
        setAttribute(Qt::WA_ShowWithoutActivating, !takesInput);
    }
    setFixedWidth(kWidth);
    adjustSize();
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    move(screen.right() - width() - kEdge, screen.bottom() - height() - kEdge);
    show();
    if (takesInput) {
        raise();
        activateWindow();
        m_choices->setFocus();
    }
}

void FillWindow::takeChoice() {
    if (const auto* item = m_choices->currentItem()) {
        m_session.choose(item->data(Qt::UserRole).toString());
    }
}

} // namespace kaomon::applogin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/workspace.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/page_stack.h"
#include "ui/theme.h"

namespace kaomon::shell {
namespace {

constexpr int kSidebarWidth = 258; // pixels: the longest name of a page, bold, beside the scroll bar

} // namespace

Workspace::Workspace(QWidget* parent)
    : QWidget(parent)
    , m_messages(new MessageBar(this))
    , m_navigation(nullptr)
    , m_group(new QButtonGroup(this))
    , m_stack(new PageStack(this)) {
    auto* sidebar = new QFrame(this);
    sidebar->setProperty("part", QStringLiteral("sidebar"));
    sidebar->setFixedWidth(kSidebarWidth);
    auto* entries = new QWidget;
    m_navigation = new QVBoxLayout(entries);
    m_navigation->setContentsMargins(12, 14, 6, 14);
    m_navigation->setSpacing(2);
    m_navigation->addStretch(1);
    auto* scroll = new QScrollArea(sidebar);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(entries);
    auto* side = new QVBoxLayout(sidebar);
    side->setContentsMargins(0, 0, 0, 0);
    side->addWidget(scroll);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(28, 10, 28, 0);
    top->addWidget(m_messages);
    right->addLayout(top);
    right->addWidget(m_stack, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(sidebar);
    row->addLayout(right, 1);
    m_group->setExclusive(true);
    // Toggled, not clicked: a screen reader toggles a button that can be checked.
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool isChecked) {
        if (isChecked) {
            show(index);
        }
    });
}

void Workspace::addHeading(const char* heading) {
    auto* label = new QLabel(this);
    ui::setPart(*label, "navigation-heading");
    m_headings.emplace_back(label, heading);
    m_navigation->insertWidget(m_navigation->count() - 1, label);
}

void Workspace::addPage(Page* page) {
    const int index = static_cast<int>(m_pages.size());
    auto* button = new QPushButton(this);
    ui::setPart(*button, "navigation");
    button->setCheckable(true);
    if (index < 10) {
        button->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + (index + 1) % 10)));
    }
    m_group->addButton(button, index);
    m_navigation->insertWidget(m_navigation->count() - 1, button);
    m_pages.push_back(page);
    m_stack->addWidget(page);
    connect(page, &Page::linkActivated, this, &Workspace::openLink);
    retranslate();
}

void Workspace::start(bool isDemoTenant, const QString& waitingFingerprint) {
    m_isDemo = isDemoTenant;
    m_waitingFingerprint = waitingFingerprint;
    retranslate();
    m_active = -1;
    show(0);
}

void Workspace::showWaiting(const QString& fingerprint) {
    m_waitingFingerprint = fingerprint;
    retranslate();
}

void Workspace::openLink(const QString& page, const QString& query) {
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i]->objectName() == page) {
            show(static_cast<int>(i));
            m_pages[i]->openQuery(query);
        }
    }
}

void Workspace::stop() {
    if (m_active >= 0) {
        m_pages[static_cast<std::size_t>(m_active)]->deactivate();
        m_active = -1;
    }
}

int Workspace::currentPage() const {
    return m_stack->currentIndex();
}

void Workspace::show(int index) {
    if (index < 0 || index >= static_cast<int>(m_pages.size()) || index == m_active) {
        return;
    }
    stop();
    m_active = index;
    m_stack->setCurrentIndex(index);
    m_group->button(index)->setChecked(true);
    m_pages[static_cast<std::size_t>(index)]->activate();
}

void Workspace::retranslate() {
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        auto* button = m_group->button(static_cast<int>(i));
        const QKeySequence shortcut = button->shortcut();
        setNamedText(button, m_pages[i]->title());
        button->setShortcut(shortcut); // setText() takes it away
        button->setToolTip(shortcut.toString(QKeySequence::NativeText));
    }
    for (const auto& [label, heading] : m_headings) {
        label->setText(tr(heading));
    }
    showOwnMessage();
}

void Workspace::showOwnMessage() {
    std::vector<MessageBar::Message> messages;
    if (!m_waitingFingerprint.isEmpty()) {
        messages.push_back(
            {QString(), ui::Tone::Warning,
             tr("No owner has handed the organisation's keys over to you yet, so you can read but not sign. "
                "Read this fingerprint out to an owner: %1")
                 .arg(m_waitingFingerprint)});
    }
    if (m_isDemo) {
        messages.push_back(
            {QString(), ui::Tone::Warning,
             tr("Demonstration organisation: liveness may be off, and then a photograph unlocks a PC. "
                "Never use it to protect anything.")});
    }
    m_messages->setMessages(QStringLiteral("workspace"), std::move(messages));
}

void Workspace::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::shell

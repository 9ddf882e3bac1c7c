// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notices_page.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/state_panel.h"
#include "ui/theme.h"

namespace kaomon::notices {

namespace {

using Phase = NoticesPresenter::Phase;
using State = ShownNotice::State;

constexpr int kListWidth = 300;

} // namespace

NoticesPage::NoticesPage(agentlink::AgentLink& link, agentlink::ClientSession& session,
                         const ui::LanguageSwitcher& languages, QWidget* parent)
    : QWidget(parent)
    , m_languages(languages)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_panel(new ui::StatePanel)
    , m_list(new QListWidget)
    , m_heading(new QLabel)
    , m_time(new QLabel)
    , m_body(new QLabel)
    , m_acknowledge(new QPushButton)
    , m_noted(new QLabel) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_heading, "subtitle");
    ui::setPart(*m_time, "hint");
    ui::setPart(*m_noted, "hint");
    ui::setPart(*m_acknowledge, "primary");
    m_list->setObjectName(QStringLiteral("noticesList"));
    m_list->setFixedWidth(kListWidth);
    m_list->setWordWrap(true);
    m_heading->setObjectName(QStringLiteral("noticeTitle"));
    m_body->setObjectName(QStringLiteral("noticeBody"));
    m_acknowledge->setObjectName(QStringLiteral("noticeAcknowledge"));
    m_noted->setObjectName(QStringLiteral("noticeNoted"));
    // What administrators typed is shown as it is.
    for (QLabel* label : {m_heading, m_body}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_body->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_body);
    auto* right = new QVBoxLayout;
    right->addWidget(m_heading);
    right->addWidget(m_time);
    right->addWidget(scroll, 1);
    right->addWidget(m_noted);
    right->addWidget(m_acknowledge, 0, Qt::AlignLeft);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(18);
    row->addWidget(m_list);
    row->addLayout(right, 1);
    m_panel->setContent(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addWidget(m_panel, 1);
    connect(&m_presenter, &NoticesPresenter::changed, this, &NoticesPage::refresh);
    connect(m_panel, &ui::StatePanel::retryRequested, &m_presenter, &NoticesPresenter::load);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { showChosen(); });
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (const ShownNotice* notice = chosen()) {
            m_presenter.acknowledge(notice->id);
        }
    });
    setFocusProxy(m_list);
    retranslate();
}

void NoticesPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_presenter.load();
}

void NoticesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

const ShownNotice* NoticesPage::chosen() const {
    const int row = m_list->currentRow();
    const auto& notices = m_presenter.notices();
    return row >= 0 && row < static_cast<int>(notices.size()) ? &notices[static_cast<std::size_t>(row)]
                                                              : nullptr;
}

void NoticesPage::refresh() {
    switch (m_presenter.phase()) {
    case Phase::Loading:
        m_panel->showLoading();
        return;
    case Phase::Failed:
        m_panel->showError(m_presenter.error().value_or(ErrorCode::Internal));
        return;
    case Phase::Shown:
        break;
    }
    if (m_presenter.notices().empty()) {
        m_panel->showEmpty(tr("No notices"),
                           tr("Notices of your administrators appear here and in the tray."));
        return;
    }
    m_panel->showContent();
    fillList();
    showChosen();
}

void NoticesPage::fillList() {
    const QSignalBlocker quiet(m_list);
    const int before = std::max(0, m_list->currentRow());
    m_list->clear();
    for (const ShownNotice& notice : m_presenter.notices()) {
        const QString title = notice.title(m_languages.current());
        auto* item =
            new QListWidgetItem(notice.state == State::New ? tr("New: %1").arg(title) : title, m_list);
        QFont font = item->font();
        font.setBold(notice.state == State::New);
        item->setFont(font);
    }
    m_list->setCurrentRow(std::min(before, m_list->count() - 1));
}

void NoticesPage::showChosen() {
    const ShownNotice* notice = chosen();
    if (notice == nullptr) {
        return;
    }
    m_heading->setText(notice->title(m_languages.current()));
    m_time->setText(QLocale().toString(notice->startsAt.toLocalTime(), QLocale::ShortFormat));
    m_body->setText(notice->body(m_languages.current()));
    const bool isNoted = notice->state == State::Acknowledged;
    m_acknowledge->setVisible(!isNoted);
    m_noted->setVisible(isNoted);
    if (isVisible() && notice->state == State::New) {
        m_presenter.markRead(notice->id);
    }
}

void NoticesPage::retranslate() {
    m_title->setText(tr("Notices"));
    m_list->setAccessibleName(tr("Notices"));
    m_acknowledge->setText(tr("I have taken note of it"));
    m_noted->setText(tr("You have taken note of it; your administrators can see that."));
    refresh();
}

} // namespace kaomon::notices

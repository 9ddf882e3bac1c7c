// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/message_bar.h"

#include <algorithm>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/one_line_label.h"

namespace kaomon::shell {
namespace {

int rankOf(ui::Tone tone) {
    switch (tone) {
    case ui::Tone::Bad:
        return 0;
    case ui::Tone::Warning:
        return 1;
    case ui::Tone::Info:
        return 2;
    default:
        return 3;
    }
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("messageBar"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    hide();
}

void MessageBar::setMessages(const QString& source, std::vector<Message> messages) {
    m_sources[source] = std::move(messages);
    refresh();
}

std::vector<MessageBar::Message> MessageBar::messages() const {
    std::vector<Message> all;
    for (const auto& [source, messages] : m_sources) {
        all.insert(all.end(), messages.begin(), messages.end());
    }
    std::ranges::stable_sort(all, {}, [](const Message& message) { return rankOf(message.tone); });
    return all;
}

void MessageBar::addRow() {
    Row row{new QFrame(this), nullptr, nullptr, nullptr};
    const std::size_t index = m_rows.size();
    ui::setPart(*row.frame, "banner");
    row.text = new ui::OneLineLabel(row.frame);
    row.text->setObjectName(QStringLiteral("messageText"));
    row.more = new QPushButton(row.frame);
    row.more->setObjectName(QStringLiteral("moreMessages"));
    row.action = new QPushButton(row.frame);
    row.action->setObjectName(QStringLiteral("messageAction"));
    auto* line = new QHBoxLayout(row.frame);
    line->setContentsMargins(14, 4, 8, 4);
    line->setSpacing(6);
    line->addWidget(row.text, 1);
    for (QPushButton* button : {row.action, row.more}) {
        ui::setPart(*button, "link");
        line->addWidget(button);
    }
    m_column->addWidget(row.frame);
    connect(row.more, &QPushButton::clicked, this, [this] {
        m_isUnfolded = !m_isUnfolded;
        refresh();
    });
    connect(row.action, &QPushButton::clicked, this, [this, index] {
        const auto all = messages();
        if (index < all.size()) {
            emit activated(QString(all[index].key));
        }
    });
    m_rows.push_back(row);
}

void MessageBar::fill(const Row& row, const Message& message) {
    row.text->tell(message.text);
    row.text->setWhole(m_isUnfolded);
    setNamedText(row.action, message.action);
    row.action->setAccessibleDescription(message.text);
    row.action->setVisible(!message.action.isEmpty());
    const QString tone = QString::fromLatin1(ui::toneName(message.tone));
    if (row.frame->property("tone").toString() != tone) {
        row.frame->setProperty("tone", tone);
        row.frame->style()->unpolish(row.frame);
        row.frame->style()->polish(row.frame);
    }
}

void MessageBar::refresh() {
    const auto all = messages();
    if (all.size() < 2) {
        m_isUnfolded = false;
    }
    while (m_rows.size() < all.size()) {
        addRow();
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool isShown = i < all.size() && (i == 0 || m_isUnfolded);
        if (isShown) {
            fill(row, all[i]);
        }
        row.more->setVisible(i == 0 && all.size() > 1);
        row.frame->setVisible(isShown);
    }
    if (all.size() > 1) {
        setNamedText(m_rows.front().more,
                     m_isUnfolded ? tr("Fold up") : tr("%n more", nullptr, static_cast<int>(all.size()) - 1));
    }
    setVisible(!all.empty());
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/fact_panel.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/local_text.h"
#include "ui/badge.h"

namespace kaomon::shell {

FactPanel::FactPanel(QWidget* parent, int width)
    : QFrame(parent)
    , m_scroll(new QScrollArea(this))
    , m_title(makeLabel("subtitle", this))
    , m_badge(new ui::Badge(this))
    , m_fault(makeLabel("error", this))
    , m_text(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_above(new QVBoxLayout)
    , m_extra(new QVBoxLayout)
    , m_buttons(new QVBoxLayout) {
    setProperty("part", QStringLiteral("card"));
    setFixedWidth(width);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    for (QLabel* label : {m_text, m_facts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_badge, 0, Qt::AlignLeft);
    column->addWidget(m_fault);
    column->addWidget(m_text);
    column->addLayout(m_above);
    column->addWidget(m_facts);
    column->addLayout(m_extra);
    column->addLayout(m_buttons);
    column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);
    setVisible(false);
}

void FactPanel::display(const Facts& facts) {
    m_title->setText(facts.title);
    m_badge->setState(facts.tone, facts.badge);
    m_badge->setVisible(!facts.badge.isEmpty());
    m_scroll->setAccessibleName(facts.title);
    m_fault->setText(facts.fault);
    m_fault->setVisible(!facts.fault.isEmpty());
    m_text->setText(facts.text);
    m_text->setVisible(!facts.text.isEmpty());
    m_facts->setText(factTable(facts.rows));
    setVisible(true);
}

QPushButton* FactPanel::addButton() {
    auto* button = new QPushButton(this);
    m_buttons->addWidget(button);
    return button;
}

void FactPanel::addWidget(QWidget* widget) {
    m_extra->addWidget(widget);
}

void FactPanel::addAbove(QWidget* widget) {
    m_above->addWidget(widget);
}

} // namespace kaomon::shell

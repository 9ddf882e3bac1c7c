// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/form_field.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/theme.h"

namespace kaomon::shell {

FormField::FormField(Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_edit(new QLineEdit(this))
    , m_note(makeLabel("hint", this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_label);
    column->addWidget(m_edit);
    column->addWidget(m_note);
    m_label->setBuddy(m_edit);
    m_edit->setReadOnly(kind == Kind::ReadOnly);
    m_edit->setEchoMode(kind == Kind::Password ? QLineEdit::Password : QLineEdit::Normal);
    connect(m_edit, &QLineEdit::textChanged, this, &FormField::textChanged);
    connect(m_edit, &QLineEdit::returnPressed, this, &FormField::submitted);
    updateNote();
}

void FormField::setLabel(const QString& label) {
    m_label->setText(label);
    m_edit->setAccessibleName(label);
}

void FormField::setHint(const QString& hint) {
    m_hint = hint;
    updateNote();
}

void FormField::setFault(const QString& fault) {
    m_fault = fault;
    updateNote();
}

void FormField::updateNote() {
    const QString& note = m_fault.isEmpty() ? m_hint : m_fault;
    ui::setPart(*m_note, m_fault.isEmpty() ? "hint" : "error");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_edit->setAccessibleDescription(note);
}

QString FormField::text() const {
    return m_edit->text();
}

void FormField::setText(const QString& text) {
    m_edit->setText(text);
    m_edit->setCursorPosition(0);
}

QString FormField::take() {
    QString typed = m_edit->text();
    m_edit->clear();
    return typed;
}

CentredCard::CentredCard(int width, QWidget* parent)
    : QWidget(parent) {
    auto* card = new QFrame(this);
    ui::setPart(*card, "card");
    card->setMaximumWidth(width);
    card->setMinimumWidth(qMin(width, 360));
    m_column = new QVBoxLayout(card);
    m_column->setContentsMargins(32, 28, 32, 28);
    m_column->setSpacing(14);

    auto* middle = new QWidget;
    auto* rows = new QVBoxLayout(middle);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(card, 20);
    row->addStretch(1);
    rows->addStretch(1);
    rows->addLayout(row);
    rows->addStretch(2);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // what stands in it is reached by Tab, and comes into sight by it
    scroll->setWidget(middle);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

QLabel* makeLabel(const char* part, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    ui::setPart(*label, part);
    return label;
}

} // namespace kaomon::shell

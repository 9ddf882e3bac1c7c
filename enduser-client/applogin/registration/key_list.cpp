// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/key_list.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "applogin/registration/registration_text.h"

namespace kaomon::applogin {

namespace {

constexpr std::size_t kMostKeys = 20;

} // namespace

KeyList::KeyList(QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_kind(new QComboBox)
    , m_add(new QPushButton(tr("Add")))
    , m_remove(new QPushButton(tr("Remove")))
    , m_up(new QPushButton(tr("Up")))
    , m_down(new QPushButton(tr("Down"))) {
    m_list->setObjectName(QStringLiteral("registrationKeys"));
    m_list->setAccessibleName(tr("Key steps"));
    m_kind->setObjectName(QStringLiteral("registrationKeyKind"));
    m_kind->setAccessibleName(tr("Key step to add"));
    m_add->setObjectName(QStringLiteral("registrationKeyAdd"));
    m_remove->setObjectName(QStringLiteral("registrationKeyRemove"));
    m_up->setObjectName(QStringLiteral("registrationKeyUp"));
    m_down->setObjectName(QStringLiteral("registrationKeyDown"));
    for (QPushButton* button : {m_add, m_remove, m_up, m_down}) {
        button->setAutoDefault(false); // Enter goes on
    }
    for (const KeyPiece key :
         {KeyPiece::UserName, KeyPiece::Tab, KeyPiece::Password, KeyPiece::OneTimeCode, KeyPiece::Return}) {
        m_kind->addItem(keyText(key), static_cast<int>(key));
    }
    auto* buttons = new QVBoxLayout;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_kind, m_add, m_remove, m_up, m_down}) {
        buttons->addWidget(widget);
    }
    buttons->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    connect(m_add, &QPushButton::clicked, this, &KeyList::add);
    connect(m_remove, &QPushButton::clicked, this, &KeyList::remove);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int at) {
        m_remove->setEnabled(at >= 0);
        m_up->setEnabled(at > 0);
        m_down->setEnabled(at >= 0 && at + 1 < m_list->count());
    });
}

void KeyList::show(RegistrationDraft& draft) {
    m_draft = &draft;
    refresh(0);
}

void KeyList::refresh(int row) {
    m_list->clear();
    for (const KeyPiece key : m_draft->keys) {
        m_list->addItem(QStringLiteral("%1. %2").arg(m_list->count() + 1).arg(keyText(key)));
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    m_remove->setEnabled(m_list->count() > 0);
    m_add->setEnabled(m_draft->keys.size() < kMostKeys);
}

void KeyList::add() {
    const int row = m_list->currentRow() + 1;
    m_draft->keys.insert(m_draft->keys.begin() + row, static_cast<KeyPiece>(m_kind->currentData().toInt()));
    refresh(row);
    emit keysChanged();
}

void KeyList::remove() {
    const int row = m_list->currentRow();
    if (row >= 0) {
        m_draft->keys.erase(m_draft->keys.begin() + row);
        refresh(row);
        emit keysChanged();
    }
}

void KeyList::move(int by) {
    const int row = m_list->currentRow();
    const int other = row + by;
    if (row >= 0 && other >= 0 && other < m_list->count()) {
        std::swap(m_draft->keys[static_cast<std::size_t>(row)],
                  m_draft->keys[static_cast<std::size_t>(other)]);
        refresh(other);
        emit keysChanged();
    }
}

} // namespace kaomon::applogin

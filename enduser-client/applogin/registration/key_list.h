// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "applogin/registration_draft.h"

class QComboBox;
class QListWidget;
class QPushButton;

namespace kaomon::applogin {

// The keys of a sign-in in their order, to be added, removed and moved. Writes into the draft that it shows.
// GUI thread.
class KeyList final : public QWidget {
    Q_OBJECT
public:
    explicit KeyList(QWidget* parent = nullptr);

    // `draft` outlives what is shown of it.
    void show(RegistrationDraft& draft);

signals:
    void keysChanged();

private:
    void refresh(int row);
    void add();
    void remove();
    void move(int by);

    RegistrationDraft* m_draft = nullptr;
    QListWidget* m_list;
    QComboBox* m_kind;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
};

} // namespace kaomon::applogin

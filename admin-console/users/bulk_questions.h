// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "shell/form_dialog.h"
#include "shell/reason_dialog.h"
#include "ui/prompts.h"
#include "users/bulk_presenter.h"
#include "users/groups_presenter.h"

class QComboBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// What is asked before an act on many, with the number of people. GUI thread.
class BulkQuestions {
    Q_DECLARE_TR_FUNCTIONS(BulkQuestions)

public:
    [[nodiscard]] static QString menuText(BulkPresenter::Action action);
    [[nodiscard]] static ui::Question question(BulkPresenter::Action action, int count);
};

// To which group, and why. Opened with open(); deletes itself when closed. The presenter outlives it.
class MoveDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    MoveDialog(GroupsPresenter& groups, int count, QWidget* parent);

signals:
    // `group` empty: no group.
    void chosen(const QString& group, const QString& reason);

private:
    QComboBox* m_group;
    shell::FormField* m_reason;
};

} // namespace kaomon::users

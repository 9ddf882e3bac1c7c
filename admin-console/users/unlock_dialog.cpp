// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/unlock_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"

namespace kaomon::users {

UnlockDialog::UnlockDialog(SecurityPresenter& presenter, const QString& person, QWidget* parent)
    : FormDialog({tr("Unlock"),
                  tr("%1 can sign in again at once. Make sure that it is really this person.").arg(person),
                  tr("Unlock")},
                 parent)
    , m_security(presenter)
    , m_reason(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_newPassword(new QCheckBox(this)) {
    setMinimumWidth(620);
    auto* obstacles = shell::makeLabel("value", this);
    const QStringList lines = presenter.obstacles();
    obstacles->setText(lines.isEmpty() ? tr("Nothing locks this account now.")
                                       : lines.join(QLatin1Char('\n')));
    auto* label = shell::makeLabel("hint", this);
    label->setText(tr("Last wrong passwords"));
    auto* table = new QTableView(this);
    shell::setUpTable(*table, &presenter.failures());
    table->setAccessibleName(tr("Last wrong passwords"));
    table->setMinimumHeight(150);
    new shell::ColumnFitter(*table, {{.width = 160}, {.width = 200, .takesRest = true}, {.width = 140}});
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("Kept in the record of what administrators did"));
    shell::setNamedText(m_newPassword, tr("Must choose a new password at the next sign-in"));
    for (QWidget* part : std::initializer_list<QWidget*>{obstacles, label, table, m_newPassword, m_reason}) {
        body()->addWidget(part);
    }
    connect(m_reason, &shell::FormField::textChanged, this,
            [this] { setComplete(!m_reason->text().trimmed().isEmpty()); });
    connect(this, &FormDialog::submitted, this,
            [this] { m_security.unlock(m_reason->text().trimmed(), m_newPassword->isChecked()); });
    follow(presenter);
    setComplete(false);
    m_reason->edit()->setFocus();
}

} // namespace kaomon::users

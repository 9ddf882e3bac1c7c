// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/groups_dialog.h"

#include <utility>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/merge_dialog.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::users {

GroupsDialog::GroupsDialog(GroupsPresenter& presenter, QWidget* parent)
    : FormDialog({tr("Groups of people"),
                  tr("Settings can be given to a group, and PCs can be kept for groups."),
                  {}},
                 parent)
    , m_groups(presenter)
    , m_table(new QTableView(this))
    , m_name(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_note(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_create(new QPushButton(this))
    , m_rename(new QPushButton(this))
    , m_remove(new QPushButton(this)) {
    resize(640, 560);
    shell::setUpTable(*m_table, &presenter.model());
    m_table->setAccessibleName(tr("List of groups"));
    new shell::ColumnFitter(
        *m_table, {{.width = 200, .takesRest = true}, {.width = 80}, {.width = 180, .takesRest = true}});
    m_name->setLabel(tr("Name of the group"));
    m_note->setLabel(tr("Note"));
    shell::setNamedText(m_create, tr("Create group"));
    shell::setNamedText(m_rename, tr("Rename"));
    shell::setNamedText(m_remove, tr("Delete group"));
    ui::setPart(*m_create, "primary");
    ui::setPart(*m_remove, "danger");
    shell::lockWrites(presenter.session(), {m_create, m_rename, m_remove});
    body()->addWidget(m_table, 1);
    body()->addWidget(m_name);
    body()->addWidget(m_note);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_create);
    buttons->addWidget(m_rename);
    buttons->addStretch(1);
    buttons->addWidget(m_remove);
    body()->addLayout(buttons);
    connect(m_create, &QPushButton::clicked, this,
            [this] { m_groups.create(m_name->text(), m_note->text()); });
    connect(m_rename, &QPushButton::clicked, this, [this] {
        if (const auto* group = selected()) {
            m_groups.rename(*group, m_name->text(), m_note->text());
        }
    });
    connect(m_remove, &QPushButton::clicked, this, &GroupsDialog::askRemove);
    connect(m_name, &shell::FormField::textChanged, this, &GroupsDialog::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &GroupsDialog::takeSelection);
    connect(&presenter, &GroupsPresenter::changed, this, &GroupsDialog::merge);
    connect(&presenter, &GroupsPresenter::changed, this, &GroupsDialog::refresh);
    connect(&presenter, &GroupsPresenter::commandFailed, this, &FormDialog::say);
    connect(&presenter.session(), &shell::ConsoleSession::closed, this, &QDialog::reject);
    refresh();
    m_name->edit()->setFocus();
}

const wire::UserGroup* GroupsDialog::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_groups.model().row(rows.first().row());
}

void GroupsDialog::takeSelection() {
    if (const auto* group = selected(); group != nullptr && (!m_edited || m_edited->id != group->id)) {
        m_edited = *group;
        m_name->setText(ui::toQString(group->name));
        m_note->setText(ui::toQString(group->note));
    }
    refresh();
}

// Somebody else has saved the group that is being edited.
void GroupsDialog::merge() {
    const auto* newer = selected();
    if (newer == nullptr || !m_edited || newer->id != m_edited->id || newer->rev == m_edited->rev) {
        return;
    }
    const wire::UserGroup before = std::exchange(*m_edited, *newer);
    const auto field = [&](shell::FormField* edit, const std::string& old, const std::string& now) {
        return shell::MergeField{edit->edit()->accessibleName(), ui::toQString(old), ui::toQString(now),
                                 edit->text().trimmed(),
                                 [edit, theirs = ui::toQString(now)] { edit->setText(theirs); }};
    };
    shell::mergeFields(ui::toQString(before.name),
                       {field(m_name, before.name, newer->name), field(m_note, before.note, newer->note)},
                       this);
}

void GroupsDialog::refresh() {
    const bool isFree = !m_groups.isBusy() && m_groups.mayManage();
    const bool hasName = !m_name->text().trimmed().isEmpty();
    m_create->setEnabled(isFree && hasName);
    m_rename->setEnabled(isFree && hasName && selected() != nullptr);
    m_remove->setEnabled(isFree && selected() != nullptr);
}

void GroupsDialog::askRemove() {
    const auto* group = selected();
    auto* dialog = new shell::TextDialog(
        {tr("Delete group"),
         tr("The group %1 and the settings that were given to it go. Only a group without people can be "
            "deleted. Type its name to go on.")
             .arg(ui::toQString(group->name)),
         tr("Delete group"), true},
        tr("Name of the group"), ui::toQString(group->name), this);
    connect(dialog, &shell::TextDialog::entered, this, [this, chosen = *group] { m_groups.remove(chosen); });
    dialog->follow(m_groups);
    dialog->open();
}

} // namespace kaomon::users

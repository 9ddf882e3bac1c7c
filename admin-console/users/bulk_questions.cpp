// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/bulk_questions.h"

#include <QComboBox>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::users {

using Action = BulkPresenter::Action;

QString BulkQuestions::menuText(Action action) {
    switch (action) {
    case Action::Enable:
        return tr("Enable…");
    case Action::Disable:
        return tr("Disable…");
    case Action::Delete:
        return tr("Delete…");
    case Action::Restore:
        return tr("Restore…");
    case Action::ReEnrol:
        return tr("Ask to enrol again…");
    case Action::Move:
        return tr("Move to a group…");
    case Action::Unlock:
        return tr("Unlock…");
    case Action::Reissue:
        return tr("Reissue one-time passwords…");
    }
    return {};
}

ui::Question BulkQuestions::question(Action action, int count) {
    switch (action) {
    case Action::Enable:
        return {tr("Enable users"), tr("%n people can sign in and use their face again.", nullptr, count),
                tr("Enable"), false};
    case Action::Disable:
        return {tr("Disable users"), tr("%n people can no longer sign in or use their face.", nullptr, count),
                tr("Disable"), true};
    case Action::Delete:
        return {
            tr("Delete users"),
            tr("%n people can no longer sign in, and their faces go from every PC. For 30 days they can be "
               "restored.",
               nullptr, count),
            tr("Delete"), true};
    case Action::Restore:
        return {tr("Restore users"), tr("%n people come back with their groups and faces.", nullptr, count),
                tr("Restore"), false};
    case Action::ReEnrol:
        return {tr("Ask to enrol again"),
                tr("%n people are asked for a new face at the next logon.", nullptr, count),
                tr("Ask to enrol again"), false};
    case Action::Unlock:
        return {tr("Unlock users"), tr("%n people can sign in again at once.", nullptr, count), tr("Unlock"),
                false};
    case Action::Reissue:
        return {tr("Reissue one-time passwords"),
                tr("The present passwords of %n people stop working at once. Save the list of new ones at "
                   "the end: it "
                   "is shown once.",
                   nullptr, count),
                tr("Reissue"), true};
    case Action::Move:
        break;
    }
    return {tr("Move to a group"), {}, tr("Move"), false};
}

MoveDialog::MoveDialog(GroupsPresenter& groups, int count, QWidget* parent)
    : FormDialog({tr("Move to a group"),
                  tr("%n people are in this group only afterwards; settings of the group apply to them.",
                     nullptr, count),
                  tr("Move")},
                 parent)
    , m_group(new QComboBox(this))
    , m_reason(new shell::FormField(shell::FormField::Kind::Text, this)) {
    m_group->setAccessibleName(tr("Group"));
    m_group->addItem(tr("No group"), QString());
    for (const wire::UserGroup& group : groups.model().rows()) {
        m_group->addItem(ui::toQString(group.name), ui::toQString(group.id.text()));
    }
    m_reason->setLabel(tr("Reason"));
    body()->addWidget(m_group);
    body()->addWidget(m_reason);
    connect(m_reason, &shell::FormField::textChanged, this,
            [this] { setComplete(!m_reason->text().trimmed().isEmpty()); });
    connect(this, &FormDialog::submitted, this, [this] {
        emit chosen(m_group->currentData().toString(), m_reason->text().trimmed());
        accept();
    });
    setComplete(false);
}

} // namespace kaomon::users

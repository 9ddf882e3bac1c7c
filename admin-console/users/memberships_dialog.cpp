// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/memberships_dialog.h"

#include <algorithm>

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::users {

MembershipsDialog::MembershipsDialog(GroupsPresenter& presenter, const wire::User& user, QWidget* parent)
    : FormDialog(
          {tr("Groups"),
           tr("Groups decide which settings apply to %1. The first one ticked has the last word among them; "
              "drag to change the order.")
               .arg(ui::toQString(user.displayName)),
           tr("Sign and apply")},
          parent)
    , m_groups(presenter)
    , m_user(user.id)
    , m_list(new QListWidget(this)) {
    m_list->setAccessibleName(tr("Groups of people"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    const auto add = [this](const wire::UserGroup& group, bool isMember) {
        auto* item = new QListWidgetItem(ui::toQString(group.name), m_list);
        item->setData(Qt::UserRole, ui::toQString(group.id.text()));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(isMember ? Qt::Checked : Qt::Unchecked);
    };
    const auto& all = presenter.model().rows();
    for (const GroupId& id : user.groups) {
        const auto found =
            std::ranges::find_if(all, [&](const wire::UserGroup& group) { return group.id == id; });
        if (found != all.end()) {
            add(*found, true);
        }
    }
    for (const wire::UserGroup& group : all) {
        if (std::ranges::find(user.groups, group.id) == user.groups.end()) {
            add(group, false);
        }
    }
    body()->addWidget(m_list, 1);
    if (all.empty()) {
        auto* nothing = shell::makeLabel("hint", this);
        nothing->setText(tr("There are no groups yet. Make one with \"Manage groups\"."));
        body()->addWidget(nothing);
    }
    connect(this, &FormDialog::submitted, this,
            [this, before = user.groups] { m_groups.setMemberships(m_user, before, ticked()); });
    follow(presenter);
    setComplete(!all.empty());
}

std::vector<GroupId> MembershipsDialog::ticked() const {
    std::vector<GroupId> groups;
    for (int i = 0; i < m_list->count(); ++i) {
        const QListWidgetItem* item = m_list->item(i);
        const auto id = GroupId::parse(ui::toUtf8(item->data(Qt::UserRole).toString()));
        if (item->checkState() == Qt::Checked && id) {
            groups.push_back(*id);
        }
    }
    return groups;
}

} // namespace kaomon::users

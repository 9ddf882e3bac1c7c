// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/filter_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::users {
namespace {

using models::DisplayText;

void fillWith(QComboBox& box, std::initializer_list<const char*> names) {
    box.addItem(QString(), QString());
    for (const char* name : names) {
        box.addItem(QString(), QString::fromLatin1(name));
    }
}

void choose(QComboBox& box, const std::string& value) {
    box.setCurrentIndex(qMax(0, box.findData(ui::toQString(value))));
}

std::string chosen(const QComboBox& box) {
    return ui::toUtf8(box.currentData().toString());
}

template<class Text>
void rename(QComboBox& box, const QString& all, const QString& name, Text text) {
    box.setItemText(0, all);
    box.setAccessibleName(name);
    for (int i = 1; i < box.count(); ++i) {
        box.setItemText(i, text(ui::toUtf8(box.itemData(i).toString())));
    }
}

} // namespace

FilterBar::FilterBar(UsersPresenter& users, GroupsPresenter& groups, shell::SavedFiltersPresenter& saved,
                     QWidget* parent)
    : QWidget(parent)
    , m_users(users)
    , m_groups(groups)
    , m_state(new QComboBox(this))
    , m_face(new QComboBox(this))
    , m_role(new QComboBox(this))
    , m_group(new QComboBox(this))
    , m_model(new QComboBox(this))
    , m_clear(new QPushButton(this))
    , m_kept(new shell::SavedFilterBar(saved, this)) {
    fillWith(*m_state, {"provisional", "active", "locked", "disabled", "expired", "deleting"});
    fillWith(*m_face, {"none", "waiting", "enrolled", "low_quality", "re_enrol", "erased"});
    fillWith(*m_role, {"member", "owner", "user_admin", "help_desk", "auditor", "image_viewer"});
    fillWith(*m_group, {});
    fillWith(*m_model, {});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QComboBox* box : {m_state, m_face, m_role, m_group, m_model}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(box);
        connect(box, &QComboBox::activated, this, &FilterBar::apply);
    }
    ui::setPart(*m_clear, "link");
    row->addWidget(m_clear);
    row->addStretch(1);
    row->addWidget(m_kept);
    connect(m_kept, &shell::SavedFilterBar::chosen, this, [this](const QString& query) {
        m_users.setFilter(UserFilter::decode(query));
        refresh();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        client::UserQuery query;
        query.sort = m_users.query().sort;
        m_users.setFilter(query);
    });
    connect(&groups, &GroupsPresenter::changed, this, &FilterBar::fillGroups);
    retranslate();
}

void FilterBar::apply() {
    client::UserQuery query = m_users.query();
    query.state = chosen(*m_state);
    query.face = chosen(*m_face);
    query.role = chosen(*m_role);
    query.group = chosen(*m_group);
    query.faceModel = chosen(*m_model);
    query.noFaceDays.reset();
    m_users.setFilter(query);
}

void FilterBar::fillGroups() {
    const QVariant before = m_group->currentData();
    while (m_group->count() > 1) {
        m_group->removeItem(1);
    }
    for (const wire::UserGroup& group : m_groups.model().rows()) {
        m_group->addItem(ui::toQString(group.name), ui::toQString(group.id.text()));
    }
    m_group->setCurrentIndex(qMax(0, m_group->findData(before)));
    refresh();
}

void FilterBar::showModel(const std::string& model) {
    while (m_model->count() > 1) {
        m_model->removeItem(1);
    }
    if (!model.empty()) {
        const QString name = ui::toQString(model);
        m_model->addItem(tr("Face model: %1").arg(name), name);
    }
    choose(*m_model, model);
    m_model->setVisible(!model.empty());
}

void FilterBar::refresh() {
    const client::UserQuery& query = m_users.query();
    choose(*m_state, query.state);
    choose(*m_face, query.face);
    choose(*m_role, query.role);
    choose(*m_group, query.group);
    showModel(query.faceModel);
    m_clear->setVisible(m_users.isFiltered());
    m_kept->setCurrent(m_users.isFiltered() ? UserFilter::encode(query) : QString());
}

void FilterBar::retranslate() {
    rename(*m_state, tr("Every state of account"), tr("State of account"), &DisplayText::accountState);
    rename(*m_face, tr("Every state of face"), tr("State of face"), &DisplayText::faceState);
    rename(*m_role, tr("Every role"), tr("Role"), &DisplayText::role);
    m_group->setItemText(0, tr("Every group"));
    m_group->setAccessibleName(tr("Group"));
    m_model->setItemText(0, tr("Every face model"));
    m_model->setAccessibleName(tr("Face model"));
    shell::setNamedText(m_clear, tr("Clear filters"));
    m_kept->retranslate();
    refresh();
}

} // namespace kaomon::users

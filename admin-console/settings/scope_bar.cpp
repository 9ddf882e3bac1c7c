// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/scope_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include "client/services.h"
#include "ui/qt_text.h"

namespace kaomon::settings {
namespace {

template<class Group>
void fill(QComboBox& box, const std::vector<Group>& groups) {
    const QVariant before = box.currentData();
    const QSignalBlocker blocker(box);
    box.clear();
    for (const Group& group : groups) {
        box.addItem(ui::toQString(group.name), ui::toQString(group.id.text()));
    }
    box.setCurrentIndex(qMax(0, box.findData(before)));
}

} // namespace

ScopeBar::ScopeBar(shell::ConsoleSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_label(new QLabel(this))
    , m_kind(new QComboBox(this))
    , m_group(new QComboBox(this))
    , m_deviceGroup(new QComboBox(this))
    , m_person(new shell::LookUpEdit(shell::findPeople(session), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_label);
    row->addWidget(m_kind);
    for (QWidget* box : std::initializer_list<QWidget*>{m_group, m_deviceGroup, m_person}) {
        row->addWidget(box);
    }
    row->addStretch(1);
    m_label->setBuddy(m_kind);
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    m_group->setMinimumWidth(220);
    m_deviceGroup->setMinimumWidth(220);
    for (int i = 0; i < 4; ++i) {
        m_kind->addItem({});
    }
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ScopeBar::showKind);
    connect(m_group, &QComboBox::currentIndexChanged, this, &ScopeBar::scopeChanged);
    connect(m_deviceGroup, &QComboBox::currentIndexChanged, this, &ScopeBar::scopeChanged);
    connect(m_person, &shell::LookUpEdit::chosenChanged, this, &ScopeBar::scopeChanged);
    retranslate();
    showKind();
}

void ScopeBar::showKind() {
    m_group->setVisible(m_kind->currentIndex() == Group);
    m_person->setVisible(m_kind->currentIndex() == Person);
    m_deviceGroup->setVisible(m_kind->currentIndex() == DeviceGroup);
    emit scopeChanged();
}

void ScopeBar::reload() {
    if (m_session.isOpen()) {
        loadGroups();
    }
}

void ScopeBar::loadGroups() {
    const int generation = ++m_generation;
    client::UserGroupService(m_session.api())
        .list()
        .then(this, [this, generation](const Result<wire::UserGroupList>& list) {
            if (generation != m_generation) {
                return;
            }
            if (list) {
                fill(*m_group, list->items);
                emit scopeChanged();
            } else {
                emit failed(list.error().code);
            }
        });
    client::DeviceGroupService(m_session.api())
        .list()
        .then(this, [this, generation](const Result<wire::DeviceGroupList>& list) {
            if (generation != m_generation) {
                return;
            }
            if (list) {
                fill(*m_deviceGroup, list->items);
                emit scopeChanged();
            } else {
                emit failed(list.error().code);
            }
        });
}

void ScopeBar::reset() {
    ++m_generation;
    m_person->clearChoice();
    m_group->clear();
    m_deviceGroup->clear();
    m_kind->setCurrentIndex(Tenant);
}

void ScopeBar::choosePerson(const std::string& user, const QString& name) {
    m_kind->setCurrentIndex(Person);
    m_person->choose({user, name});
}

std::string ScopeBar::scope() const {
    const auto of = [](const char* kind, const QString& id) {
        return id.isEmpty() ? std::string() : std::string(kind) + ":" + ui::toUtf8(id);
    };
    switch (m_kind->currentIndex()) {
    case Group:
        return of("group", m_group->currentData().toString());
    case Person:
        return of("user", ui::toQString(m_person->chosen()));
    case DeviceGroup:
        return of("device_group", m_deviceGroup->currentData().toString());
    default:
        return "tenant";
    }
}

QString ScopeBar::scopeName() const {
    switch (m_kind->currentIndex()) {
    case Group:
        return m_group->currentText();
    case Person:
        return m_person->currentText();
    case DeviceGroup:
        return m_deviceGroup->currentText();
    default:
        return m_kind->currentText();
    }
}

void ScopeBar::retranslate() {
    m_label->setText(tr("Settings of"));
    m_kind->setItemText(Tenant, tr("The whole organisation"));
    m_kind->setItemText(Group, tr("A group of people"));
    m_kind->setItemText(Person, tr("One person"));
    m_kind->setItemText(DeviceGroup, tr("A group of PCs"));
    m_kind->setAccessibleName(tr("Settings of"));
    m_group->setAccessibleName(tr("Group of people"));
    m_group->setPlaceholderText(tr("No groups yet"));
    m_deviceGroup->setAccessibleName(tr("Group of PCs"));
    m_person->setPlaceholder(tr("Name or login name"));
}

} // namespace kaomon::settings

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/merge_dialog.h"

#include <algorithm>

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "shell/form_field.h"

namespace kaomon::shell {
namespace {

constexpr int kMine = 0;
constexpr int kTheirs = 1;

QString shown(const QString& value) {
    return value.isEmpty() ? MergeDialog::tr("(empty)") : value;
}

} // namespace

MergeDialog::MergeDialog(const QString& object, std::vector<MergeField> collisions, QWidget* parent)
    : FormDialog({tr("Somebody else has changed this too"),
                  tr("While you were editing %1, another administrator saved the fields below with other "
                     "values. Choose for each which one is to count; nothing is saved before you save.")
                      .arg(object),
                  tr("Take over"), false, tr("Decide later")},
                 parent)
    , m_fields(std::move(collisions)) {
    for (const MergeField& field : m_fields) {
        addField(field);
    }
    connect(this, &FormDialog::submitted, this, [this] {
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            if (m_choices[i]->checkedId() == kTheirs) {
                m_fields[i].takeTheirs();
            }
        }
        accept();
    });
    update();
}

void MergeDialog::addField(const MergeField& field) {
    auto* title = makeLabel("value", this);
    title->setText(field.label);
    auto* before = makeLabel("hint", this);
    before->setText(tr("Before: %1").arg(shown(field.before)));
    auto* mine = new QRadioButton(this);
    setNamedText(mine, tr("Mine: %1").arg(shown(field.mine)));
    auto* theirs = new QRadioButton(this);
    setNamedText(theirs, tr("Theirs: %1").arg(shown(field.theirs)));
    auto* group = new QButtonGroup(this);
    group->addButton(mine, kMine);
    group->addButton(theirs, kTheirs);
    connect(group, &QButtonGroup::idToggled, this, &MergeDialog::update);
    m_choices.push_back(group);
    for (QWidget* part : std::initializer_list<QWidget*>{title, before, mine, theirs}) {
        body()->addWidget(part);
    }
}

void MergeDialog::update() {
    setComplete(
        std::ranges::all_of(m_choices, [](const QButtonGroup* group) { return group->checkedId() >= 0; }));
}

QStringList mergeFields(const QString& object, std::vector<MergeField> fields, QWidget* parent) {
    QStringList taken;
    std::vector<MergeField> collisions;
    for (MergeField& field : fields) {
        if (field.theirs == field.before || field.theirs == field.mine) {
            continue;
        }
        if (field.mine == field.before) {
            taken.append(field.label);
            field.takeTheirs();
        } else {
            collisions.push_back(std::move(field));
        }
    }
    if (!collisions.empty()) {
        (new MergeDialog(object, std::move(collisions), parent))->open();
    }
    return taken;
}

} // namespace kaomon::shell

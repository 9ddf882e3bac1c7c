// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/field_table.h"

#include <QComboBox>
#include <QHeaderView>

#include "applogin/registration/registration_text.h"

namespace kaomon::applogin {

namespace {

enum Column { Page, Field, Use };
constexpr int kRowHeight = 44;

} // namespace

FieldTable::FieldTable(QWidget* parent)
    : QTableWidget(0, 3, parent) {
    setObjectName(QStringLiteral("registrationFields"));
    setAccessibleName(tr("Fields of the window"));
    setHorizontalHeaderLabels({tr("Page"), tr("Field"), tr("What it is for")});
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setFocusPolicy(Qt::NoFocus); // the choices in it have it
    setShowGrid(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setSectionResizeMode(Page, QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(Field, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(Use, QHeaderView::Fixed);
    setColumnWidth(Use, 220);
}

void FieldTable::addRow(RegistrationDraft& draft, std::size_t index) {
    const DraftField& field = draft.fields[index];
    const int row = rowCount();
    insertRow(row);
    const QString name = controlText(field.control);
    setItem(row, Page, new QTableWidgetItem(QString::number(field.page + 1)));
    setItem(row, Field, new QTableWidgetItem(name));
    auto* choice = new QComboBox;
    choice->setObjectName(QStringLiteral("registrationUse%1").arg(index));
    choice->setAccessibleName(tr("What %1 is for").arg(name));
    for (const FieldUse use : usesOf(field.control.role)) {
        choice->addItem(useText(use), static_cast<int>(use));
    }
    choice->setCurrentIndex(choice->findData(static_cast<int>(field.use)));
    connect(choice, &QComboBox::currentIndexChanged, this, [this, &draft, index, choice] {
        draft.fields[index].use = static_cast<FieldUse>(choice->currentData().toInt());
        emit useChanged();
    });
    setCellWidget(row, Use, choice);
}

void FieldTable::show(RegistrationDraft& draft) {
    setRowCount(0);
    for (std::size_t i = 0; i < draft.fields.size(); ++i) {
        addRow(draft, i);
    }
    setColumnHidden(Page, draft.pages() < 2);
}

} // namespace kaomon::applogin

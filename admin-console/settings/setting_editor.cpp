// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_editor.h"

#include <algorithm>
#include <memory>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "settings/setting_value_text.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/setting_choice_text.h"
#include "ui/setting_text.h"
#include "ui/theme.h"

namespace kaomon::settings {
namespace {

constexpr int kFieldWidth = 270;

QString suffix(std::string_view unit) {
    return unit.empty() ? QString() : QStringLiteral(" ") + ui::settingUnitText(unit);
}

} // namespace

SettingEditor::SettingEditor(SettingsPresenter& presenter, const domain::SettingDefinition& definition,
                             QWidget* parent)
    : QFrame(parent)
    , m_presenter(presenter)
    , m_definition(definition)
    , m_note(shell::makeLabel("hint", this))
    , m_fault(shell::makeLabel("error", this))
    , m_lock(new QCheckBox(this))
    , m_inherit(new QPushButton(this))
    , m_undo(new QPushButton(this)) {
    setProperty("part", QStringLiteral("card"));
    setObjectName(ui::toQString(definition.name));
    const ui::SettingText text = ui::settingText(definition.helpId);
    auto* title = shell::makeLabel("value", this);
    title->setText(text.title);
    auto* help = shell::makeLabel("hint", this);
    help->setText(text.help);
    m_field = makeField();
    m_field->setAccessibleName(text.title);
    m_field->setFocusPolicy(m_field->focusPolicy() == Qt::WheelFocus ? Qt::StrongFocus
                                                                     : m_field->focusPolicy());
    m_field->installEventFilter(this);
    m_field->setAccessibleDescription(text.help);
    shell::setNamedText(m_lock, tr("Lock"));
    m_lock->setAccessibleName(tr("Lock: %1").arg(text.title));
    m_lock->setToolTip(tr("Narrower places cannot say otherwise"));
    m_lock->setVisible(definition.isLockable());
    m_inherit->setText(tr("Say nothing here"));
    m_inherit->setAccessibleName(tr("Say nothing here: %1").arg(text.title));
    m_undo->setText(tr("Undo"));
    m_undo->setAccessibleName(tr("Undo: %1").arg(text.title));
    ui::setPart(*m_inherit, "link");
    ui::setPart(*m_undo, "link");

    auto* left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(title);
    left->addWidget(help);
    left->addWidget(m_note);
    left->addWidget(m_fault);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->addWidget(m_field);
    auto* links = new QHBoxLayout;
    links->addWidget(m_lock);
    links->addStretch(1);
    links->addWidget(m_undo);
    links->addWidget(m_inherit);
    right->addLayout(links);
    right->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(20);
    row->addLayout(left, 1);
    row->addLayout(right);
    connect(m_lock, &QCheckBox::toggled, this, &SettingEditor::toggleLock);
    connect(m_inherit, &QPushButton::clicked, this,
            [this] { m_presenter.stageInherited(m_definition.name); });
    connect(m_undo, &QPushButton::clicked, this, [this] { m_presenter.unstage(m_definition.name); });
    refresh();
}

QWidget* SettingEditor::makeField() {
    switch (m_definition.type) {
    case domain::SettingType::Bool:
    case domain::SettingType::Enum:
        return makeChoiceField();
    case domain::SettingType::Int:
    case domain::SettingType::Double:
        return makeNumberField();
    case domain::SettingType::List:
        if (m_definition.item == domain::ListItem::Choice) {
            return makeItemsField();
        }
        break;
    case domain::SettingType::Text:
        break;
    }
    return makeTextField();
}

QWidget* SettingEditor::makeChoiceField() {
    auto* box = new QComboBox(this);
    box->setFixedWidth(kFieldWidth);
    if (m_definition.type == domain::SettingType::Bool) {
        box->addItem(tr("On"), QStringLiteral("true"));
        box->addItem(tr("Off"), QStringLiteral("false"));
    }
    for (const std::string_view choice : m_definition.choices) {
        box->addItem(ui::settingChoiceText(choice), ui::toQString(choice));
        box->setItemData(box->count() - 1, box->itemText(box->count() - 1), Qt::ToolTipRole);
    }
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, box] { edited(ui::toUtf8(box->currentData().toString())); });
    m_show = [box](const std::string& value) { box->setCurrentIndex(box->findData(ui::toQString(value))); };
    return box;
}

QWidget* SettingEditor::makeNumberField() {
    if (m_definition.type == domain::SettingType::Int) {
        auto* box = new QSpinBox(this);
        box->setFixedWidth(kFieldWidth);
        box->setRange(static_cast<int>(m_definition.minimum), static_cast<int>(m_definition.maximum));
        box->setSuffix(suffix(m_definition.unit));
        connect(box, &QSpinBox::valueChanged, this, [this](int value) { edited(std::to_string(value)); });
        m_show = [box](const std::string& value) { box->setValue(QString::fromStdString(value).toInt()); };
        return box;
    }
    auto* box = new QDoubleSpinBox(this);
    box->setFixedWidth(kFieldWidth);
    box->setDecimals(1);
    box->setSingleStep(0.1);
    box->setRange(m_definition.minimum, m_definition.maximum);
    box->setSuffix(suffix(m_definition.unit));
    connect(box, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { edited(QString::number(value, 'g', 6).toStdString()); });
    m_show = [box](const std::string& value) { box->setValue(QString::fromStdString(value).toDouble()); };
    return box;
}

QWidget* SettingEditor::makeItemsField() {
    auto* group = new QWidget(this);
    group->setFixedWidth(kFieldWidth);
    auto* column = new QVBoxLayout(group);
    column->setContentsMargins(0, 0, 0, 0);
    std::vector<std::pair<std::string, QCheckBox*>> boxes;
    for (const std::string_view choice : m_definition.choices) {
        auto* box = new QCheckBox(ui::settingChoiceText(choice), group);
        box->setAccessibleName(box->text());
        column->addWidget(box);
        boxes.emplace_back(std::string(choice), box);
    }
    // The order that was given stays; what is newly ticked comes last.
    const auto order = std::make_shared<std::string>();
    for (const auto& [name, box] : boxes) {
        connect(box, &QCheckBox::toggled, this, [this, boxes, order] {
            std::string value;
            const auto add = [&value](std::string_view item) {
                value += value.empty() ? std::string(item) : ',' + std::string(item);
            };
            const auto isTicked = [&boxes](std::string_view item) {
                const auto found = std::ranges::find(boxes, item, &std::pair<std::string, QCheckBox*>::first);
                return found != boxes.end() && found->second->isChecked();
            };
            const auto before = domain::splitList(*order);
            std::ranges::for_each(before,
                                  [&](std::string_view item) { isTicked(item) ? add(item) : void(); });
            for (const auto& [item, ticked] : boxes) {
                if (ticked->isChecked() && std::ranges::find(before, item) == before.end()) {
                    add(item);
                }
            }
            edited(value);
        });
    }
    m_show = [boxes, order](const std::string& value) {
        *order = value;
        const auto items = domain::splitList(*order);
        for (const auto& [name, box] : boxes) {
            box->setChecked(std::ranges::find(items, name) != items.end());
        }
    };
    return group;
}

QWidget* SettingEditor::makeTextField() {
    auto* edit = new QLineEdit(this);
    edit->setFixedWidth(kFieldWidth);
    if (m_definition.type == domain::SettingType::List) {
        edit->setPlaceholderText(tr("Names with a comma between them"));
    }
    connect(edit, &QLineEdit::textEdited, this, [this](const QString& text) { edited(ui::toUtf8(text)); });
    m_show = [edit](const std::string& value) {
        if (const QString text = ui::toQString(value); edit->text() != text) {
            edit->setText(text);
        }
    };
    return edit;
}

void SettingEditor::edited(const std::string& value) {
    if (m_isShowing) {
        return;
    }
    const auto fault = SettingsPresenter::fault(m_definition, value);
    m_fault->setText(fault ? ui::errorText(*fault).sentence : QString());
    m_fault->setVisible(fault.has_value());
    if (!fault) {
        m_presenter.stage(m_definition.name, value, m_lock->isChecked());
    }
}

void SettingEditor::toggleLock(bool isLocked) {
    if (!m_isShowing) {
        m_presenter.stage(m_definition.name, m_presenter.row(m_definition).value(), isLocked);
    }
}

void SettingEditor::refresh() {
    const SettingRow row = m_presenter.row(m_definition);
    const bool isEditable = m_presenter.mayManage() && !row.isLockedAbove && !m_presenter.isBusy();
    m_isShowing = true;
    m_show(row.value());
    m_lock->setChecked(row.shown && row.shown->isLocked);
    m_isShowing = false;
    m_field->setEnabled(isEditable);
    m_lock->setEnabled(isEditable);
    m_inherit->setVisible(isEditable && row.shown.has_value());
    m_undo->setVisible(isEditable && row.isStaged);
    m_fault->hide();
    refreshNote(row);
}

// The wheel scrolls the page; it changes a value only where somebody is at work.
bool SettingEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::Wheel && !m_field->hasFocus()) {
        event->ignore();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void SettingEditor::refreshNote(const SettingRow& row) {
    QStringList notes;
    if (row.isStaged) {
        notes.append(tr("Changed, not signed yet."));
    }
    if (row.isLockedAbove) {
        notes.append(tr("Locked by %1.").arg(SettingValueText::source(row.source)));
    } else if (row.shown) {
        notes.append(tr("Said here; without it: %1 (%2).")
                         .arg(SettingValueText::value(m_definition, row.inherited),
                              SettingValueText::source(row.source)));
    } else {
        notes.append(tr("Comes from %1.").arg(SettingValueText::source(row.source)));
    }
    notes.append(tr("Default: %1.")
                     .arg(SettingValueText::value(m_definition, std::string(m_definition.defaultValue))));
    if (const QString range = SettingValueText::range(m_definition); !range.isEmpty()) {
        notes.append(tr("Range: %1.").arg(range));
    }
    if (m_definition.settledBy == domain::SettledBy::Operator) {
        notes.append(tr("Has no effect: the operator of the service decides this for all tenants alike."));
    } else if (m_definition.settledBy == domain::SettledBy::PackageManager) {
        notes.append(tr("Has no effect: PCs are updated by what installs packages on them, for example apt "
                        "and unattended-upgrades."));
    } else if (m_definition.settledBy == domain::SettledBy::LivenessLevel) {
        notes.append(
            tr("Has no effect: in one picture narrow eyes cannot be told from closed ones. Liveness level 2 "
               "or more asks for a blink, which only open eyes can do."));
    } else if (!m_definition.isObeyed) {
        notes.append(tr("Kept for a later version: no program acts on it yet."));
    }
    m_note->setText(notes.join(QLatin1Char(' ')));
}

} // namespace kaomon::settings

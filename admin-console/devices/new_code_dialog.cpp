// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/new_code_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/whole_texts.h"
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::devices {

using shell::FormField;

NewCodeDialog::NewCodeDialog(EnrolmentCodesPresenter& presenter, const std::map<std::string, QString>& groups,
                             QWidget* parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_error(new ui::Banner(this))
    , m_label(new FormField(FormField::Kind::Text, this))
    , m_uses(new QSpinBox(this))
    , m_days(new QSpinBox(this))
    , m_group(new QComboBox(this))
    , m_approve(new QCheckBox(this))
    , m_create(new QPushButton(this)) {
    setWindowTitle(tr("New enrolment code"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(420);
    shell::keepTextsWhole(*this);
    m_label->setLabel(tr("Label"));
    m_label->setHint(tr("What the code is for, such as a room or a delivery of PCs"));
    m_uses->setRange(1, EnrolmentCodesPresenter::kMaximumUses);
    m_uses->setAccessibleName(tr("Number of PCs"));
    m_days->setRange(1, EnrolmentCodesPresenter::kMaximumDays);
    m_days->setValue(7);
    m_days->setAccessibleName(tr("Valid for days"));
    auto* usesLabel = new QLabel(tr("Number of PCs"), this);
    usesLabel->setBuddy(m_uses);
    auto* daysLabel = new QLabel(tr("Valid for days"), this);
    daysLabel->setBuddy(m_days);
    auto* groupLabel = new QLabel(tr("Group of PCs"), this);
    groupLabel->setBuddy(m_group);
    m_group->setAccessibleName(tr("Group of PCs"));
    for (const auto& [id, name] : groups) {
        m_group->addItem(name, ui::toQString(id));
    }
    groupLabel->setVisible(groups.size() > 1);
    m_group->setVisible(groups.size() > 1);
    shell::setNamedText(m_approve, tr("Each PC waits until an administrator takes it in"));
    auto* cancel = new QPushButton(this);
    shell::setNamedText(cancel, tr("Cancel"));
    shell::setNamedText(m_create, tr("Create code"));
    ui::setPart(*m_create, "primary");
    shell::lockWrites(m_presenter.session(), {m_create});
    m_create->setDefault(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_error, m_label, usesLabel, m_uses, daysLabel,
                                                           m_days, groupLabel, m_group, m_approve}) {
        column->addWidget(widget);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    column->addSpacing(6);
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, [this] {
        m_error->clear();
        m_presenter.create(form());
    });
    connect(m_label, &FormField::textChanged, this, &NewCodeDialog::update);
    connect(&m_presenter, &EnrolmentCodesPresenter::changed, this, &NewCodeDialog::update);
    connect(&m_presenter, &EnrolmentCodesPresenter::issued, this, &QDialog::accept);
    connect(&m_presenter, &EnrolmentCodesPresenter::commandFailed, this,
            [this](ErrorCode code) { m_error->say(ui::Tone::Bad, ui::errorText(code).joined()); });
    update();
    m_label->edit()->setFocus();
}

CodeForm NewCodeDialog::form() const {
    return {m_label->text(), m_uses->value(), m_days->value(), ui::toUtf8(m_group->currentData().toString()),
            !m_approve->isChecked()};
}

void NewCodeDialog::update() {
    m_create->setEnabled(!m_presenter.isBusy() && EnrolmentCodesPresenter::isComplete(form()));
}

} // namespace kaomon::devices

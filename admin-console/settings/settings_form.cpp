// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"
#include "ui/setting_text.h"

namespace kaomon::settings {

SettingsForm::SettingsForm(SettingsPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_sections(new QListWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_nothing(shell::makeLabel("hint", this)) {
    m_sections->setFixedWidth(200);
    m_sections->setObjectName(QStringLiteral("settingSections"));
    for (const std::string_view section : domain::settingSections()) {
        auto* item = new QListWidgetItem(m_sections);
        item->setData(Qt::UserRole, ui::toQString(section));
        item->setSizeHint({0, 34});
    }
    m_sections->setCurrentRow(0);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_sections);
    auto* right = new QVBoxLayout;
    right->addWidget(m_nothing);
    right->addWidget(m_scroll, 1);
    row->addLayout(right, 1);
    connect(m_sections, &QListWidget::currentRowChanged, this, &SettingsForm::refresh);
    retranslate();
}

std::string SettingsForm::section() const {
    const QListWidgetItem* item = m_sections->currentItem();
    return item == nullptr || !m_search.isEmpty() ? std::string()
                                                  : ui::toUtf8(item->data(Qt::UserRole).toString());
}

void SettingsForm::setSearch(const QString& text) {
    m_search = text.trimmed();
    m_sections->setEnabled(m_search.isEmpty());
    refresh();
}

void SettingsForm::refresh() {
    const std::string wanted = section() + "|" + ui::toUtf8(m_search) + "|" +
                               m_presenter.scope().substr(0, m_presenter.scope().find(':'));
    if (wanted != m_builtFor) {
        m_builtFor = wanted;
        rebuild();
        return;
    }
    for (SettingEditor* editor : m_editors) {
        editor->refresh();
    }
}

void SettingsForm::rebuild() {
    m_editors.clear();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(10);
    for (const SettingRow& row : m_presenter.rows(section(), m_search)) {
        auto* editor = new SettingEditor(m_presenter, *row.definition, content);
        m_editors.push_back(editor);
        column->addWidget(editor);
    }
    column->addStretch(1);
    // An editor's own signal may have led here: the old ones go when it has returned.
    if (QWidget* old = m_scroll->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    m_scroll->setWidget(content);
    m_scroll->setAccessibleName(m_search.isEmpty() ? ui::settingSectionText(section()) : m_search);
    m_nothing->setText(m_search.isEmpty() ? tr("No setting of this group can be given at this place.")
                                          : tr("No setting contains these words."));
    m_nothing->setVisible(m_editors.empty());
}

void SettingsForm::retranslate() {
    m_sections->setAccessibleName(tr("Groups of settings"));
    for (int i = 0; i < m_sections->count(); ++i) {
        QListWidgetItem* item = m_sections->item(i);
        item->setText(ui::settingSectionText(ui::toUtf8(item->data(Qt::UserRole).toString())));
    }
    m_builtFor.clear();
    refresh();
}

} // namespace kaomon::settings

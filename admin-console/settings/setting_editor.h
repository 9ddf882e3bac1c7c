// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QFrame>

#include "settings/settings_presenter.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace kaomon::settings {

// One setting: title, help, the field that fits its type, the lock, where its value comes from. Tells the
// presenter of every change at once; shows what the presenter says. GUI thread; the presenter outlives it.
class SettingEditor final : public QFrame {
    Q_OBJECT
public:
    SettingEditor(SettingsPresenter& presenter, const domain::SettingDefinition& definition, QWidget* parent);

    // Brings value, lock and notes up to date without moving a cursor that stands in the field.
    void refresh();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeField();
    [[nodiscard]] QWidget* makeChoiceField();
    [[nodiscard]] QWidget* makeNumberField();
    [[nodiscard]] QWidget* makeItemsField();
    [[nodiscard]] QWidget* makeTextField();
    void edited(const std::string& value);
    void toggleLock(bool isLocked);
    void refreshNote(const SettingRow& row);

    SettingsPresenter& m_presenter;
    const domain::SettingDefinition& m_definition;
    std::function<void(const std::string&)> m_show; // puts a value into the field
    QLabel* m_note;
    QLabel* m_fault;
    QCheckBox* m_lock;
    QPushButton* m_inherit;
    QPushButton* m_undo;
    QWidget* m_field = nullptr;
    bool m_isShowing = false;
};

} // namespace kaomon::settings

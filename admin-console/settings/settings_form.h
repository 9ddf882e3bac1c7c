// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "settings/setting_editor.h"

class QLabel;
class QListWidget;
class QScrollArea;

namespace kaomon::settings {

// The groups of settings on the left and the editors of the chosen one on the right; a search looks in all
// groups. GUI thread; the presenter outlives it.
class SettingsForm final : public QWidget {
    Q_OBJECT
public:
    SettingsForm(SettingsPresenter& presenter, QWidget* parent);

    void setSearch(const QString& text);
    // Makes the editors anew where what they are about has changed.
    void refresh();
    void retranslate();

private:
    void rebuild();
    [[nodiscard]] std::string section() const;

    SettingsPresenter& m_presenter;
    QListWidget* m_sections;
    QScrollArea* m_scroll;
    QLabel* m_nothing;
    std::vector<SettingEditor*> m_editors;
    QString m_search;
    std::string m_builtFor;
};

} // namespace kaomon::settings

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/form_dialog.h"
#include "shell/saved_filters_presenter.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace kaomon::shell {

class FormField;

// The filters of a list that are kept by name: choose one, keep what the list is filtered by now, delete one
// of one's own. GUI thread; the presenter outlives it.
class SavedFilterBar final : public QWidget {
    Q_OBJECT
public:
    explicit SavedFilterBar(SavedFiltersPresenter& saved, QWidget* parent = nullptr);

    // What the list is filtered by now, in the form of its queries; empty: by nothing, so nothing to keep.
    void setCurrent(const QString& query);
    void retranslate();

signals:
    void chosen(const QString& query);

private:
    void fill();
    void refresh();
    void askSave();

    SavedFiltersPresenter& m_saved;
    QComboBox* m_kept;
    QPushButton* m_forget;
    QPushButton* m_save;
    QString m_current;
};

// The name of a filter, and whether other administrators see it. Opened with open(); deletes itself when
// closed. The presenter outlives it.
class SaveFilterDialog final : public FormDialog {
    Q_OBJECT
public:
    SaveFilterDialog(SavedFiltersPresenter& saved, const QString& query, QWidget* parent);

private:
    void check();

    FormField* m_name;
    QCheckBox* m_shared;
};

} // namespace kaomon::shell

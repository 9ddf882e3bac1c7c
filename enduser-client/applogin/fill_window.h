// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "applogin/fill_session.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace kaomon::applogin {

// What is seen of a fill: a small window at the edge of the screen that says what goes on and never takes the
// input from the window that is filled; only where several entries fit it takes it, for the choice. GUI
// thread; `session` outlives it.
class FillWindow final : public QWidget {
    Q_OBJECT
public:
    explicit FillWindow(FillSession& session);

    // Follows the session from here on.
    void refresh();

private:
    [[nodiscard]] QString text() const;
    void takeChoice();
    void place(bool takesInput);

    FillSession& m_session;
    QLabel* m_text;
    QListWidget* m_choices;
    QPushButton* m_use;
    QPushButton* m_cancel;
};

} // namespace kaomon::applogin

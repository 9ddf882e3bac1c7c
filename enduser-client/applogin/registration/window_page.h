// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "applogin/registration/outline.h"
#include "applogin/registration/window_scout.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace kaomon::applogin {

class CrossHair;

// "Which window is it?": a list of what is open, and a mark to drag onto the window. GUI thread; `scout`
// outlives it.
class WindowPage final : public QWidget {
    Q_OBJECT
public:
    explicit WindowPage(WindowScout& scout, QWidget* parent = nullptr);

    // Lists anew.
    void enter();
    void leave();
    [[nodiscard]] bool isChosen() const;
    // Picks the chosen window: picked() or a message.
    void take();

signals:
    void choiceChanged();
    void picked();

private:
    void wire();
    void showList();
    void showHovered();
    void onDragEnd(bool isDropped);

    WindowScout& m_scout;
    Outline m_outline;
    CrossHair* m_crossHair;
    QTableWidget* m_table;
    QPushButton* m_refresh;
    QLabel* m_message;
    bool m_isTaking = false;
};

} // namespace kaomon::applogin

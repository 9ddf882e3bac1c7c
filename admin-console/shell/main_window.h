// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "shell/top_bar.h"
#include "shell/workspace.h"

namespace kaomon::shell {

class PageStack;

// The window of the console: top bar, and below it first run, sign-in or the workspace. Which of the three is
// the composition root's decision. GUI thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow();

    // Takes them over; call once.
    void setPages(QWidget* firstRun, QWidget* signIn, Workspace* workspace);

    [[nodiscard]] TopBar& topBar() { return *m_topBar; }
    void showFirstRun();
    void showSignIn();
    void showWorkspace();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    TopBar* m_topBar;
    PageStack* m_stack;
    QWidget* m_firstRun = nullptr;
    QWidget* m_signIn = nullptr;
    Workspace* m_workspace = nullptr;
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include <QEvent>
#include <QVBoxLayout>

#include "shell/page_stack.h"

namespace kaomon::shell {

MainWindow::MainWindow()
    : m_topBar(new TopBar(this))
    , m_stack(new PageStack(this)) {
    auto* central = new QWidget(this);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_topBar);
    column->addWidget(m_stack, 1);
    setCentralWidget(central);
    resize(1240, 800);
    retranslate();
}

void MainWindow::setPages(QWidget* firstRun, QWidget* signIn, Workspace* workspace) {
    m_firstRun = firstRun;
    m_signIn = signIn;
    m_workspace = workspace;
    for (QWidget* page : std::initializer_list<QWidget*>{m_firstRun, m_signIn, m_workspace}) {
        m_stack->addWidget(page);
    }
}

void MainWindow::showFirstRun() {
    m_topBar->showPerson({}, {});
    m_stack->setCurrentWidget(m_firstRun);
}

void MainWindow::showSignIn() {
    m_topBar->showPerson({}, {});
    m_stack->setCurrentWidget(m_signIn);
}

void MainWindow::showWorkspace() {
    m_stack->setCurrentWidget(m_workspace);
}

void MainWindow::retranslate() {
    setWindowTitle(tr("Kaomon console"));
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QMainWindow::changeEvent(event);
}

} // namespace kaomon::shell

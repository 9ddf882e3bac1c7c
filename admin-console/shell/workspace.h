// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "shell/page.h"
#include "ui/banner.h"

class QButtonGroup;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace kaomon::shell {

// What a signed-in administrator works in: navigation on the left, one page on the right. Ctrl+1, Ctrl+2 ...
// change the page. Knows pages, not features. GUI thread.
class Workspace final : public QWidget {
    Q_OBJECT
public:
    explicit Workspace(QWidget* parent = nullptr);

    // Takes the page over.
    void addPage(Page* page);
    // Shows the first page; to be called at each sign-in.
    void start(bool isDemoTenant);
    void stop();
    [[nodiscard]] int currentPage() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void show(int index);
    void retranslate();

    ui::Banner* m_notice;
    QVBoxLayout* m_navigation;
    QButtonGroup* m_group;
    QStackedWidget* m_stack;
    std::vector<Page*> m_pages;
    int m_active = -1;
    bool m_isDemo = false;
};

} // namespace kaomon::shell

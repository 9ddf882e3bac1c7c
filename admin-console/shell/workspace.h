// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "shell/message_bar.h"
#include "shell/page.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kaomon::shell {

class PageStack;

// What a signed-in administrator works in: navigation on the left in groups, one page on the right. Ctrl+1,
// Ctrl+2 ... Ctrl+9, Ctrl+0 show the first ten pages, later ones have no shortcut; a link of a page changes
// it too. Knows pages, not features. GUI thread.
class Workspace final : public QWidget {
    Q_OBJECT
public:
    explicit Workspace(QWidget* parent = nullptr);

    // The pages that are added from here on stand below a heading; `heading` is an untranslated text of the
    // context "kaomon::shell::Workspace".
    void addHeading(const char* heading);
    // Takes the page over.
    void addPage(Page* page);
    // Above every page.
    [[nodiscard]] MessageBar& messages() const { return *m_messages; }
    // Shows the first page; to be called at each sign-in. `waitingFingerprint`: of an administrator to whom
    // no keys were handed over yet.
    void start(bool isDemoTenant, const QString& waitingFingerprint);
    void stop();
    // What an administrator without keys reads out; empty when he has them.
    void showWaiting(const QString& fingerprint);
    [[nodiscard]] int currentPage() const;
    void openLink(const QString& page, const QString& query);

protected:
    void changeEvent(QEvent* event) override;

private:
    void show(int index);
    void retranslate();
    void showOwnMessage();

    MessageBar* m_messages;
    QVBoxLayout* m_navigation;
    QButtonGroup* m_group;
    PageStack* m_stack;
    std::vector<Page*> m_pages;
    std::vector<std::pair<QLabel*, const char*>> m_headings;
    QString m_waitingFingerprint;
    int m_active = -1;
    bool m_isDemo = false;
};

} // namespace kaomon::shell

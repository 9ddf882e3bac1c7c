// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "notices/notices_presenter.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::notices {

// "Notices": what the administrators tell the people of this PC; a notice that is looked at counts as read,
// and the person can say that he has taken note of it. GUI thread.
class NoticesPage final : public QWidget {
    Q_OBJECT
public:
    NoticesPage(agentlink::AgentLink& link, agentlink::ClientSession& session,
                const ui::LanguageSwitcher& languages, QWidget* parent = nullptr);

    [[nodiscard]] NoticesPresenter& presenter() { return m_presenter; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void fillList();
    void showChosen();
    void retranslate();
    [[nodiscard]] const ShownNotice* chosen() const;

    const ui::LanguageSwitcher& m_languages;
    NoticesPresenter m_presenter;
    QLabel* m_title;
    ui::StatePanel* m_panel;
    QListWidget* m_list;
    QLabel* m_heading;
    QLabel* m_time;
    QLabel* m_body;
    QPushButton* m_acknowledge;
    QLabel* m_noted;
};

} // namespace kaomon::notices

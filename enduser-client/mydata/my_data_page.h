// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "mydata/my_data_presenter.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::mydata {

// "My data": what is kept of the person, a copy of it in a file, and the way to take the consent back. GUI
// thread.
class MyDataPage final : public QWidget {
    Q_OBJECT
public:
    MyDataPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

    [[nodiscard]] MyDataPresenter& presenter() { return m_presenter; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void retranslate();
    void fillTable();
    void save();
    void askAgain(bool isAsking);

    MyDataPresenter m_presenter;
    QLabel* m_title;
    QLabel* m_about;
    ui::StatePanel* m_panel;
    QLabel* m_person;
    QLabel* m_consent;
    QTableWidget* m_faces;
    QLabel* m_message;
    QPushButton* m_save;
    QPushButton* m_withdraw;
    QPushButton* m_reallyWithdraw;
    QPushButton* m_keep;
    bool m_isAsking = false;
};

} // namespace kaomon::mydata

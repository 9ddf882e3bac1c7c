// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "helpdesk/diagnostics_presenter.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::helpdesk {

// "Help": what this PC would tell the help desk, to be read before it is sent, and the ticket afterwards. GUI
// thread.
class DiagnosticsPage final : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosticsPage(agentlink::AgentLink& link, QWidget* parent = nullptr);
    DiagnosticsPage(agentlink::AgentLink& link, const QString& logPath, QWidget* parent);

    [[nodiscard]] DiagnosticsPresenter& presenter() { return m_presenter; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makePreview();
    QWidget* makeResult();
    void refresh();
    void fillAsked();
    void fillParts();
    void fillResult();
    void showText();
    void askForFile();
    void retranslate();
    [[nodiscard]] QString waitingText() const;

    DiagnosticsPresenter m_presenter;
    QLabel* m_title;
    QLabel* m_about;
    QLabel* m_last;
    QLabel* m_asked;
    QPushButton* m_decline;
    ui::StatePanel* m_panel;
    QStackedWidget* m_content;
    QListWidget* m_parts = nullptr;
    QLabel* m_others = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QPushButton* m_more = nullptr;
    QLabel* m_noteLabel = nullptr;
    QLineEdit* m_note = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_send = nullptr;
    QLabel* m_message = nullptr;
    QLabel* m_resultText = nullptr;
    QLabel* m_ticket = nullptr;
    QLabel* m_resultNext = nullptr;
    QPushButton* m_again = nullptr;
};

} // namespace kaomon::helpdesk

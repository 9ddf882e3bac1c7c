// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "pin/pin_presenter.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace kaomon::ui {
class PreviewWidget;
}

namespace kaomon::pin {

// "PIN": the second factor beside the face on this PC, set and changed after a look at the face. GUI thread.
class PinPage final : public QWidget {
    Q_OBJECT
public:
    PinPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

    [[nodiscard]] PinPresenter& presenter() { return m_presenter; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeSide();
    void refresh();
    void begin();
    void retranslate();
    [[nodiscard]] QString faultText() const;
    [[nodiscard]] QString stateText() const;

    agentlink::ClientSession& m_session;
    PinPresenter m_presenter;
    QLabel* m_title;
    QLabel* m_about;
    ui::PreviewWidget* m_preview;
    QLabel* m_firstLabel;
    QLineEdit* m_first;
    QLabel* m_againLabel;
    QLineEdit* m_again;
    QLabel* m_message;
    QPushButton* m_set;
    QPushButton* m_cancel;
};

} // namespace kaomon::pin

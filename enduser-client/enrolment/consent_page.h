// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "enrolment/consent_presenter.h"

class QLabel;
class QPushButton;
class QTextBrowser;

namespace kaomon::enrolment {

// What happens to face data, to be read before a face is enrolled. Refusing costs nothing: the password
// stays.
class ConsentPage final : public QWidget {
    Q_OBJECT

public:
    ConsentPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

    [[nodiscard]] bool isGiven() const { return m_presenter.isGiven(); }

signals:
    void agreed();
    void declined();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void showText();
    void showError(ErrorCode code);
    void retranslate();

    ConsentPresenter m_presenter;
    QLabel* m_title;
    QLabel* m_version;
    QTextBrowser* m_text;
    QLabel* m_message;
    QPushButton* m_agree;
    QPushButton* m_decline;
    std::optional<ErrorCode> m_error;
};

} // namespace kaomon::enrolment

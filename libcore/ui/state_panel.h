// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QStackedWidget>

#include "base/error.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace kaomon::ui {

// The four states of every page that shows loaded data: empty, loading, error with a retry button, content.
// Starts as loading. Texts follow the language: error texts by themselves; the owner gives its own texts
// again on QEvent::LanguageChange.
class StatePanel final : public QStackedWidget {
    Q_OBJECT

public:
    enum class State { Empty, Loading, Failed, Content };

    explicit StatePanel(QWidget* parent = nullptr);

    // Takes the widget over; call once.
    void setContent(QWidget* content);

    // `action` is the text of a button below the hint (signal emptyActionTriggered); empty for none.
    void showEmpty(const QString& title, const QString& hint, const QString& action = {});
    void showLoading(const QString& text = {});
    void showError(ErrorCode code);
    void showContent();
    [[nodiscard]] State state() const { return m_state; }

signals:
    void retryRequested();
    void emptyActionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeEmptyPage();
    QWidget* makeLoadingPage();
    QWidget* makeErrorPage();
    void retranslate();

    State m_state = State::Loading;
    std::optional<ErrorCode> m_error;
    QString m_loading;
    QLabel* m_emptyTitle = nullptr;
    QLabel* m_emptyHint = nullptr;
    QPushButton* m_emptyAction = nullptr;
    QLabel* m_loadingText = nullptr;
    QLabel* m_errorSentence = nullptr;
    QLabel* m_errorNextStep = nullptr;
    QPushButton* m_retry = nullptr;
    QWidget* m_content = nullptr;
};

} // namespace kaomon::ui

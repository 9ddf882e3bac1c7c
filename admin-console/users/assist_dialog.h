// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "shell/form_dialog.h"
#include "ui/prompts.h"
#include "users/assist_presenter.h"
#include "wire/users.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTextBrowser;

namespace kaomon::cameras {
class CameraChoice;
}

namespace kaomon::ui {
class LightSurround;
class MeterBar;
class PreviewWidget;
} // namespace kaomon::ui

namespace kaomon::users {

// Takes a person's face with the camera of this PC: consent, pictures, what came of it. Opened with open();
// deletes itself when closed. Session and prompts outlive it.
class AssistDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    AssistDialog(shell::ConsoleSession& session, const wire::User& user, const std::string& agentSocket,
                 ui::Prompts& prompts, QWidget* parent);

    [[nodiscard]] AssistPresenter& presenter() { return m_assist; }
    // Closing gives up what is not at the server yet, so it asks first.
    void reject() override;

signals:
    void facesChanged();

private:
    enum Page { Message, Consent, Camera };

    [[nodiscard]] QWidget* makeMessage();
    [[nodiscard]] QWidget* makeConsent();
    [[nodiscard]] QWidget* makeCamera();
    [[nodiscard]] QWidget* makeSide();
    void showConsentText();
    void showFrame(const localipc::Message& message);
    void goOn();
    void refresh();
    void refreshCamera();
    void refreshButton();

    const QString m_name;
    ui::Prompts& m_prompts;
    AssistPresenter m_assist;
    QStackedWidget* m_pages;
    QLabel* m_headline;
    QLabel* m_advice;
    QPushButton* m_retry;
    QPushButton* m_remove;
    QComboBox* m_language;
    QTextBrowser* m_text;
    QCheckBox* m_agreed;
    QLabel* m_second;
    ui::PreviewWidget* m_preview;
    ui::LightSurround* m_light;
    cameras::CameraChoice* m_camera;
    QLabel* m_prompt;
    QLabel* m_hint;
    QProgressBar* m_progress;
    std::array<ui::MeterBar*, agentlink::kMeterKinds> m_meters{};
    QLabel* m_variantLabel;
    QComboBox* m_variant;
    QPushButton* m_stop;
};

} // namespace kaomon::users

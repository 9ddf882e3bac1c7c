// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "enrolment/enrolment_presenter.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace kaomon::ui {
class LightSurround;
class MeterBar;
class PreviewWidget;
} // namespace kaomon::ui

namespace kaomon::enrolment {

// The camera's picture, what to do now, how good the picture is, and how far the enrolment has come.
class EnrolmentPage final : public QWidget {
    Q_OBJECT

public:
    EnrolmentPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

signals:
    void testRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeSide();
    void showFrame(const localipc::Message& message);
    void refresh();
    void updateTexts();
    void updateMeters();
    [[nodiscard]] QString prompt() const;
    [[nodiscard]] QString hint() const;
    [[nodiscard]] static QString textOfRequest(const QString& request);
    void retranslate();

    agentlink::ClientSession& m_session;
    EnrolmentPresenter m_presenter;
    QLabel* m_title;
    ui::PreviewWidget* m_preview;
    ui::LightSurround* m_light;
    QLabel* m_prompt;
    QLabel* m_hint;
    QLabel* m_count;
    QProgressBar* m_progress;
    std::array<ui::MeterBar*, kMeterKinds> m_meters{};
    QLabel* m_variantLabel;
    QComboBox* m_variant;
    QPushButton* m_start;
    QPushButton* m_cancel;
    QPushButton* m_test;
};

} // namespace kaomon::enrolment

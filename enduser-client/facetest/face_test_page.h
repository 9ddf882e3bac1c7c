// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "facetest/face_test_presenter.h"

class QLabel;
class QPushButton;

namespace kaomon::ui {
class Badge;
class LightSurround;
class PreviewWidget;
} // namespace kaomon::ui

namespace kaomon::facetest {

// "Test my face": the camera's picture and whether the person was recognised, with the reason and what to do.
class FaceTestPage final : public QWidget {
    Q_OBJECT

public:
    FaceTestPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

signals:
    void enrolmentRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeSide();
    void showFrame(const localipc::Message& message);
    void refresh();
    void showResult();
    void retranslate();

    agentlink::ClientSession& m_session;
    FaceTestPresenter m_presenter;
    QLabel* m_title;
    ui::PreviewWidget* m_preview;
    ui::LightSurround* m_light;
    ui::Badge* m_badge;
    QLabel* m_state;
    QLabel* m_hint;
    QLabel* m_time;
    QPushButton* m_test;
    QPushButton* m_cancel;
    QPushButton* m_enrol;
};

} // namespace kaomon::facetest

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "cameras/camera_presenter.h"

class QComboBox;
class QLabel;

namespace kaomon::cameras {

// "Camera: ..." on the pages that look at a face; not there while there is nothing to choose. GUI thread.
class CameraChoice final : public QWidget {
    Q_OBJECT

public:
    explicit CameraChoice(agentlink::AgentLink& link, QWidget* parent = nullptr);

    void refresh() { m_presenter.refresh(); }
    // While the camera looks at somebody no other is chosen.
    void setLooking(bool isLooking);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void choose(int index);

    CameraPresenter m_presenter;
    QLabel* m_label;
    QComboBox* m_cameras;
    QLabel* m_fault;
    bool m_isLooking = false;
};

} // namespace kaomon::cameras

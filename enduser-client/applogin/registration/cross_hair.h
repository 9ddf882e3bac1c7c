// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace kaomon::applogin {

// The mark that is dragged onto a window of another program: while the button is held, pointer and keyboard
// belong to it. Esc gives up. For the mouse alone; whoever has none picks from the list beside it. GUI
// thread.
class CrossHair final : public QWidget {
    Q_OBJECT
public:
    explicit CrossHair(QWidget* parent = nullptr);

    [[nodiscard]] bool isDragging() const { return m_isDragging; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void begun();
    void moved();
    void dropped();
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void release();

    bool m_isDragging = false;
};

} // namespace kaomon::applogin

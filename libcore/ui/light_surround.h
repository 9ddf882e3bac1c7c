// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace kaomon::ui {

// Lights up the person in front of the screen: while it is on, what is inside stands in a broad white frame.
// Takes the content as its child. GUI thread.
class LightSurround final : public QWidget {
    Q_OBJECT

public:
    explicit LightSurround(QWidget* content, QWidget* parent = nullptr);

    void setOn(bool isOn);
    [[nodiscard]] bool isOn() const { return m_isOn; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateMargins();

    QVBoxLayout* m_column;
    QWidget* m_content;
    bool m_isOn = false;
};

} // namespace kaomon::ui

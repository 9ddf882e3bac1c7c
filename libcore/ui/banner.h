// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/theme.h"

class QLabel;
class QPushButton;

namespace kaomon::ui {

// A message across the top of a page, hidden until say() is called. With an action text it has a button. The
// label's accessible name is its text (objectName "bannerText"; the button's is "bannerAction").
class Banner final : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    void say(Tone tone, const QString& text, const QString& action = {});
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

signals:
    void actionTriggered();

private:
    QLabel* m_text;
    QPushButton* m_action;
    Tone m_tone = Tone::Neutral;
};

} // namespace kaomon::ui

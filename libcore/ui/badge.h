// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "ui/theme.h"

namespace kaomon::ui {

// A word on a coloured ground: a state in a table or a page. The text carries the meaning, the colour repeats
// it. Its accessible name is its text.
class Badge final : public QLabel {
    Q_OBJECT

public:
    explicit Badge(QWidget* parent = nullptr);

    void setState(Tone tone, const QString& text);
    [[nodiscard]] Tone tone() const { return m_tone; }

private:
    Tone m_tone = Tone::Neutral;
};

} // namespace kaomon::ui

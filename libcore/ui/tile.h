// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/theme.h"

namespace kaomon::ui {

// A number with its name on a card; pressing it leads to what is behind the number. Its accessible name is
// "name: number". Without setLink() it cannot be pressed. GUI thread.
class Tile final : public QAbstractButton {
    Q_OBJECT

public:
    explicit Tile(QWidget* parent = nullptr);

    // `note` stands below in small letters; may be empty.
    void setTexts(const QString& name, const QString& number, const QString& note, Tone tone);
    void setLink(bool isLink);
    [[nodiscard]] QSize sizeHint() const override { return {190, 104}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {150, 104}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    QString m_number;
    QString m_note;
    Tone m_tone = Tone::Neutral;
};

} // namespace kaomon::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace kaomon::ui {

// One measured value against what is needed: name, bar with a mark at the threshold, and a sentence when it
// is not good enough. Shows only; the presenter decides what is good and what the sentence is.
class MeterBar final : public QWidget {
    Q_OBJECT

public:
    struct Reading {
        double fraction = 0.0;  // 0..1, how full the bar is
        double threshold = 0.5; // 0..1, where the mark stands
        bool isGood = false;
        QString sentence; // what to do when it is not good
    };

    explicit MeterBar(QWidget* parent = nullptr);

    void setName(const QString& name);
    void setReading(const Reading& reading);
    void clear();
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool isGood() const { return m_reading.isGood; }

private:
    class Track;
    void updateTexts();

    QLabel* m_name;
    Track* m_track;
    QLabel* m_sentence;
    Reading m_reading;
    bool m_hasReading = false;
};

} // namespace kaomon::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meter_bar.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme.h"

namespace kaomon::ui {

// The bar itself: a filled track with a mark at the threshold.
class MeterBar::Track final : public QWidget {
public:
    explicit Track(QWidget* parent)
        : QWidget(parent) {
        setFixedHeight(14);
    }

    void set(double fraction, double threshold, bool isGood, bool hasReading) {
        m_fraction = std::clamp(fraction, 0.0, 1.0);
        m_threshold = std::clamp(threshold, 0.0, 1.0);
        m_isGood = isGood;
        m_hasReading = hasReading;
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const QRectF groove(0, 4, width(), 6);
        painter.setBrush(themeColour(QStringLiteral("line")));
        painter.drawRoundedRect(groove, 3, 3);
        if (!m_hasReading) {
            return;
        }
        const QColor fill = themeColour(m_isGood ? QStringLiteral("good") : QStringLiteral("warning"));
        painter.setBrush(fill);
        painter.drawRoundedRect(QRectF(0, 4, std::max(6.0, m_fraction * width()), 6), 3, 3);
        painter.setBrush(themeColour(QStringLiteral("text-muted")));
        painter.drawRect(QRectF(m_threshold * (width() - 2), 0, 2, 14));
    }

private:
    double m_fraction = 0.0;
    double m_threshold = 0.5;
    bool m_isGood = false;
    bool m_hasReading = false;
};

MeterBar::MeterBar(QWidget* parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_track(new Track(this))
    , m_sentence(new QLabel(this)) {
    m_name->setMinimumWidth(92);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("meterSentence"));
    setPart(*m_sentence, "hint");
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->addWidget(m_name, 0, 0);
    grid->addWidget(m_track, 0, 1);
    grid->addWidget(m_sentence, 1, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    updateTexts();
}

void MeterBar::setName(const QString& name) {
    m_name->setText(name);
    updateTexts();
}

void MeterBar::setReading(const Reading& reading) {
    m_reading = reading;
    m_hasReading = true;
    updateTexts();
}

void MeterBar::clear() {
    m_reading = {};
    m_hasReading = false;
    updateTexts();
}

QString MeterBar::sentence() const {
    return m_sentence->text();
}

void MeterBar::updateTexts() {
    m_track->set(m_reading.fraction, m_reading.threshold, m_reading.isGood, m_hasReading);
    QString text;
    if (m_hasReading) {
        text = m_reading.isGood ? tr("Good") : m_reading.sentence;
    }
    m_sentence->setText(text);
    setAccessibleName(text.isEmpty() ? m_name->text() : tr("%1: %2").arg(m_name->text(), text));
}

} // namespace kaomon::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QByteArray>
#include <QImage>
#include <QRect>
#include <QWidget>

namespace kaomon::ui {

// Shows camera frames that arrive as JPEG, mirrored as people expect of a mirror, with a frame around the
// face. Holds the last frame only, in memory only. A frame that is no picture is ignored. GUI thread.
class PreviewWidget final : public QWidget {
    Q_OBJECT

public:
    explicit PreviewWidget(QWidget* parent = nullptr);

    // `face` in pixels of the frame before mirroring.
    void setFrame(const QByteArray& jpeg, std::optional<QRect> face, bool isGood);
    // Shown in place of a picture while there is none.
    void setMessage(const QString& message);
    void clear();
    [[nodiscard]] bool hasFrame() const { return !m_frame.isNull(); }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_frame;
    std::optional<QRect> m_face;
    bool m_isGood = false;
    QString m_message;
};

} // namespace kaomon::ui

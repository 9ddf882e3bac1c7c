// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

namespace kaomon::shell {

// A text as a QR code, black on white in every theme so that cameras read it. Shows nothing for a text that
// does not fit. Its accessible description says what it is; the text itself stands beside it. GUI thread.
class QrView final : public QWidget {
    Q_OBJECT
public:
    explicit QrView(QWidget* parent = nullptr);

    // False when the text is too long for a QR code.
    bool setText(const QString& text);
    [[nodiscard]] int modules() const { return m_width; } // per side; 0 without a code
    [[nodiscard]] QSize sizeHint() const override { return {190, 190}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_width = 0;
    std::vector<bool> m_dark;
};

} // namespace kaomon::shell

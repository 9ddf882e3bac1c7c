// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace kaomon::ui {

// A plain text that is cut with an ellipsis where there is no room for it; the whole of it is in the tool tip
// and, as ever, in text(). With setWhole(true) it wraps instead, as any label. GUI thread.
class OneLineLabel final : public QLabel {
    Q_OBJECT

public:
    explicit OneLineLabel(QWidget* parent = nullptr);

    void setWhole(bool isWhole);
    void tell(const QString& text);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isWhole = false;
};

} // namespace kaomon::ui

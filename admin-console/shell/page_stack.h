// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

namespace kaomon::shell {

// Pages of which one is seen. Qt's own stack asks every page, seen or not, how high it would be for a width
// whenever anything is laid out; with two dozen pages of wrapped texts that was nearly half of what the tests
// that show them all computed. A page fills the window, whose height does not depend on its width. GUI
// thread.
class PageStack final : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
};

} // namespace kaomon::shell

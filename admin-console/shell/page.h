// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace kaomon::shell {

// A feature's place in the main window. The window owns it and tells it when it comes into view; the page
// loads its data then, and stops what it does by itself when it goes. GUI thread.
class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    // Text of the navigation button; asked again after a language change.
    [[nodiscard]] virtual QString title() const = 0;
    virtual void activate() = 0;
    virtual void deactivate() {}
    // What a link of another page asks for, in the form of the list's query; comes after activate().
    virtual void openQuery(const QString& query) { Q_UNUSED(query) }

signals:
    // Somebody wants the page whose objectName is `page`, filtered by `query`.
    void linkActivated(const QString& page, const QString& query);
};

} // namespace kaomon::shell

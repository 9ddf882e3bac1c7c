// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/feature_page.h"
#include "support/support_presenter.h"

class QLabel;

namespace kaomon::ui {
class Badge;
}

namespace kaomon::support {

// The page "Support": contact, hours, who is responsible for what, what the service does not promise. GUI
// thread; the session outlives it.
class SupportPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit SupportPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Support"); }

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    [[nodiscard]] QString contactText() const;
    [[nodiscard]] QString hoursText() const;
    [[nodiscard]] QString closedText() const;
    [[nodiscard]] static QString dutiesText();

    SupportPresenter m_support;
    ui::Badge* m_open;
    QLabel* m_contactTitle;
    QLabel* m_contact;
    QLabel* m_hoursTitle;
    QLabel* m_hours;
    QLabel* m_closed;
    QLabel* m_dutiesTitle;
    QLabel* m_duties;
    QLabel* m_limits;
};

} // namespace kaomon::support

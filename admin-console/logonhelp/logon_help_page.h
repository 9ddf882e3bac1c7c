// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logonhelp/logon_help_presenter.h"
#include "shell/feature_page.h"
#include "shell/look_up_edit.h"

class QLabel;
class QVBoxLayout;

namespace kaomon::logonhelp {

// The page "Logon help": choose a person and a PC, read what stands in the way, press the button that mends
// it. GUI thread; the session outlives it.
class LogonHelpPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit LogonHelpPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Logon help"); }
    // user=<id>&name=<text>[&device=<id>&device_name=<text>]
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void ask();
    void mend(Mend mend);
    void askReason(Mend mend);
    void showFindings();
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString link(Mend mend, QString& page) const;

    LogonHelpPresenter m_help;
    QLabel* m_intro;
    shell::LookUpEdit* m_person;
    shell::LookUpEdit* m_device;
    QLabel* m_summary;
    QVBoxLayout* m_cards;
};

} // namespace kaomon::logonhelp

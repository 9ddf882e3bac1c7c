// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "administrators/server_pins_presenter.h"
#include "ui/prompts.h"

class QLabel;
class QPushButton;

namespace kaomon::administrators {

// Below the tab "Keys": the server's key in use and the one that is to follow, what of them is signed, and
// the button that signs. Not shown where the server does not tell. GUI thread; presenter and prompts outlive
// it.
class ServerPinsView final : public QWidget {
    Q_OBJECT
public:
    ServerPinsView(ServerPinsPresenter& presenter, ui::Prompts& prompts, QWidget* parent = nullptr);

    void refresh();
    void retranslate();

private:
    void build();
    void ask();
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString pcs() const;
    [[nodiscard]] QString lineOf(const std::string& pin, const std::optional<TimePoint>& until) const;

    ServerPinsPresenter& m_pins;
    ui::Prompts& m_prompts;
    QLabel* m_title;
    QLabel* m_currentName;
    QLabel* m_current;
    QLabel* m_nextName;
    QLabel* m_next;
    QLabel* m_note;
    QLabel* m_pcs;
    QPushButton* m_sign;
};

} // namespace kaomon::administrators

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>

#include "ui/badge.h"
#include "wire/events.h"

class QLabel;

namespace kaomon::logs {

// Everything that one event says. Hidden while none is selected. GUI thread.
class EventPanel final : public QFrame {
    Q_OBJECT
public:
    explicit EventPanel(QWidget* parent = nullptr);

    void display(const std::optional<wire::StoredEvent>& event);
    void retranslate();

private:
    [[nodiscard]] QString facts() const;

    std::optional<wire::StoredEvent> m_event;
    QLabel* m_what;
    ui::Badge* m_result;
    QLabel* m_reason;
    QLabel* m_facts;
};

} // namespace kaomon::logs

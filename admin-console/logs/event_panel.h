// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>

#include "ui/badge.h"
#include "wire/events.h"

class QLabel;
class QPushButton;

namespace kaomon::logs {

// Everything that one event says. Hidden while none is selected. GUI thread.
class EventPanel final : public QFrame {
    Q_OBJECT
public:
    explicit EventPanel(QWidget* parent = nullptr);

    void display(const std::optional<wire::StoredEvent>& event);
    void retranslate();

signals:
    // The person wants to see what happened around this person or PC.
    void userWanted(const QString& id, const QString& name);
    void deviceWanted(const QString& id, const QString& name);

private:
    [[nodiscard]] QString facts() const;

    std::optional<wire::StoredEvent> m_event;
    QLabel* m_what;
    ui::Badge* m_result;
    QLabel* m_reason;
    QLabel* m_facts;
    QPushButton* m_ofUser;
    QPushButton* m_ofDevice;
};

} // namespace kaomon::logs

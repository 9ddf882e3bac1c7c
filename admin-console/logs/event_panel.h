// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "shell/fact_panel.h"
#include "wire/events.h"

namespace kaomon::logs {

// Everything that one event says. Hidden while none is selected. GUI thread.
class EventPanel final : public shell::FactPanel {
    Q_OBJECT
public:
    explicit EventPanel(QWidget* parent = nullptr);

    void tell(const std::optional<wire::StoredEvent>& event);
    void retranslate();

signals:
    // The person wants to see what happened around this person or PC.
    void userWanted(const QString& id, const QString& name);
    void deviceWanted(const QString& id, const QString& name);

private:
    std::optional<wire::StoredEvent> m_event;
    QPushButton* m_ofUser;
    QPushButton* m_ofDevice;
};

} // namespace kaomon::logs

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "shell/fact_panel.h"
#include "wire/operations.h"

namespace kaomon::operations {

// Everything that one entry says, with what it changed, before and after. Hidden while none is selected. GUI
// thread.
class OperationPanel final : public shell::FactPanel {
    Q_OBJECT
public:
    explicit OperationPanel(QWidget* parent = nullptr);

    void tell(const std::optional<wire::Operation>& entry);
    void retranslate();

signals:
    // The person wants to see everything that was done to this object, or by this person.
    void objectWanted(const QString& id);
    void actorWanted(const QString& id);

private:
    [[nodiscard]] QString difference() const;

    std::optional<wire::Operation> m_entry;
    QLabel* m_changes;
    QPushButton* m_ofObject;
    QPushButton* m_ofActor;
};

} // namespace kaomon::operations

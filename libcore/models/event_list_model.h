// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "base/error.h"
#include "models/row_table_model.h"
#include "wire/events.h"

namespace kaomon::models {

// Events as administrators read them, newest first.
class EventListModel final : public RowTableModel<wire::StoredEvent> {
    Q_OBJECT
public:
    enum Column {
        Time,
        Device,
        User,
        What,
        Outcome,
        Reason,
        Scenario,
        Elapsed,
        Camera,
        Liveness,
        ColumnCount
    };

    // The sentence of a reason; the texts of errors live in libcore/ui, above this library.
    using ReasonText = std::function<QString(ErrorCode)>;
    explicit EventListModel(ReasonText reasonText, QObject* parent = nullptr);

protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] QString text(const wire::StoredEvent& row, int column) const override;
    [[nodiscard]] std::optional<Tone> tone(const wire::StoredEvent& row, int column) const override;
    [[nodiscard]] std::string idOf(const wire::StoredEvent& row) const override;
    [[nodiscard]] bool isSame(const wire::StoredEvent& a, const wire::StoredEvent& b) const override;

private:
    [[nodiscard]] QString reason(const wire::StoredEvent& row) const;

    ReasonText m_reasonText;
};

} // namespace kaomon::models

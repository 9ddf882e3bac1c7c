// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operation_list_model.h"

#include "models/display_text.h"
#include "models/operation_text.h"

namespace kaomon::models {

QString OperationListModel::title(int column) const {
    switch (column) {
    case Time:
        return tr("Time");
    case Actor:
        return tr("Who");
    case Action:
        return tr("Operation");
    case Object:
        return tr("Object");
    case Outcome:
        return tr("Result");
    case Reason:
        return tr("Reason");
    case Address:
        return tr("Address");
    case Number:
        return tr("Number");
    default:
        return {};
    }
}

QString OperationListModel::text(const wire::Operation& row, int column) const {
    switch (column) {
    case Time:
        return DisplayText::time(row.at);
    case Actor:
        return OperationText::actor(row);
    case Action:
        return OperationText::action(row.action);
    case Object:
        return OperationText::object(row);
    case Outcome:
        return OperationText::outcome(row.outcome);
    case Reason:
        return QString::fromStdString(row.reason);
    case Address:
        return QString::fromStdString(row.address);
    case Number:
        return QString::number(row.seq);
    default:
        return {};
    }
}

std::optional<Tone> OperationListModel::tone(const wire::Operation& row, int column) const {
    return column == Outcome ? std::optional(row.outcome == "ok" ? Tone::Good : Tone::Bad) : std::nullopt;
}

std::string OperationListModel::idOf(const wire::Operation& row) const {
    return std::to_string(row.seq);
}

// An entry never changes; if it does, the chain says so.
bool OperationListModel::isSame(const wire::Operation& a, const wire::Operation& b) const {
    return a.hash == b.hash;
}

} // namespace kaomon::models

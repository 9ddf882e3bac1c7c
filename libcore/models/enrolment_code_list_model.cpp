// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/enrolment_code_list_model.h"

#include "models/display_text.h"

namespace kaomon::models {

QString EnrolmentCodeListModel::title(int column) const {
    switch (column) {
    case Label:
        return tr("Label");
    case State:
        return tr("State");
    case Uses:
        return tr("Used");
    case NotAfter:
        return tr("Valid until");
    case CreatedAt:
        return tr("Made at");
    default:
        return {};
    }
}

QString EnrolmentCodeListModel::text(const wire::EnrolmentCode& row, int column) const {
    switch (column) {
    case Label:
        return QString::fromStdString(row.label);
    case State:
        return DisplayText::codeState(row.state);
    case Uses:
        return tr("%1 of %2").arg(row.used).arg(row.useCount);
    case NotAfter:
        return DisplayText::time(row.notAfter);
    case CreatedAt:
        return DisplayText::time(row.createdAt);
    default:
        return {};
    }
}

std::optional<Tone> EnrolmentCodeListModel::tone(const wire::EnrolmentCode& row, int column) const {
    switch (column) {
    case State:
        return codeTone(row.state);
    default:
        return std::nullopt;
    }
}

std::string EnrolmentCodeListModel::idOf(const wire::EnrolmentCode& row) const {
    return row.codeId;
}

bool EnrolmentCodeListModel::isSame(const wire::EnrolmentCode& a, const wire::EnrolmentCode& b) const {
    return a.codeId == b.codeId && a.state == b.state && a.used == b.used && a.label == b.label;
}

} // namespace kaomon::models

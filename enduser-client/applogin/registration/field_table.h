// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include "applogin/registration_draft.h"

namespace kaomon::applogin {

// The controls of a sign-in, page by page, each with what it is for. Writes into the draft that it shows. GUI
// thread.
class FieldTable final : public QTableWidget {
    Q_OBJECT
public:
    explicit FieldTable(QWidget* parent = nullptr);

    // `draft` outlives what is shown of it.
    void show(RegistrationDraft& draft);

signals:
    void useChanged();

private:
    void addRow(RegistrationDraft& draft, std::size_t index);
};

} // namespace kaomon::applogin

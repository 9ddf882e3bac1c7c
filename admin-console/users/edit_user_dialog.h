// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "users/users_presenter.h"

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

class OptionalDateEdit;

// Names, mail, note and validity of one person. When somebody else has changed him meanwhile, what only he
// changed is taken over, and what both changed is asked for (shell/merge_dialog.h): nobody's change is lost.
// Opened with open(); deletes itself when closed. The presenter outlives it.
class EditUserDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    EditUserDialog(UsersPresenter& presenter, const wire::User& user, QWidget* parent);

private:
    struct Field {
        shell::FormField* edit;
        std::string wire::User::*stored;
        std::optional<std::string> wire::UserPatch::*changed;
    };
    struct Bound {
        OptionalDateEdit* edit;
        std::optional<TimePoint> wire::User::*stored;
        std::optional<TimePoint> wire::UserPatch::*changed;
        const char* cleared; // in UserPatch::clear
        QString label;
    };

    void build();
    [[nodiscard]] wire::UserPatch patch() const;
    [[nodiscard]] bool isOrdered() const;
    void update();
    void readAgain(ErrorCode code);
    void takeNewer(const wire::User& newer);

    UsersPresenter& m_users;
    wire::User m_user; // as the fields were filled from
    std::vector<Field> m_fields;
    std::vector<Bound> m_bounds;
};

} // namespace kaomon::users

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/user_list_model.h"

#include "models/display_text.h"

namespace kaomon::models {

QString UserListModel::title(int column) const {
    switch (column) {
    case Login:
        return tr("Login name");
    case Name:
        return tr("Name");
    case Mail:
        return tr("Mail");
    case Role:
        return tr("Role");
    case Account:
        return tr("Account");
    case Face:
        return tr("Face");
    default:
        return {};
    }
}

QString UserListModel::text(const wire::User& row, int column) const {
    switch (column) {
    case Login:
        return QString::fromStdString(row.login);
    case Name:
        return QString::fromStdString(row.displayName);
    case Mail:
        return QString::fromStdString(row.mail);
    case Role:
        return DisplayText::role(row.role);
    case Account:
        return DisplayText::accountState(row.accountState);
    case Face:
        return DisplayText::faceState(row.faceState);
    default:
        return {};
    }
}

std::optional<Tone> UserListModel::tone(const wire::User& row, int column) const {
    switch (column) {
    case Account:
        return accountTone(row.accountState);
    case Face:
        return faceTone(row.faceState);
    default:
        return std::nullopt;
    }
}

std::string UserListModel::idOf(const wire::User& row) const {
    return row.id.text();
}

bool UserListModel::isSame(const wire::User& a, const wire::User& b) const {
    return a.id == b.id && a.rev == b.rev && a.accountState == b.accountState && a.faceState == b.faceState &&
           a.templateCount == b.templateCount && a.lastSignInAt == b.lastSignInAt;
}

} // namespace kaomon::models

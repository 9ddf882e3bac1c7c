// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/document_changes.h"

#include "features/bind.h"
#include "features/policies/settings_handlers.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;

constexpr std::string_view kUserScope = "user:";

std::string accountsOf(const std::optional<wire::User>& user) {
    std::string text;
    if (user && user->osAccounts) {
        for (const auto& account : *user->osAccounts) {
            text += (text.empty() ? "" : "; ") + account.authority + "\\" + account.name;
        }
    }
    return text;
}

std::string groupsOf(const std::optional<wire::User>& user) {
    std::string text;
    if (user) {
        for (const auto& group : user->groups) {
            text += (text.empty() ? "" : "; ") + group.text();
        }
    }
    return text;
}

std::optional<std::string> shown(const std::optional<std::string>& value, bool isLocked) {
    return value ? std::optional(*value + (isLocked ? " (locked)" : "")) : std::nullopt;
}

} // namespace

DocumentState documentState(UnitOfWork& unit, const wire::PolicyDocument& document, TimePoint now) {
    DocumentState state;
    if (document.kind == "policy") {
        const auto stored =
            storage::PolicyRepository(unit).versionAt(document.kind, document.scope, TimePoint::max());
        if (stored) {
            if (auto opened = openVersion(*stored)) {
                state.settings = std::move(opened->settings);
            }
        }
    } else if (document.scope.starts_with(kUserScope)) {
        if (const auto id = UserId::parse(document.scope.substr(kUserScope.size()))) {
            state.user = storage::UserRepository(unit, now).findInFull(*id);
        }
    }
    return state;
}

void noteDocument(UnitOfWork& unit, const wire::PolicyDocument& document, const DocumentState& before,
                  TimePoint now) {
    const DocumentState after = documentState(unit, document, now);
    const bool isOfUser = document.scope.starts_with(kUserScope);
    const bool isOfApp = document.scope.starts_with("app:");
    storage::ActNote note{.kind = document.kind,
                          .objectKind = isOfUser  ? "user"
                                        : isOfApp ? "app"
                                                  : "settings",
                          .object = isOfUser ? document.scope.substr(kUserScope.size()) : document.scope};
    for (const auto& change : changesBetween(before.settings, after.settings)) {
        note.changes.push_back({change.name, shown(change.oldValue, change.oldLocked),
                                shown(change.newValue, change.newLocked)});
    }
    note.changes.push_back(
        {"version", std::to_string(document.version - 1), std::to_string(document.version)});
    unit.acts().note(std::move(note));
    unit.acts().changed("os_accounts", accountsOf(before.user), accountsOf(after.user));
    unit.acts().changed("groups", groupsOf(before.user), groupsOf(after.user));
}

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "storage/migrations/steps.h"

namespace kaomon::storage {
namespace {

// SQLite changes no CHECK of a table that is there: the table is made anew and takes the rows over. Nothing
// refers to either of the two, and neither has an index besides its primary key.
constexpr auto kRebuilt = std::to_array<std::string_view>({
    R"(CREATE TABLE user_key_wide (
        tenant_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('password', 'device', 'recovery', 'blind')),
        target TEXT NOT NULL,
        sealed TEXT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, user_id, kind, target),
        FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)) WITHOUT ROWID)",
    "INSERT INTO user_key_wide (tenant_id, user_id, kind, target, sealed, rev) SELECT tenant_id, user_id, "
    "kind, target, sealed, rev FROM user_key",
    "DROP TABLE user_key",
    "ALTER TABLE user_key_wide RENAME TO user_key",
    R"(CREATE TABLE policy_document_wide (
        tenant_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('policy', 'account_links', 'group_members', 'app_template',
            'blind_entries')),
        scope TEXT NOT NULL,
        version BIGINT NOT NULL,
        record TEXT NOT NULL,
        rev BIGINT NOT NULL,
        PRIMARY KEY (tenant_id, kind, scope)) WITHOUT ROWID)",
    "INSERT INTO policy_document_wide (tenant_id, kind, scope, version, record, rev) SELECT tenant_id, kind, "
    "scope, version, record, rev FROM policy_document",
    "DROP TABLE policy_document",
    "ALTER TABLE policy_document_wide RENAME TO policy_document",
});

// By the names that PostgreSQL gave to the checks of the first step.
constexpr auto kWidened = std::to_array<std::string_view>({
    "ALTER TABLE user_key DROP CONSTRAINT user_key_kind_check",
    "ALTER TABLE user_key ADD CONSTRAINT user_key_kind_check CHECK (kind IN ('password', 'device', "
    "'recovery', 'blind'))",
    "ALTER TABLE policy_document DROP CONSTRAINT policy_document_kind_check",
    "ALTER TABLE policy_document ADD CONSTRAINT policy_document_kind_check CHECK (kind IN ('policy', "
    "'account_links', 'group_members', 'app_template', 'blind_entries'))",
});

} // namespace

// Sign-ins of programs and hidden passwords that administrators set up: two more kinds of signed documents,
// and the key that hidden passwords of a person are sealed to.
Migration companyApps() {
    return {.version = 35,
            .name = "company_apps",
            .common = {},
            .postgresql = {kWidened.begin(), kWidened.end()},
            .sqlite = {kRebuilt.begin(), kRebuilt.end()}};
}

} // namespace kaomon::storage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "wire/users.h"

namespace kaomon {

using ImportId = Id<struct ImportTag>;

} // namespace kaomon

namespace kaomon::wire {

// What a header of the file means; an empty column: ignore it.
struct ImportColumn {
    std::string header;
    std::string column; // exchange::UserColumn
};

struct NewImport {
    ImportId id; // made by the console, so that a repeated request is the same import
    std::string fileName;
    std::string mode;                  // add, update, upsert, disable_missing
    std::string encoding;              // auto, utf-8, cp932
    std::vector<ImportColumn> columns; // choices; headers not named here are recognised by their names
    long long size = 0;                // of the file, in bytes
};

struct ImportCounts {
    long long rows = 0; // of the file, without header and blank lines
    long long added = 0;
    long long updated = 0;
    long long unchanged = 0;
    long long disabled = 0; // people who are not in the file, mode disable_missing
    long long refused = 0;  // rows with a problem
};

// uploading -> checking -> checked -> applying -> applied -> undoing -> undone; failed (the file as a whole),
// cancelled (before or while it is applied).
struct ImportJob {
    ImportId id;
    std::string fileName;
    std::string mode;
    std::string encoding; // auto until the file is there
    std::string state;
    long long size = 0;
    long long received = 0;            // bytes
    std::vector<ImportColumn> columns; // as found, after the check began
    long long checkedBytes = 0;
    ImportCounts found;         // by the check
    long long applied = 0;      // rows, also after a cancel
    long long refusedLater = 0; // rows that did not fit any more when they were applied
    long long undone = 0;
    long long undoRefused = 0;          // rows changed since
    bool isConfirmationNeeded = false;  // more than a fifth of the members would be disabled
    std::optional<std::string> failure; // of the file: login_column, repeated_column, quote, size, rows, text
    std::optional<long long> failureLine;
    UserId createdBy;
    TimePoint createdAt;
    TimePoint changedAt;
};

struct ImportJobList {
    std::vector<ImportJob> items;
};

struct ImportApply {
    // The number of people who will be disabled, as the job says; needed when isConfirmationNeeded.
    std::optional<long long> confirmedDisabled;
};

struct ImportProblem {
    std::string column; // header of the file; empty: the row as a whole
    std::string reason; // exchange::ImportReason
};

struct ImportRow {
    long long position = 0;
    long long line = 0; // of the file, from 1; 0 for people who are not in the file
    std::string login;
    std::string action; // add, update, none, disable, refuse
    std::string state;  // waiting, applied, refused, undone, undo_refused
    std::optional<UserId> user;
    std::optional<UserPatch> before;
    UserPatch after; // what the row says
    std::vector<ImportProblem> problems;
};

struct ImportRowPage {
    std::vector<ImportRow> items;
    std::optional<std::string> next; // cursor
};

// Held in the database only.
struct ImportProblemList {
    std::vector<ImportProblem> items;
};

} // namespace kaomon::wire

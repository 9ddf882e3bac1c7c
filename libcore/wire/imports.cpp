// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/imports.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(ImportColumn, (), (header, column))
BOOST_DESCRIBE_STRUCT(NewImport, (), (id, fileName, mode, encoding, columns, size))
BOOST_DESCRIBE_STRUCT(ImportCounts, (), (rows, added, updated, unchanged, disabled, refused))
BOOST_DESCRIBE_STRUCT(ImportJob, (),
                      (id, fileName, mode, encoding, state, size, received, columns, checkedBytes, found,
                       applied, refusedLater, undone, undoRefused, isConfirmationNeeded, failure, failureLine,
                       createdBy, createdAt, changedAt))
BOOST_DESCRIBE_STRUCT(ImportJobList, (), (items))
BOOST_DESCRIBE_STRUCT(ImportApply, (), (confirmedDisabled))
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (column, reason))
BOOST_DESCRIBE_STRUCT(ImportRow, (), (position, line, login, action, state, user, before, after, problems))
BOOST_DESCRIBE_STRUCT(ImportRowPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(ImportProblemList, (), (items))

template std::string encode(const NewImport&);
template Result<NewImport> decode(std::string_view, UnknownFields);
template std::string schema<NewImport>();
template std::string encode(const ImportJob&);
template Result<ImportJob> decode(std::string_view, UnknownFields);
template std::string schema<ImportJob>();
template std::string encode(const ImportJobList&);
template Result<ImportJobList> decode(std::string_view, UnknownFields);
template std::string schema<ImportJobList>();
template std::string encode(const ImportApply&);
template Result<ImportApply> decode(std::string_view, UnknownFields);
template std::string schema<ImportApply>();
template std::string encode(const ImportRow&);
template Result<ImportRow> decode(std::string_view, UnknownFields);
template std::string schema<ImportRow>();
template std::string encode(const ImportRowPage&);
template Result<ImportRowPage> decode(std::string_view, UnknownFields);
template std::string schema<ImportRowPage>();
template std::string encode(const ImportProblemList&);
template Result<ImportProblemList> decode(std::string_view, UnknownFields);
template std::string schema<ImportProblemList>();

} // namespace kaomon::wire

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "vault/vault_entry.h"

namespace kaomon::vaultpage {

// Why an entry of a file does not come into the vault.
enum class ImportSkip {
    NoTitle,      // neither title nor address nor user name
    Nothing,      // neither user name nor password
    Invalid,      // a field that the vault does not take: `field`
    Encrypted,    // its password is not in the file
    RecycleBin,   // thrown away in the other program
    AlreadyThere, // same title, user name and address
    TooMany,
};

// One entry of another program's file. Move-only, since it holds secrets.
struct ImportedEntry {
    std::size_t row = 0; // of a CSV file its record with the heading as 1; of XML the number of the entry
    vault::VaultEntry entry;
    std::optional<ImportSkip> skip;
    std::string field; // of Invalid: the vault's pointer
};

inline constexpr std::size_t kLargestImport = 16 * 1024 * 1024;
inline constexpr std::size_t kMostImported = 5000;

// KeePassXC's CSV (Group, Title, Username, Password, URL, Notes, TOTP, …) and others with a heading in these
// or like words; UTF-8, or what Japanese Excel writes. ErrorCode::ValidationFailed with field "size",
// "encoding", "heading" (no heading, or no column for passwords), "quote" or "rows"; the row is in the
// detail.
[[nodiscard]] Result<std::vector<ImportedEntry>> readCsvEntries(std::string_view bytes);

// KeePass 2 XML, as KeePass and KeePassXC export it; what an entry was before is left out. No document type,
// no entities of its own. ErrorCode::ValidationFailed with field "size", "doctype", "depth", "rows" or "xml";
// the line is in the detail.
[[nodiscard]] Result<std::vector<ImportedEntry>> readKeePassEntries(std::string_view bytes);

// Which of the two it is, by its beginning.
[[nodiscard]] Result<std::vector<ImportedEntry>> readEntries(std::string_view bytes);

// Says of an entry that was read whether the vault takes it. Used by both readers.
void judge(ImportedEntry& imported);

} // namespace kaomon::vaultpage

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace kaomon::exchange {

// Why a row of an import is not taken. Wire names are the snake_case forms.
enum class ImportReason {
    LoginMissing,
    LoginInvalid,
    LoginRepeated,
    LoginExists,
    LoginUnknown,
    LoginReserved,
    NameMissing,
    TooLong,
    MailInvalid,
    StateInvalid,
    ControlCharacter,
    UnreadableText,
    TooManyCells,
    Administrator,
    ChangedMeanwhile,
    Gone,
};

[[nodiscard]] std::string_view toWire(ImportReason reason);
[[nodiscard]] std::optional<ImportReason> importReasonFromWire(std::string_view name);

enum class Language { Japanese, English };

// "ja" or "en".
[[nodiscard]] std::optional<Language> languageFromWire(std::string_view name);

// What to do about it, for the file of refused rows, which people read in a spreadsheet.
[[nodiscard]] std::string_view fixHint(ImportReason reason, Language language);

} // namespace kaomon::exchange

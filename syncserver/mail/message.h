// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::mail {

// What is said to one person.
struct MailText {
    std::string subject; // one line of UTF-8
    std::string body;    // lines of UTF-8, ended by \n
};

struct Envelope {
    std::string from;     // address alone
    std::string fromName; // shown beside it; may be empty
    std::string to;
    std::string messageId; // without its angle brackets
    TimePoint date;
};

// An address that is safe in a header and in the dialogue with the mail server: one @, printable ASCII
// without spaces, quotes, brackets, commas and the like, up to 254 bytes. Addresses in other scripts are
// refused.
[[nodiscard]] bool isMailAddress(std::string_view text);

// The message of RFC 5322 and MIME: UTF-8, header words encoded by RFC 2047, body in base64, CRLF. Nothing of
// the input can begin a header or end one. ErrorCode::ValidationFailed for an address or id that is none;
// what is odd in texts (control characters) becomes a space.
[[nodiscard]] Result<std::string> composeMessage(const Envelope& envelope, const MailText& text);

// RFC 2047: as it is when it is printable ASCII, otherwise encoded words of at most 75 characters, each of
// whole characters. Exposed for the tests.
[[nodiscard]] std::string encodeHeaderText(std::string_view text);

} // namespace kaomon::mail

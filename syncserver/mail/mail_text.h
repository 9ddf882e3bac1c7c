// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/calendar.h"
#include "mail/message.h"

namespace kaomon::mail {

enum class MailLanguage { Japanese, English, Both };

[[nodiscard]] std::optional<MailLanguage> mailLanguageFromWire(std::string_view name); // ja, en, both

// Who gets a mail.
enum class MailAudience {
    Owners,
    Administrators, // owners and user administrators
    Person,         // the one whose id is in the payload as "user"
    Operator        // nobody of the tenant: the address in the payload as "to"
};

// One mail that the product sends. Texts have places like {title} for the payload's values; {starts_at|time}
// shows an RFC 3339 time in the tenant's zone.
struct MailTemplate {
    std::string_view name;
    MailAudience audience;
    std::string_view subjectJa;
    std::string_view bodyJa;
    std::string_view subjectEn;
    std::string_view bodyEn;
};

// Every template.
[[nodiscard]] const std::vector<MailTemplate>& mailTemplates();

// That of a kind of the outbox, "name" or "name:whatever"; one that is not known is told to the owners as a
// plain alert with its values.
[[nodiscard]] const MailTemplate& templateOf(std::string_view kind);

// The text of a mail. Values that are missing show as "-"; none can add a line to the subject.
// ErrorCode::ValidationFailed when the payload is no JSON object.
[[nodiscard]] Result<MailText> renderMail(std::string_view kind, std::string_view payload,
                                          MailLanguage language, const domain::TimeZone& zone);

// The payload's member as text; empty when there is none.
[[nodiscard]] std::string payloadValue(std::string_view payload, std::string_view name);

} // namespace kaomon::mail

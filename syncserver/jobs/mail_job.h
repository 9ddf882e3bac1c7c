// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "jobs/job_host.h"
#include "mail/mail_text.h"
#include "mail/smtp_client.h"

namespace kaomon::jobs {

// How mails leave. `transport` outlives the job and is used by its thread alone.
struct MailSettings {
    mail::MailTransport* transport = nullptr;
    std::string from;
    std::string fromName;
    mail::MailLanguage language = mail::MailLanguage::Both;
};

// A mail that is being sent belongs to its sender for this long; whoever finds it later takes it over. Longer
// than a transport's time-out, so that no two are at it unless one was stopped and woken up.
inline constexpr std::chrono::minutes kMailClaim{5};
// A sender who was held up longer than this between taking and sending lets it be.
inline constexpr std::chrono::seconds kLongestPause{30};
// After this time a mail that nobody would take is given up.
inline constexpr std::chrono::hours kMailLife{72};

// What became of a mail is known for this long.
inline constexpr std::chrono::hours kMailKept{400 * 24};

// The next attempt after the n-th one: 1, 2, 4, ... minutes, at most an hour.
[[nodiscard]] std::chrono::minutes mailPause(int attempts);

// The job that gives the outbox's mails out to people and sends them: one node at a time by its lease, each
// mail claimed in a transaction before it is sent and settled in one after it. SMTP cannot promise more than
// that a mail is not lost: when the connection breaks between the message and its answer, or the server dies
// there, the mail is sent again under the same Message-ID and counted as uncertain.
[[nodiscard]] BackgroundJob mailJob(MailSettings settings);

} // namespace kaomon::jobs

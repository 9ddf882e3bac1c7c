// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::mail {

// The mail server that takes the mails. Certificates are checked, always.
struct SmtpSettings {
    std::string url; // smtp://host:587 (STARTTLS is required) or smtps://host:465; empty: no mail is sent
    std::string user;
    std::filesystem::path passwordFile; // of mode 0600 or stricter
    std::filesystem::path caFile;       // PEM; empty: those of the system
    std::string from;
    std::string fromName = "Kaomon";
    std::chrono::seconds timeout{40};
    // Without encryption and without a password, for a mail server on this machine only.
    bool allowsPlainLoopback = false;

    [[nodiscard]] bool isOn() const { return !url.empty(); }
};

// How an attempt went.
enum class SendOutcome {
    Accepted,      // the server took responsibility for the mail
    Refused,       // for good: this recipient or this message (5xx)
    TryLater,      // this recipient or message, for now (4xx)
    ServerTrouble, // nobody's mail gets through: no connection, TLS, sign-in, sender refused
    Uncertain      // the connection broke after the message and before the answer
};

struct SendReport {
    SendOutcome outcome = SendOutcome::ServerTrouble;
    int code = 0;     // of SMTP, 0: none
    std::string text; // short, printable ASCII
};

class MailTransport {
public:
    virtual ~MailTransport() = default;
    // Blocks up to the time-out. `message` is that of composeMessage().
    [[nodiscard]] virtual SendReport send(const std::string& from, const std::string& to,
                                          const std::string& message) = 0;
};

// SMTP by libcurl. Mails that follow each other within a few seconds take one connection; one that has died
// meanwhile is made anew. Used by one thread.
class SmtpClient final : public MailTransport {
public:
    // Reads the password. ErrorCode::ValidationFailed (url, sender, a password without TLS), Forbidden (file
    // open to others), StorageFailed.
    [[nodiscard]] static Result<SmtpClient> make(const SmtpSettings& settings);

    [[nodiscard]] SendReport send(const std::string& from, const std::string& to,
                                  const std::string& message) override;

private:
    SmtpClient(SmtpSettings settings, SecretString password);
    [[nodiscard]] SendReport attempt(const std::string& from, const std::string& to,
                                     const std::string& message, bool& isOnOldConnection);

    SmtpSettings m_settings;
    SecretString m_password;
    std::shared_ptr<void> m_curl; // the connection lives with it
};

// Without touching the network or the password's file. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkSmtpSettings(const SmtpSettings& settings);

} // namespace kaomon::mail

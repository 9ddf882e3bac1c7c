// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/smtp_client.h"

#include <array>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>

#include <curl/curl.h>
#include <sys/stat.h>

#include "mail/message.h"

namespace kaomon::mail {
namespace {

constexpr std::size_t kLongestPassword = 1024;
constexpr std::size_t kLongestReply = 200;
constexpr int kFirstPermanent = 500;
constexpr int kFirstTemporary = 400;
constexpr long kLongestRest = 20; // seconds that a connection may lie idle; mail servers wait longer

bool isLoopback(std::string_view url) {
    return url.starts_with("smtp://127.0.0.1:") || url.starts_with("smtp://[::1]:") ||
           url.starts_with("smtp://localhost:");
}

Result<SecretString> readPassword(const std::filesystem::path& file) {
    if (file.empty()) {
        return SecretString();
    }
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) {
        return fail(ErrorCode::StorageFailed, "cannot read the mail server's password file");
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(ErrorCode::Forbidden,
                    "the mail server's password file is open to others; set its mode to 0600");
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text(kLongestPassword, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    SecretString password(std::move(text));
    if (password.isEmpty()) {
        return fail(ErrorCode::StorageFailed, "the mail server's password file is empty");
    }
    return password;
}

// How far the dialogue came, from libcurl's own view of it. What is sent is looked at for its verb only: it
// may be a password.
enum class Stage { Connect, Sender, Recipient, Data, Message };

struct Dialogue {
    Stage stage = Stage::Connect;
    std::string reply;     // last line of the server before the goodbye
    std::string_view rest; // of the message
    bool isMessageOut = false;
    bool isOver = false; // libcurl says goodbye; the answer to that is not about the mail
};

int watch(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
    auto& dialogue = *static_cast<Dialogue*>(user);
    const std::string_view text(data, size);
    if (kind == CURLINFO_HEADER_OUT) {
        constexpr std::array<std::pair<std::string_view, Stage>, 3> kVerbs{
            {{"MAIL FROM", Stage::Sender}, {"RCPT TO", Stage::Recipient}, {"DATA\r\n", Stage::Data}}};
        for (const auto& [verb, stage] : kVerbs) {
            dialogue.stage = text.starts_with(verb) ? stage : dialogue.stage;
        }
        // The goodbye may be that of an older connection, which ends before this dialogue begins.
        dialogue.isOver = dialogue.isOver && dialogue.stage == Stage::Connect;
        dialogue.isOver = dialogue.isOver || text.starts_with("QUIT\r\n");
    } else if (kind == CURLINFO_HEADER_IN && !dialogue.isOver) {
        dialogue.reply = text.substr(0, kLongestReply);
    }
    return 0;
}

std::size_t feed(char* buffer, std::size_t size, std::size_t count, void* user) {
    auto& dialogue = *static_cast<Dialogue*>(user);
    const std::size_t taken = std::min(size * count, dialogue.rest.size());
    std::memcpy(buffer, dialogue.rest.data(), taken);
    dialogue.rest.remove_prefix(taken);
    dialogue.stage = Stage::Message;
    dialogue.isMessageOut = dialogue.rest.empty();
    return taken;
}

std::string printable(std::string_view text) {
    std::string clean;
    for (const char c : text) {
        clean += c >= 0x20 && c < 0x7F ? c : ' ';
    }
    while (!clean.empty() && clean.back() == ' ') {
        clean.pop_back();
    }
    return clean;
}

SendReport reportOf(CURLcode result, long code, const Dialogue& dialogue) {
    SendReport report;
    report.code = static_cast<int>(code);
    report.text = result == CURLE_OK
                      ? printable(dialogue.reply)
                      : printable(std::string(curl_easy_strerror(result)) + ": " + dialogue.reply);
    if (result == CURLE_OK) {
        report.outcome = SendOutcome::Accepted;
        return report;
    }
    const bool isOurs = dialogue.stage == Stage::Recipient || dialogue.stage == Stage::Data ||
                        dialogue.stage == Stage::Message;
    // only an answer to the message itself ends the doubt; the 354 before it does not
    if (dialogue.stage == Stage::Message && code < kFirstTemporary) {
        report.outcome = dialogue.isMessageOut ? SendOutcome::Uncertain : SendOutcome::ServerTrouble;
    } else if (isOurs && code >= kFirstPermanent) {
        report.outcome = SendOutcome::Refused;
    } else if (isOurs && code >= kFirstTemporary && code != 421) {
        report.outcome = SendOutcome::TryLater;
    }
    return report;
}

struct CurlEnd {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void setUp(CURL* curl, const SmtpSettings& settings, const std::string& password, Dialogue& dialogue) {
    curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(settings.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, kLongestRest);
    const bool isPlain = settings.allowsPlainLoopback && isLoopback(settings.url) && password.empty();
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(isPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!settings.caFile.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings.caFile.c_str());
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    }
    if (!password.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &dialogue);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, feed);
    curl_easy_setopt(curl, CURLOPT_READDATA, &dialogue);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
}

} // namespace

Status checkSmtpSettings(const SmtpSettings& settings) {
    if (!settings.isOn()) {
        return {};
    }
    const bool isEncrypted = settings.url.starts_with("smtps://") || settings.url.starts_with("smtp://");
    if (!isEncrypted || settings.url.find_first_of(" \r\n@") != std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "the mail server is smtp://HOST:PORT or smtps://HOST:PORT");
    }
    if (settings.allowsPlainLoopback && !isLoopback(settings.url)) {
        return fail(ErrorCode::ValidationFailed, "mail without encryption is for this machine only");
    }
    if (!isMailAddress(settings.from)) {
        return fail(ErrorCode::ValidationFailed, "the sender of mails is no mail address");
    }
    if (settings.user.empty() != settings.passwordFile.empty()) {
        return fail(ErrorCode::ValidationFailed, "the mail server's user and password file belong together");
    }
    return {};
}

Result<SmtpClient> SmtpClient::make(const SmtpSettings& settings) {
    if (const Status checked = checkSmtpSettings(settings); !checked) {
        return propagate(checked.error());
    }
    static const CURLcode isReady = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (isReady != CURLE_OK) {
        return fail(ErrorCode::Unavailable, "libcurl cannot be used");
    }
    auto password = readPassword(settings.passwordFile);
    if (!password) {
        return propagate(password.error());
    }
    return SmtpClient(settings, std::move(*password));
}

SmtpClient::SmtpClient(SmtpSettings settings, SecretString password)
    : m_settings(std::move(settings))
    , m_password(std::move(password))
    , m_curl(curl_easy_init(), [](void* handle) { curl_easy_cleanup(handle); }) {}

SendReport SmtpClient::send(const std::string& from, const std::string& to, const std::string& message) {
    if (!isMailAddress(from) || !isMailAddress(to)) {
        return {SendOutcome::Refused, 0, "not a mail address"};
    }
    bool isOnOldConnection = false;
    auto report = attempt(from, to, message, isOnOldConnection);
    if (report.outcome == SendOutcome::ServerTrouble && isOnOldConnection) {
        // It had died, and nothing of this mail was taken: what a new one says counts.
        report = attempt(from, to, message, isOnOldConnection);
    }
    return report;
}

SendReport SmtpClient::attempt(const std::string& from, const std::string& to, const std::string& message,
                               bool& isOnOldConnection) {
    Dialogue dialogue;
    dialogue.rest = message;
    CURL* const curl = m_curl.get();
    const std::unique_ptr<curl_slist, CurlEnd> recipients(curl_slist_append(nullptr, to.c_str()));
    if (curl == nullptr || !recipients) {
        return {SendOutcome::ServerTrouble, 0, "no memory"};
    }
    setUp(curl, m_settings, m_password.reveal(), dialogue);
    const std::string sender = "<" + from + ">";
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    const CURLcode result = curl_easy_perform(curl);
    long code = 0;
    long newConnections = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &newConnections);
    curl_easy_reset(curl); // forgets the dialogue, the password and the recipients; the connection stays
    isOnOldConnection = newConnections == 0;
    return reportOf(result, code, dialogue);
}

} // namespace kaomon::mail

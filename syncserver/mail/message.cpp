// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/message.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace kaomon::mail {
namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestLocalPart = 64;
constexpr std::size_t kWordBytes = 45; // 60 characters of base64 and the 12 around them
constexpr std::size_t kLineBytes = 57; // 76 characters
constexpr std::size_t kLongestPlain = 60;
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t k) -> std::uint32_t {
            return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U;
        };
        const std::uint32_t bits = at(0) << 16U | at(1) << 8U | at(2);
        for (unsigned k = 0; k < 4; ++k) {
            out += i + k > bytes.size() ? '=' : kBase64[bits >> (18U - 6U * k) & 63U];
        }
    }
    return out;
}

// Control characters have no place in a mail: a line feed in a subject would begin another header.
std::string withoutControls(std::string_view text, bool keepsLines) {
    std::string clean;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isControl = byte < 0x20 || byte == 0x7F;
        clean += isControl && !(keepsLines && c == '\n') ? ' ' : c;
    }
    return clean;
}

bool isPlain(std::string_view text) {
    return text.size() <= kLongestPlain && text.find("=?") == std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

// The end of the last whole UTF-8 character at or before `end`.
std::size_t wholeEnd(std::string_view text, std::size_t end) {
    if (end >= text.size()) {
        return text.size();
    }
    std::size_t at = end;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return at == 0 ? end : at; // no character is that long: not UTF-8, cut anywhere
}

bool isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '@';
}

std::string dateText(TimePoint time) {
    constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - midnight));
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s, %02u %s %04d %02d:%02d:%02d +0000",
                  kDays[std::chrono::weekday(midnight).c_encoding()], static_cast<unsigned>(day.day()),
                  kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return buffer;
}

std::string bodyLines(std::string_view body) {
    std::string crlf;
    for (const char c : withoutControls(body, true)) {
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    std::string lines;
    for (std::size_t at = 0; at < crlf.size(); at += kLineBytes) {
        lines += base64(std::string_view(crlf).substr(at, kLineBytes)) + "\r\n";
    }
    return lines;
}

} // namespace

bool isMailAddress(std::string_view text) {
    const auto at = text.find('@');
    if (text.size() > kLongestAddress || at == std::string_view::npos || at == 0 || at > kLongestLocalPart) {
        return false;
    }
    const std::string_view local = text.substr(0, at);
    const std::string_view host = text.substr(at + 1);
    const auto isAlphanumeric = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const auto isLocal = [&](char c) {
        return isAlphanumeric(c) ||
               std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
    };
    const auto isHost = [&](char c) { return isAlphanumeric(c) || c == '-' || c == '.'; };
    const auto isDotted = [](std::string_view part) {
        return !part.empty() && part.front() != '.' && part.back() != '.' &&
               part.find("..") == std::string_view::npos;
    };
    return isDotted(local) && isDotted(host) && local.front() != '-' && host.front() != '-' &&
           std::ranges::all_of(local, isLocal) && std::ranges::all_of(host, isHost);
}

std::string encodeHeaderText(std::string_view text) {
    const std::string clean = withoutControls(text, false);
    if (isPlain(clean)) {
        return clean;
    }
    std::string words;
    for (std::size_t at = 0; at < clean.size();) {
        const std::size_t end = wholeEnd(clean, at + kWordBytes);
        const std::size_t stop = end > at ? end : at + kWordBytes;
        words += (words.empty() ? "" : "\r\n ") +
                 ("=?UTF-8?B?" + base64(std::string_view(clean).substr(at, stop - at))) + "?=";
        at = stop;
    }
    return words;
}

Result<std::string> composeMessage(const Envelope& envelope, const MailText& text) {
    if (!isMailAddress(envelope.from) || !isMailAddress(envelope.to)) {
        return fail(ErrorCode::ValidationFailed, "not a mail address");
    }
    if (envelope.messageId.empty() || !std::ranges::all_of(envelope.messageId, isIdCharacter)) {
        return fail(ErrorCode::ValidationFailed, "not a message id");
    }
    std::string name = withoutControls(envelope.fromName, false);
    const bool isAscii =
        std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
    const std::string shown =
        name.empty()
            ? std::string()
            : (isAscii && name.size() <= kLongestPlain ? '"' + name + '"' : encodeHeaderText(name)) + " ";
    return "Date: " + dateText(envelope.date) + "\r\nFrom: " + shown + "<" + envelope.from + ">\r\nTo: <" +
           envelope.to + ">\r\nMessage-ID: <" + envelope.messageId +
           ">\r\nSubject: " + encodeHeaderText(text.subject) +
           "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
           "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n" +
           bodyLines(text.body);
}

} // namespace kaomon::mail

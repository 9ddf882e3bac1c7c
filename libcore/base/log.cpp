// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <atomic>
#include <cstdio>
#include <mutex>

#include "base/clock.h"

namespace kaomon::log {
namespace {

constexpr std::size_t kMaxValue = 2048;

std::atomic<Level> s_level{Level::Info};
std::mutex s_mutex;
std::function<void(Level, std::string_view)> s_sink;

std::string_view levelName(Level level) {
    switch (level) {
    case Level::Debug:
        return "debug";
    case Level::Info:
        return "info";
    case Level::Warning:
        return "warning";
    case Level::Error:
        return "error";
    }
    return "error";
}

void appendUnicodeEscape(std::string& out, unsigned value) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\u%04x", value);
    out += buffer;
}

// Code point of a three-byte UTF-8 sequence at `at`, or 0 when there is none.
unsigned threeByteCodePoint(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (at + 2 >= text.size() || (byte(at) & 0xF0) != 0xE0 || (byte(at + 1) & 0xC0) != 0x80 ||
        (byte(at + 2) & 0xC0) != 0x80) {
        return 0;
    }
    return (static_cast<unsigned>(byte(at) & 0x0F) << 12) |
           (static_cast<unsigned>(byte(at + 1) & 0x3F) << 6) | static_cast<unsigned>(byte(at + 2) & 0x3F);
}

// Marks that reorder or break a displayed line: LRM/RLM, embeddings and overrides, isolates, line separators.
bool isDeceptive(unsigned codePoint) {
    return codePoint == 0x200E || codePoint == 0x200F || (codePoint >= 0x2028 && codePoint <= 0x202E) ||
           (codePoint >= 0x2066 && codePoint <= 0x2069);
}

void appendString(std::string& out, std::string_view text) {
    out += '"';
    const std::size_t end = text.size() < kMaxValue ? text.size() : kMaxValue;
    for (std::size_t i = 0; i < end; ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c < 0x20 || c == 0x7F) {
            appendUnicodeEscape(out, c);
        } else if (const unsigned codePoint = threeByteCodePoint(text, i); isDeceptive(codePoint)) {
            appendUnicodeEscape(out, codePoint);
            i += 2;
        } else {
            out += static_cast<char>(c);
        }
    }
    if (end < text.size()) {
        out += "...";
    }
    out += '"';
}

} // namespace

std::string formatLine(Level level, std::string_view event, std::initializer_list<Field> fields) {
    std::string line = R"({"time":")" + toRfc3339(SystemClock().now()) + R"(","level":")";
    line += levelName(level);
    line += R"(","event":)";
    appendString(line, event);
    for (const Field& field : fields) {
        line += ',';
        appendString(line, field.name);
        line += ':';
        if (field.isNumber) {
            line += field.value;
        } else {
            appendString(line, field.value);
        }
    }
    line += '}';
    return line;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) noexcept {
    if (level < s_level.load(std::memory_order_relaxed)) {
        return;
    }
    try {
        std::string line = formatLine(level, event, fields);
        const std::lock_guard lock(s_mutex);
        if (s_sink) {
            s_sink(level, line);
        } else {
            line += '\n';
            std::fwrite(line.data(), 1, line.size(), stderr);
        }
    } catch (...) {
        std::fputs("{\"level\":\"error\",\"event\":\"log.failed\"}\n", stderr);
    }
}

void setLevel(Level level) noexcept {
    s_level.store(level, std::memory_order_relaxed);
}

void setSink(std::function<void(Level, std::string_view)> sink) {
    const std::lock_guard lock(s_mutex);
    s_sink = std::move(sink);
}

} // namespace kaomon::log

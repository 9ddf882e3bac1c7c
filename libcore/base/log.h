// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/error.h"

namespace kaomon::log {

enum class Level { Debug, Info, Warning, Error };

// One named value of a log line. Strings are escaped by the encoder; Secret<T> has no way in.
struct Field {
    std::string_view name;
    std::string value;
    bool isNumber = false;

    Field(std::string_view n, std::string_view v)
        : name(n)
        , value(v) {}
    Field(std::string_view n, const char* v)
        : name(n)
        , value(v) {}
    Field(std::string_view n, const std::string& v)
        : name(n)
        , value(v) {}
    template<class N>
    requires std::is_arithmetic_v<N> Field(std::string_view n, N v)
        : name(n)
        , value(std::to_string(v))
        , isNumber(true) {}
};

// Writes one JSON line {"time","level","event",fields...} to standard error, or to the sink set by setSink().
// `event` is a dotted name such as "agent.attempt". Control, bidirectional-override and line-separator
// characters are escaped and values are cut at 2 KiB, so that no input can forge a line. Thread-safe; never
// throws.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {}) noexcept;

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Debug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Error, event, fields);
}

// Lines below this level are dropped (default Info).
void setLevel(Level level) noexcept;

// Replaces standard error; called with a complete line without newline, under the logger's lock. An empty
// function restores standard error.
void setSink(std::function<void(Level, std::string_view line)> sink);

// The line that write() would emit; for tests and for sinks that add their own transport.
[[nodiscard]] std::string formatLine(Level level, std::string_view event,
                                     std::initializer_list<Field> fields);

} // namespace kaomon::log

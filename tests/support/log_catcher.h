// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include <QString>
#include <QtGlobal>

#include "base/log.h"

namespace kaomon::testing {

// Keeps every line that the program logs, by Qt's messages of all levels and by kaomon::log, besides letting
// Qt's go their usual way. One at a time; any thread may log.
class LogCatcher {
public:
    LogCatcher() {
        text().clear();
        log::setLevel(log::Level::Debug);
        log::setSink([](log::Level, std::string_view line) { add(line); });
        previous() = qInstallMessageHandler(&LogCatcher::take);
    }
    ~LogCatcher() {
        qInstallMessageHandler(previous());
        log::setSink({});
        log::setLevel(log::Level::Info);
    }
    LogCatcher(const LogCatcher&) = delete;
    LogCatcher& operator=(const LogCatcher&) = delete;

    [[nodiscard]] bool has(std::string_view part) const {
        const std::lock_guard lock(mutex());
        return text().find(part) != std::string::npos;
    }

private:
    static void take(QtMsgType type, const QMessageLogContext& context, const QString& message) {
        add(message.toStdString());
        if (previous() != nullptr) {
            previous()(type, context, message);
        }
    }
    static void add(std::string_view line) {
        const std::lock_guard lock(mutex());
        text().append(line).push_back('\n');
    }
    static std::mutex& mutex() {
        static std::mutex one;
        return one;
    }
    static std::string& text() {
        static std::string one;
        return one;
    }
    static QtMessageHandler& previous() {
        static QtMessageHandler one = nullptr;
        return one;
    }
};

} // namespace kaomon::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "helpdesk/client_log.h"

#include <cstdio>

#include <QtGlobal>

#include "base/log.h"
#include "diagnostics/log_keeper.h"
#include "helpdesk/log_folder_impl.h"

namespace kaomon::helpdesk {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;

void passOn(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    const auto level = type == QtDebugMsg || type == QtInfoMsg ? log::Level::Info
                       : type == QtWarningMsg                  ? log::Level::Warning
                                                               : log::Level::Error;
    log::write(
        level, "qt",
        {{"category", context.category != nullptr ? context.category : ""}, {"text", text.toStdString()}});
}

} // namespace

QString clientLogPath() {
    return detail::personsLogFolder() + QStringLiteral("/kaomon/client.jsonl");
}

void keepClientLog() {
    const auto keeper = diagnostics::LogKeeper::open(clientLogPath().toStdString(), kMostBytes);
    if (!keeper) {
        log::warning("client.log_not_kept", {{"detail", keeper.error().detail}});
        return;
    }
    log::setSink([kept = *keeper](log::Level, std::string_view line) {
        const std::string text = std::string(line) + '\n';
        std::fwrite(text.data(), 1, text.size(), stderr);
        kept->add(line);
    });
    qInstallMessageHandler(passOn);
}

std::string readClientLog(const QString& path, std::size_t mostBytes) {
    std::string text;
    for (const std::string& line : diagnostics::LogKeeper::read(path.toStdString(), mostBytes)) {
        text += line;
        text += '\n';
    }
    return text.substr(0, mostBytes);
}

} // namespace kaomon::helpdesk

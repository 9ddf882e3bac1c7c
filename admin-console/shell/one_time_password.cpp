// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/one_time_password.h"

#include <map>

#include <QLoggingCategory>

#include "client/settings_service.h"
#include "domain/policy.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcPasswords, "kaomon.console.passwords")

} // namespace

QFuture<std::chrono::hours> oneTimePasswordLife(ConsoleSession& session) {
    return client::SettingsService(session.api())
        .explain()
        .then([](const Result<wire::SettingsExplanation>& explained) -> std::chrono::hours {
            if (!explained) {
                qCWarning(lcPasswords) << "settings:" << ui::toQString(wireName(explained.error().code));
                return 24h;
            }
            std::map<std::string, std::string> values;
            for (const wire::ExplainedSetting& setting : explained->items) {
                values.emplace(setting.name, setting.value);
            }
            return std::chrono::duration_cast<std::chrono::hours>(
                domain::Policy::fromValues(values).reissueValid);
        });
}

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/kept_for_presenter.h"

#include "client/settings_service.h"
#include "ui/qt_text.h"

namespace kaomon::logs {

void KeptForPresenter::reload() {
    if (!beginLoading(state() == models::ListState::Content)) {
        return;
    }
    load(client::SettingsService(api()).explain(), [this](const wire::SettingsExplanation& settings) {
        for (const wire::ExplainedSetting& setting : settings.items) {
            if (setting.name.starts_with("log_days_") || setting.name == "ng_image_days") {
                m_days[setting.name] = setting.value;
            }
        }
        return models::ListState::Content;
    });
}

void KeptForPresenter::clear() {
    m_days.clear();
    FeaturePresenter::clear();
}

QString KeptForPresenter::text() const {
    const auto days = [this](const char* name) {
        const auto found = m_days.find(name);
        return found == m_days.end() ? QStringLiteral("–") : ui::toQString(found->second);
    };
    return m_days.empty() ? QString()
                          : tr("Kept for: logons and faces %1 days, administration %2 days, PCs %3 days, "
                               "pictures of refused people %4 days.")
                                .arg(days("log_days_auth"), days("log_days_admin"), days("log_days_diag"),
                                     days("ng_image_days"));
}

} // namespace kaomon::logs

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "shell/feature_presenter.h"

namespace kaomon::logs {

// How long records are kept: the settings in force for the whole organisation. GUI thread; the session
// outlives it.
class KeptForPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using FeaturePresenter::FeaturePresenter;

    void reload() override;
    void clear() override;
    // One sentence; empty while it is not known.
    [[nodiscard]] QString text() const;

private:
    std::map<std::string, std::string> m_days; // by the name of the setting
};

} // namespace kaomon::logs

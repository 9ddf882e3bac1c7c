// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/duty_services.h"
#include "shell/feature_presenter.h"

namespace kaomon::support {

// Whom to ask and when. GUI thread; the session outlives it.
class SupportPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using FeaturePresenter::FeaturePresenter;

    void reload() override;
    void clear() override;
    [[nodiscard]] const wire::SupportInfo& info() const { return m_info; }

private:
    wire::SupportInfo m_info;
};

} // namespace kaomon::support

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/services.h"
#include "shell/feature_presenter.h"

namespace kaomon::transfer {

// The list of people as a CSV file, in the form that imports read. GUI thread; the session outlives it.
class ExportPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using FeaturePresenter::FeaturePresenter;

    void reload() override {}
    // ErrorCode::ValidationFailed when characters have no form in the encoding and `unmappable` is refuse.
    void fetch(const client::UserExport& how) {
        command([this, how] { return client::ExportService(api()).users(how); },
                [this](const std::string& csv) { emit ready(csv); });
    }

signals:
    void ready(const std::string& csv);
};

} // namespace kaomon::transfer

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/user_file.h"
#include "shell/feature_presenter.h"

namespace kaomon::transfer {

// The list of people as a CSV file, in the form that imports read. It comes in one answer, which can be given
// up. GUI thread; the session outlives it.
class ExportPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using FeaturePresenter::FeaturePresenter;

    void reload() override {}
    // ErrorCode::ValidationFailed when characters have no form in the encoding and `unmappable` is refuse.
    void fetch(const client::UserExport& how) {
        m_cancel = client::CancelToken::create();
        command([this, how, cancel = m_cancel] { return client::fetchUserFile(api(), how, cancel); },
                [this](const std::string& csv) { emit ready(csv); });
    }
    // Of the file that is on its way: nothing comes of it, and nobody is told of a fault.
    void cancel() {
        if (isBusy() && m_cancel != nullptr) {
            m_cancel->cancel();
        }
    }

signals:
    void ready(const std::string& csv);

private:
    std::shared_ptr<client::CancelToken> m_cancel;
};

} // namespace kaomon::transfer

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/support_presenter.h"

namespace kaomon::support {

void SupportPresenter::reload() {
    if (beginLoading(state() == models::ListState::Content)) {
        load(client::ServiceInfoService(api()).support(), [this](const wire::SupportInfo& info) {
            m_info = info;
            return models::ListState::Content;
        });
    }
}

void SupportPresenter::clear() {
    m_info = {};
    FeaturePresenter::clear();
}

} // namespace kaomon::support

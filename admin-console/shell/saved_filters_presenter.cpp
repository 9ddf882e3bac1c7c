// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/saved_filters_presenter.h"

#include <algorithm>

#include "ui/qt_text.h"

namespace kaomon::shell {
SavedFiltersPresenter::SavedFiltersPresenter(ConsoleSession& session, const char* resource, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_resource(resource) {}

void SavedFiltersPresenter::reload() {
    if (!beginLoading(true)) {
        return;
    }
    load(client::SavedFilterService(api()).list(), [this](const wire::SavedFilterList& list) {
        m_filters = list.items;
        std::erase_if(m_filters,
                      [this](const wire::SavedFilter& filter) { return filter.resource != m_resource; });
        return m_filters.empty() ? models::ListState::Empty : models::ListState::Content;
    });
}

void SavedFiltersPresenter::clear() {
    m_filters.clear();
    FeaturePresenter::clear();
}

const wire::SavedFilter* SavedFiltersPresenter::find(const std::string& id) const {
    const auto found = std::ranges::find(m_filters, id, &wire::SavedFilter::id);
    return found == m_filters.end() ? nullptr : &*found;
}

bool SavedFiltersPresenter::isOwn(const wire::SavedFilter& filter) const {
    return session().isOpen() && (!filter.owner || *filter.owner == session().user().id);
}

void SavedFiltersPresenter::save(const QString& name, const QString& query, bool isShared) {
    const std::string text = ui::toUtf8(name.trimmed());
    const auto same = std::ranges::find_if(
        m_filters, [&](const wire::SavedFilter& filter) { return filter.name == text && isOwn(filter); });
    wire::SavedFilter filter;
    filter.id = same == m_filters.end() ? makeUuid() : same->id;
    filter.resource = m_resource;
    filter.name = text;
    filter.query = ui::toUtf8(query);
    filter.shared = isShared;
    command([this, filter] { return client::SavedFilterService(api()).put(filter); },
            [this](const wire::SavedFilter&) { reload(); });
}

void SavedFiltersPresenter::remove(const std::string& id) {
    command([this, id] { return client::SavedFilterService(api()).remove(id); }, [this] { reload(); });
}

} // namespace kaomon::shell

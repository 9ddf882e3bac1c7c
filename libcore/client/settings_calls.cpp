// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/settings_service.h"

#include <algorithm>

#include "client/document_calls.h"

namespace kaomon::client {
namespace {

using Written = SettingsWriter::Written;

QFuture<Written> failed(const Error& error) {
    return QtFuture::makeReadyFuture(Written(propagate(error)));
}

} // namespace

QFuture<Result<wire::SettingsTable>> SettingsService::table() {
    return m_api.get<wire::SettingsTable>("/v1/settings/registry");
}

QFuture<Result<wire::SettingsExplanation>> SettingsService::explain(const SettingsQuestion& question) {
    return m_api.get<wire::SettingsExplanation>(
        withQuery("/v1/settings/explain", {{"user", question.user ? question.user->text() : ""},
                                           {"device", question.device ? question.device->text() : ""}}));
}

QFuture<Result<wire::SettingsVersionPage>> SettingsService::versions(const std::string& scope,
                                                                     const PageRequest& page) {
    return m_api.get<wire::SettingsVersionPage>(
        withQuery("/v1/settings/versions",
                  {{"scope", scope}, {"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

QFuture<Result<wire::SettingsVersion>> SettingsService::version(const std::string& scope, long long version) {
    return m_api.get<wire::SettingsVersion>(
        withQuery("/v1/settings/versions/" + std::to_string(version), {{"scope", scope}}));
}

QFuture<Result<wire::SettingsDifference>>
SettingsService::difference(const std::string& scope, const std::string& from, const std::string& to) {
    return m_api.get<wire::SettingsDifference>(
        withQuery("/v1/settings/diff", {{"scope", scope}, {"from", from}, {"to", to}}));
}

QFuture<Result<wire::SettingsPreview>> SettingsService::preview(const wire::SettingsProposal& proposal) {
    return m_api.post<wire::SettingsPreview>("/v1/settings:preview", proposal);
}

QFuture<Written> SettingsWriter::write(const std::string& scope, const wire::SettingsBody& settings) {
    ApiClient& api = m_api;
    const Clock& clock = m_clock;
    return fetchDocuments(api, "policy", {scope})
        .then([&api, &clock, keyring = m_keyring, scope,
               settings](const Result<wire::PolicyDocumentList>& stored) -> QFuture<Written> {
            if (!stored) {
                return failed(stored.error());
            }
            const auto current = std::ranges::find(stored->items, scope, &wire::PolicyDocument::scope);
            const long long version = current == stored->items.end() ? 0 : current->version;
            const auto document = keyring->signSettings(scope, version + 1, settings, clock.now());
            return document ? PolicyService(api).put(*document) : failed(document.error());
        })
        .unwrap();
}

QFuture<Written> SettingsWriter::writeAfter(const std::string& scope, long long version,
                                            const wire::SettingsBody& settings) {
    const auto document = m_keyring->signSettings(scope, version + 1, settings, m_clock.now());
    return document ? PolicyService(m_api).put(*document) : failed(document.error());
}

QFuture<Written> SettingsWriter::revert(const std::string& scope, long long version,
                                        const std::string& reason) {
    return SettingsService(m_api)
        .version(scope, version)
        .then([writer = *this, scope, reason](const Result<wire::SettingsVersion>& old) mutable {
            return old ? writer.write(scope, {old->settings, reason}) : failed(old.error());
        })
        .unwrap();
}

QFuture<Written> SettingsWriter::copy(const std::string& from, const std::string& to,
                                      const std::string& reason) {
    return SettingsService(m_api)
        .versions(from, {1, {}})
        .then([writer = *this, to, reason](const Result<wire::SettingsVersionPage>& page) mutable {
            if (!page) {
                return failed(page.error());
            }
            if (page->items.empty()) {
                return failed(Error(ErrorCode::NotFound, "nothing was set there"));
            }
            return writer.write(to, {page->items.front().settings, reason});
        })
        .unwrap();
}

} // namespace kaomon::client

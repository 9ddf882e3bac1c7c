// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/document_calls.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "wire/document_pages.h"

namespace kaomon::client {
namespace {

using Documents = Result<wire::PolicyDocumentList>;

constexpr std::size_t kScopesAtOnce = 100; // what the server takes, and what fits into a request's head

// Lives until its last page has come.
struct Reading {
    ApiClient& api;
    std::string kind;
    std::vector<std::string> scopes;
    std::size_t begin = 0; // of the scopes that are asked for now
    std::string cursor;
    wire::PolicyDocumentList found;
};

std::string scopesAskedFor(const Reading& reading) {
    std::string text;
    const std::size_t end = std::min(reading.begin + kScopesAtOnce, reading.scopes.size());
    for (std::size_t i = reading.begin; i < end; ++i) {
        text += (text.empty() ? "" : ",") + reading.scopes[i];
    }
    return text;
}

QFuture<Documents> nextPage(std::shared_ptr<Reading> reading) {
    return reading->api
        .get<wire::PolicyDocumentPage>(withQuery("/v1/policies", {{"kind", reading->kind},
                                                                  {"scope", scopesAskedFor(*reading)},
                                                                  {"limit", "500"},
                                                                  {"cursor", reading->cursor}}))
        .then([reading](const Result<wire::PolicyDocumentPage>& page) -> QFuture<Documents> {
            if (!page) {
                return QtFuture::makeReadyFuture(Documents(propagate(page.error())));
            }
            std::ranges::copy(page->items, std::back_inserter(reading->found.items));
            reading->cursor = page->next.value_or(std::string());
            if (!reading->cursor.empty()) {
                return page->items.empty() ? QtFuture::makeReadyFuture(Documents(
                                                 fail(ErrorCode::MalformedRequest, "an empty page")))
                                           : nextPage(reading);
            }
            reading->begin += kScopesAtOnce;
            return reading->begin < reading->scopes.size()
                       ? nextPage(reading)
                       : QtFuture::makeReadyFuture(Documents(std::move(reading->found)));
        })
        .unwrap();
}

} // namespace

QFuture<Documents> fetchDocuments(ApiClient& api, const std::string& kind,
                                  const std::vector<std::string>& scopes) {
    return nextPage(std::make_shared<Reading>(Reading{api, kind, scopes, 0, {}, {}}));
}

} // namespace kaomon::client

// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/policies_routes.h"

#include <algorithm>

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/policies/document_changes.h"
#include "features/policies/settings_handlers.h"
#include "features/policies/signed_documents.h"
#include "features/reply.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/revision.h"
#include "wire/document_pages.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::PolicyRepository;
using storage::UnitOfWork;

constexpr std::size_t kBodyLimit = 256 * 1024; // 50 hidden passwords, encoded twice

constexpr std::string_view kCursor = "policies-cursor";
constexpr std::size_t kMostScopes = 100; // of one question: they travel in its head
constexpr std::size_t kLongestScope = 64;
constexpr std::size_t kPageBytes = 2 * 1024 * 1024; // a page ends behind so much, however few it holds
constexpr int kStep = 50;

// The question's `kind`, `scope` (names, by comma) and `cursor`. ErrorCode::ValidationFailed.
Result<storage::PolicyFilter> filterOf(const ServiceContext& services, const http::RequestContext& context) {
    storage::PolicyFilter filter;
    filter.kind = context.query("kind");
    const std::string scopes = context.query("scope");
    for (std::size_t begin = 0; begin < scopes.size();) {
        const std::size_t end = std::min(scopes.find(',', begin), scopes.size());
        filter.scopes.push_back(scopes.substr(begin, end - begin));
        begin = end + 1;
        if (filter.scopes.back().size() > kLongestScope || filter.scopes.size() > kMostScopes) {
            return fail(ErrorCode::ValidationFailed, "at most 100 scopes of at most 64 bytes", "/scope");
        }
    }
    if (const std::string cursor = context.query("cursor"); !cursor.empty()) {
        const auto after = openText(services.serverKey, kCursor, cursor);
        const std::size_t bar = after ? after->find('|') : std::string::npos;
        if (bar == std::string::npos) {
            return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
        }
        filter.afterKind = after->substr(0, bar);
        filter.afterScope = after->substr(bar + 1);
    }
    return filter;
}

// At most `limit` documents, read a few at a time: one of them may be large. True when there are more.
bool readPage(PolicyRepository& policies, storage::PolicyFilter filter, std::size_t limit,
              std::vector<wire::PolicyDocument>& page) {
    std::size_t bytes = 0;
    filter.limit = kStep;
    while (true) {
        auto step = policies.list(filter);
        for (auto& document : step) {
            if (page.size() == limit || bytes > kPageBytes) {
                return true;
            }
            bytes += document.record.size();
            page.push_back(std::move(document));
        }
        if (step.size() < static_cast<std::size_t>(kStep)) {
            return false;
        }
        filter.afterKind = page.back().kind;
        filter.afterScope = page.back().scope;
    }
}

AsyncReply listPolicies(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto filter = filterOf(services, context);
    if (!limit || !filter) {
        co_return propagate(!limit ? limit.error() : filter.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        PolicyRepository policies(unit);
        wire::PolicyDocumentPage page;
        if (readPage(policies, *filter, static_cast<std::size_t>(*limit), page.items)) {
            page.next =
                sealText(services.serverKey, kCursor, page.items.back().kind + '|' + page.items.back().scope);
        }
        return jsonReply(200, page);
    });
}

AsyncReply putPolicy(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::PolicyDocument>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const DocumentState before = documentState(unit, *body, now);
        const auto rev = storeSignedDocument(unit, *body, now);
        if (!rev) {
            return propagate(rev.error());
        }
        noteDocument(unit, *body, before, now);
        body->rev = *rev;
        return jsonReply(200, *body).with("ETag", etagOf(body->rev));
    });
}

} // namespace

std::vector<http::Route> policiesRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/policies",
         .operation = "listPolicies",
         .summary = "Signed documents of the tenant",
         .access = http::withDevice(administrators()),
         .response = schemaNamed<wire::PolicyDocumentPage>("PolicyDocumentPage"),
         .problems = {ValidationFailed},
         .query = {{"kind", "policy, account_links, group_members, app_template or blind_entries"},
                   {"scope", "At most 100 scopes, with commas between them; every scope without"},
                   {"limit", "Entries of a page, at most 500; a page of large documents has fewer"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listPolicies)},
        {.method = "PUT",
         .path = "/v1/policies",
         .operation = "putPolicy",
         .summary = "The next version of a signed document",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::PolicyDocument>("PolicyDocument"),
         .response = schemaNamed<wire::PolicyDocument>("PolicyDocument"),
         .problems = {NotFound, ValidationFailed, MalformedRequest, PolicyUnsigned, PolicyRolledBack,
                      StaleRevision, Conflict, QuotaExceeded},
         .bodyLimit = kBodyLimit,
         .handler = bindTo(services, putPolicy)},
    };
}

std::vector<http::Route> settingsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const http::QueryParameter scope{"scope", "tenant (default), group:<id>, user:<id> or device_group:<id>"};
    return {
        {.method = "GET",
         .path = "/v1/settings/registry",
         .operation = "settingsTable",
         .summary = "Every setting of this version: type, range, default, where it may be given",
         .access = administrators(),
         .response = schemaNamed<wire::SettingsTable>("SettingsTable"),
         .handler = bindTo(services, settingsTable)},
        {.method = "GET",
         .path = "/v1/settings/explain",
         .operation = "explainSettings",
         .summary = "What applies to a person on a PC, and why",
         .access = administrators(),
         .response = schemaNamed<wire::SettingsExplanation>("SettingsExplanation"),
         .problems = {NotFound},
         .query = {{"user", "user id"}, {"device", "device id"}},
         .handler = bindTo(services, explainSettings)},
        {.method = "GET",
         .path = "/v1/settings/versions",
         .operation = "listSettingsVersions",
         .summary = "Every version of a settings document, newest first",
         .access = administrators(),
         .response = schemaNamed<wire::SettingsVersionPage>("SettingsVersionPage"),
         .problems = {ValidationFailed},
         .query = {scope, {"limit", "1 to 500"}, {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listVersions)},
        {.method = "GET",
         .path = "/v1/settings/versions/{version}",
         .operation = "getSettingsVersion",
         .summary = "One version of a settings document, as it was signed",
         .access = administrators(),
         .response = schemaNamed<wire::SettingsVersion>("SettingsVersion"),
         .problems = {NotFound, ValidationFailed},
         .query = {scope},
         .handler = bindTo(services, getVersion)},
        {.method = "GET",
         .path = "/v1/settings/diff",
         .operation = "diffSettings",
         .summary = "What changed between two versions or two times",
         .access = administrators(),
         .response = schemaNamed<wire::SettingsDifference>("SettingsDifference"),
         .problems = {NotFound, ValidationFailed},
         .query = {scope,
                   {"from", "a version (0: before the first) or an RFC 3339 time"},
                   {"to", "the same; default: what is in force"}},
         .handler = bindTo(services, diffSettings)},
        {.method = "POST",
         .path = "/v1/settings:preview",
         .operation = "previewSettings",
         .summary = "Whom a settings document would affect, before it is signed",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::SettingsProposal>("SettingsProposal"),
         .response = schemaNamed<wire::SettingsPreview>("SettingsPreview"),
         .problems = {NotFound, ValidationFailed, MalformedRequest, Conflict},
         .recorded = http::Recorded::Never,
         .handler = bindTo(services, previewSettings)},
    };
}

} // namespace kaomon::features

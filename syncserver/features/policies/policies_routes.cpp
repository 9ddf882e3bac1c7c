// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/policies_routes.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/policies/document_changes.h"
#include "features/policies/settings_handlers.h"
#include "features/policies/signed_documents.h"
#include "features/reply.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/revision.h"
#include "wire/policies.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::PolicyRepository;
using storage::UnitOfWork;

constexpr std::size_t kBodyLimit = 256 * 1024; // 50 hidden passwords, encoded twice

AsyncReply listPolicies(ServiceContext& services, http::RequestContext& context) {
    const std::string kind = context.query("kind");
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::PolicyDocumentList{PolicyRepository(unit).list(kind)});
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
         .response = schemaNamed<wire::PolicyDocumentList>("PolicyDocumentList"),
         .query = {{"kind", "policy, account_links, group_members, app_template or blind_entries"}},
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

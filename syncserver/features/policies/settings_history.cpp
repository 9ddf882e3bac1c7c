// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/settings_handlers.h"

#include <charconv>
#include <limits>
#include <map>
#include <set>

#include "auth/tenant_settings.h"
#include "crypto/trust.h"
#include "features/reply.h"

namespace kaomon::features {
namespace {

using storage::PolicyRepository;
using storage::StoredPolicy;
using storage::UnitOfWork;

constexpr const char* kKind = "policy";

std::optional<long long> numberOf(std::string_view text) {
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc() && end == text.data() + text.size() && !text.empty();
    return isNumber ? std::optional(number) : std::nullopt;
}

// The query's scope, "tenant" when there is none. ErrorCode::ValidationFailed.
Result<std::string> scopeOf(const http::RequestContext& context) {
    const std::string scope = context.query("scope");
    const auto place = domain::SettingPlace::parse(scope.empty() ? "tenant" : scope);
    if (!place) {
        return fail(ErrorCode::ValidationFailed, "tenant, group, user or device_group", "/scope");
    }
    return place->text();
}

std::string cursorPurpose(const TenantId& tenant, const std::string& scope) {
    return "settings-cursor|" + tenant.text() + '|' + scope;
}

// One end of a difference: a version number, a time of the server's clock, or (empty) what is in force now.
// nullopt: nothing was said yet. ErrorCode::NotFound, ValidationFailed.
Result<std::optional<StoredPolicy>> endOf(UnitOfWork& unit, const std::string& scope, const std::string& text,
                                          const char* field) {
    PolicyRepository policies(unit);
    if (text.empty()) {
        return policies.versionAt(kKind, scope, TimePoint::max());
    }
    if (const auto number = numberOf(text)) {
        auto stored = policies.version(kKind, scope, *number);
        if (!stored && *number != 0) {
            return fail(ErrorCode::NotFound, "no such version", field);
        }
        return stored;
    }
    const auto at = fromRfc3339(text);
    if (!at) {
        return fail(ErrorCode::ValidationFailed, "a version or an RFC 3339 time", field);
    }
    return policies.versionAt(kKind, scope, *at);
}

Reply difference(UnitOfWork& unit, const std::string& scope, const std::string& from, const std::string& to) {
    const auto before = endOf(unit, scope, from, "/from");
    const auto after = endOf(unit, scope, to, "/to");
    if (!before || !after) {
        return propagate(!before ? before.error() : after.error());
    }
    wire::SettingsDifference answer{.scope = scope, .changes = {}};
    std::vector<wire::SettingValue> said[2];
    long long* const versions[2] = {&answer.fromVersion, &answer.toVersion};
    int end = 0;
    for (const auto* stored : {&*before, &*after}) {
        if (stored->has_value()) {
            auto opened = openVersion(**stored);
            if (!opened) {
                return propagate(opened.error());
            }
            *versions[end] = opened->version;
            said[end] = std::move(opened->settings);
        }
        ++end;
    }
    answer.changes = changesBetween(said[0], said[1]);
    return jsonReply(200, answer);
}

} // namespace

Result<wire::SettingsVersion> openVersion(const StoredPolicy& stored) {
    const auto record = crypto::SignedRecord::decode(stored.document.record);
    const auto policy = record ? crypto::SignedPolicy::read(*record) : propagate(record.error());
    auto body = policy ? wire::decode<wire::SettingsBody>(policy->body) : propagate(policy.error());
    if (!body) {
        return fail(ErrorCode::StorageCorrupt, "settings document");
    }
    return wire::SettingsVersion{.scope = stored.document.scope,
                                 .version = stored.document.version,
                                 .signer = record->signer,
                                 .issuedAt = policy->issuedAt,
                                 .storedAt = stored.storedAt,
                                 .reason = body->reason.value_or(std::string()),
                                 .settings = std::move(body->settings),
                                 .record = stored.document.record};
}

std::vector<wire::SettingChange> changesBetween(const std::vector<wire::SettingValue>& before,
                                                const std::vector<wire::SettingValue>& after) {
    const auto old = wire::valuesOf({.settings = before});
    const auto fresh = wire::valuesOf({.settings = after});
    std::set<std::string> names;
    for (const auto* values : {&old, &fresh}) {
        for (const auto& [name, given] : *values) {
            names.insert(name);
        }
    }
    std::vector<wire::SettingChange> changes;
    for (const std::string& name : names) {
        wire::SettingChange change{.name = name};
        if (const auto found = old.find(name); found != old.end()) {
            change.oldValue = found->second.value;
            change.oldLocked = found->second.isLocked;
        }
        if (const auto found = fresh.find(name); found != fresh.end()) {
            change.newValue = found->second.value;
            change.newLocked = found->second.isLocked;
        }
        if (change.oldValue != change.newValue || change.oldLocked != change.newLocked) {
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

AsyncReply listVersions(ServiceContext& services, http::RequestContext& context) {
    const auto scope = scopeOf(context);
    const auto limit = pageLimit(context);
    if (!scope || !limit) {
        co_return propagate(!scope ? scope.error() : limit.error());
    }
    const std::string purpose = cursorPurpose(context.principal.tenant, *scope);
    long long before = std::numeric_limits<long long>::max();
    if (const std::string cursor = context.query("cursor"); !cursor.empty()) {
        const auto opened = openText(services.serverKey, purpose, cursor);
        const auto number = opened ? numberOf(*opened) : std::nullopt;
        if (!number) {
            co_return fail(ErrorCode::ValidationFailed, "not a cursor of this list", "/cursor");
        }
        before = *number;
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto stored = PolicyRepository(unit).history(kKind, *scope, before, *limit + 1);
        wire::SettingsVersionPage page;
        for (const StoredPolicy& one : stored) {
            if (page.items.size() == static_cast<std::size_t>(*limit)) {
                const long long last = stored[page.items.size() - 1].document.rev;
                page.next = sealText(services.serverKey, purpose, std::to_string(last));
                break;
            }
            auto version = openVersion(one);
            if (!version) {
                return propagate(version.error());
            }
            page.items.push_back(std::move(*version));
        }
        return jsonReply(200, page);
    });
}

AsyncReply getVersion(ServiceContext& services, http::RequestContext& context) {
    const auto scope = scopeOf(context);
    const auto number = numberOf(context.parameter("version"));
    if (!scope) {
        co_return propagate(scope.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto stored = number ? PolicyRepository(unit).version(kKind, *scope, *number) : std::nullopt;
        if (!stored) {
            return fail(ErrorCode::NotFound, "no such version");
        }
        const auto version = openVersion(*stored);
        if (!version) {
            return propagate(version.error());
        }
        return jsonReply(200, *version);
    });
}

AsyncReply diffSettings(ServiceContext& services, http::RequestContext& context) {
    const auto scope = scopeOf(context);
    if (!scope) {
        co_return propagate(scope.error());
    }
    const std::string from = context.query("from");
    const std::string to = context.query("to");
    if (from.empty()) {
        co_return fail(ErrorCode::ValidationFailed, "a version or an RFC 3339 time", "/from");
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return difference(unit, *scope, from, to);
    });
}

} // namespace kaomon::features

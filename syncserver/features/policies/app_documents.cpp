// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/policies/app_documents.h"

#include <algorithm>
#include <set>

#include "storage/repositories/policy_repository.h"
#include "storage/repositories/user_repository.h"
#include "wire/app_documents.h"
#include "wire/codec.h"

namespace kaomon::features {
namespace {

constexpr long long kMostTemplates = 300;
constexpr std::size_t kLargestTemplate = 32 * 1024;
constexpr std::size_t kMostDeviceGroups = 100;
constexpr std::size_t kLongestGroup = 64;
constexpr std::size_t kMostBlindEntries = 50;
constexpr std::size_t kLargestSeal = 2048;
constexpr std::size_t kLongestTitle = 200;

Status wrong(const char* why, const std::string& field) {
    return fail(ErrorCode::ValidationFailed, why, "/record/" + field);
}

} // namespace

Status checkAppTemplate(storage::UnitOfWork& unit, const crypto::SignedPolicy& policy) {
    const auto body = wire::decode<wire::AppTemplateBody>(policy.body, wire::UnknownFields::Reject);
    if (!body) {
        return propagate(body.error());
    }
    if (policy.scope != "app:" + body->id.text()) {
        return fail(ErrorCode::ValidationFailed, "scope is of another template", "/scope");
    }
    if (body->templateJson.empty() || body->templateJson.size() > kLargestTemplate) {
        return wrong("1 to 32768 bytes", "template_json");
    }
    if (body->percent < 0 || body->percent > 100) {
        return wrong("0 to 100", "percent");
    }
    if (body->deviceGroups.size() > kMostDeviceGroups ||
        std::ranges::any_of(body->deviceGroups, [](const std::string& group) {
            return group.empty() || group.size() > kLongestGroup;
        })) {
        return wrong("at most 100 groups", "device_groups");
    }
    storage::PolicyRepository policies(unit);
    const bool isNew = !policies.find("app_template", policy.scope);
    if (isNew && policies.count("app_template") >= kMostTemplates) {
        return fail(ErrorCode::QuotaExceeded, "at most 300 templates");
    }
    return {};
}

Status checkBlindEntries(storage::UnitOfWork& unit, const crypto::SignedPolicy& policy, TimePoint now) {
    const auto body = wire::decode<wire::BlindEntriesBody>(policy.body, wire::UnknownFields::Reject);
    if (!body) {
        return propagate(body.error());
    }
    if (policy.scope != "user:" + body->user.text()) {
        return fail(ErrorCode::ValidationFailed, "scope is of another user", "/scope");
    }
    if (!storage::UserRepository(unit, now).find(body->user)) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    if (body->items.size() > kMostBlindEntries) {
        return wrong("at most 50 entries", "items");
    }
    std::set<std::string> ids;
    for (std::size_t i = 0; i < body->items.size(); ++i) {
        const wire::BlindEntry& entry = body->items[i];
        if (!ids.insert(entry.id.text()).second || entry.title.empty() ||
            entry.title.size() > kLongestTitle || entry.sealed.empty() ||
            entry.sealed.size() > kLargestSeal) {
            return wrong("an entry once, with a title and something sealed", "items/" + std::to_string(i));
        }
    }
    return {};
}

} // namespace kaomon::features

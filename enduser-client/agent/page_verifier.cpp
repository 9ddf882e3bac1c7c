// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/page_verifier.h"

#include <algorithm>
#include <set>

#include "agent/policy_store.h"
#include "agent/template_store.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

using localstore::Change;
using localstore::LocalStore;

constexpr std::string_view kUpsert = "upsert";

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

// The newest manifest of the page, or the one held.
Result<std::optional<crypto::TenantManifest>> manifestAfter(const std::vector<wire::Change>& changes,
                                                            const DeviceIdentity& device,
                                                            const LocalStore& held) {
    PolicyStore current;
    if (const auto read = current.reload(held, device); !read) {
        return propagate(read.error());
    }
    std::optional<crypto::TenantManifest> manifest = current.manifest();
    for (const auto& change : changes) {
        if (change.kind == "manifest" && change.op == kUpsert && change.body) {
            auto next = openManifest(change.body->text, device, manifest ? manifest->version : 0);
            if (!next) {
                return propagate(next.error());
            }
            manifest = std::move(*next);
        }
    }
    return manifest;
}

Status checkPolicy(const wire::Change& change, const crypto::TenantManifest& manifest,
                   const LocalStore& held) {
    std::uint64_t minimum = 0;
    if (const auto stored = held.get("policy", change.id)) {
        if (const auto document = openPolicy(textOf(stored->bytes), manifest, 0)) {
            minimum = document->version;
        }
    }
    const auto document = openPolicy(change.body->text, manifest, minimum);
    if (!document) {
        return propagate(document.error());
    }
    return {};
}

bool isWelcome(const wire::Change& change, const std::optional<crypto::TenantManifest>& manifest,
               const LocalStore& held) {
    static const std::set<std::string> kKinds{"manifest", "policy",     "user", "user_key",   "template",
                                              "device",   "device_key", "seal", "tenant_end", "notice"};
    if (!kKinds.contains(change.kind) || (change.op == kUpsert && !change.body)) {
        return false;
    }
    if (change.op != kUpsert) {
        return change.kind != "manifest";
    }
    if (change.kind != "policy") {
        return true;
    }
    const Status checked = manifest ? checkPolicy(change, *manifest, held)
                                    : Status(fail(ErrorCode::PolicyUnsigned, "there is no manifest yet"));
    if (!checked) {
        log::error("agent.policy_refused", {{"id", change.id},
                                            {"code", wireName(checked.error().code)},
                                            {"detail", checked.error().detail}});
    }
    return checked.has_value();
}

Change storedForm(const wire::Change& change) {
    Change out{Change::Operation::Remove, change.kind, change.id, static_cast<std::uint64_t>(change.rev), {}};
    if (change.op == kUpsert) {
        out.operation = Change::Operation::Put;
        out.bytes.assign(change.body->text.begin(), change.body->text.end());
    }
    return out;
}

// Before everything is replaced: what is not from the server must be named, or it goes.
Status keepPending(const LocalStore& held, std::vector<Change>& out) {
    const auto pending = held.list(kPendingTemplate);
    if (!pending) {
        return propagate(pending.error());
    }
    for (const auto& object : *pending) {
        const bool hasArrived = std::ranges::any_of(
            out, [&](const Change& c) { return c.kind == "template" && c.id == object.id; });
        if (!hasArrived) {
            out.push_back(
                {Change::Operation::Put, std::string(kPendingTemplate), object.id, object.rev, object.bytes});
        }
    }
    return {};
}

} // namespace

Result<std::vector<Change>> verifyChanges(const std::vector<wire::Change>& changes,
                                          const DeviceIdentity& device, const LocalStore& held,
                                          LocalStore::PageMode mode) {
    const auto manifest = manifestAfter(changes, device, held);
    if (!manifest) {
        return propagate(manifest.error());
    }
    std::vector<Change> out;
    for (const auto& change : changes) {
        if (!isWelcome(change, *manifest, held)) {
            continue;
        }
        out.push_back(storedForm(change));
        if (change.kind == "template" && mode == LocalStore::PageMode::Delta) {
            out.push_back({Change::Operation::Remove,
                           std::string(kPendingTemplate),
                           change.id,
                           static_cast<std::uint64_t>(change.rev),
                           {}});
        }
    }
    if (mode == LocalStore::PageMode::ReplaceAll) {
        if (const auto kept = keepPending(held, out); !kept) {
            return propagate(kept.error());
        }
    }
    return out;
}

} // namespace kaomon::agent

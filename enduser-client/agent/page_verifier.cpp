// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/page_verifier.h"

#include <algorithm>
#include <set>

#include "agent/confirmation_watch.h"
#include "agent/diagnostics_upload.h"
#include "agent/intruder_pictures.h"
#include "agent/policy_store.h"
#include "agent/template_store.h"
#include "base/log.h"
#include "wire/codec.h"
#include "wire/policies.h"
#include "wire/templates.h"
#include "wire/vault.h"

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

// The version of a document below which none counts any more, also after the document itself was taken away.
std::uint64_t floorOf(const LocalStore& held, const std::string& id) {
    const auto floor = held.get(kFloor, id);
    return floor ? floor->rev : 0;
}

Status checkPolicy(const wire::Change& change, const crypto::TenantManifest& manifest,
                   const LocalStore& held) {
    std::uint64_t minimum = floorOf(held, change.id);
    if (const auto stored = held.get("policy", change.id)) {
        if (const auto document = openPolicy(textOf(stored->bytes), manifest, 0)) {
            minimum = std::max(minimum, document->version);
        }
    }
    const auto document = openPolicy(change.body->text, manifest, minimum);
    if (!document) {
        return propagate(document.error());
    }
    return {};
}

// A face that was replaced must not come back in its older form.
Status checkFace(const wire::Change& change, const LocalStore& held) {
    const auto stored = held.get("template", change.id);
    const auto before = stored ? wire::decode<wire::FaceTemplate>(textOf(stored->bytes))
                               : Result<wire::FaceTemplate>(propagate(stored.error()));
    const auto face = wire::decode<wire::FaceTemplate>(change.body->text);
    if (before && face && (face->version < before->version || face->epoch < before->epoch)) {
        return fail(ErrorCode::PolicyRolledBack, "an older version of a face");
    }
    return {};
}

// Only the vault's key says what is true of it; but its version, which the PC signed with the rest, never
// falls.
Status checkVault(const wire::Change& change, const LocalStore& held) {
    const auto next = wire::decode<wire::VaultManifest>(change.body->text);
    const auto stored = held.get("vault", change.id);
    const auto before = stored ? wire::decode<wire::VaultManifest>(textOf(stored->bytes))
                               : Result<wire::VaultManifest>(propagate(stored.error()));
    if (!next || (before && next->version < before->version)) {
        return fail(ErrorCode::ManifestRolledBack, "an older vault");
    }
    return {};
}

// One that says less than the one before would hide what has been signed since.
Status checkConfirmation(const wire::Change& change, const crypto::TenantManifest& manifest,
                         const LocalStore& held) {
    const auto document = openPolicy(change.body->text, manifest, floorOf(held, std::string(kConfirmation)));
    if (!document) {
        return propagate(document.error());
    }
    return document->kind == kConfirmation
               ? Status()
               : Status(fail(ErrorCode::PolicyUnsigned, "another document in its place"));
}

bool isWelcome(const wire::Change& change, const std::optional<crypto::TenantManifest>& manifest,
               const LocalStore& held) {
    static const std::set<std::string_view> kKinds{
        "manifest", "policy",     "user",   "user_key", "template",   "device",      "device_key",
        "seal",     "tenant_end", "notice", "vault",    "vault_item", kConfirmation, kDiagnosticsRequest};
    if (!kKinds.contains(change.kind) || (change.op == kUpsert && !change.body)) {
        return false;
    }
    if (change.op != kUpsert) {
        return change.kind != "manifest" && change.kind != kConfirmation;
    }
    Status checked;
    if (change.kind == "template") {
        checked = checkFace(change, held);
    } else if (change.kind == "vault") {
        checked = checkVault(change, held);
    } else if (change.kind == "policy" || change.kind == kConfirmation) {
        const auto check = change.kind == "policy" ? checkPolicy : checkConfirmation;
        checked = manifest ? check(change, *manifest, held)
                           : Status(fail(ErrorCode::PolicyUnsigned, "there is no manifest yet"));
    }
    if (!checked) {
        log::error("agent.policy_refused", {{"kind", change.kind},
                                            {"id", change.id},
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

bool isAmong(const std::vector<Change>& changes, std::string_view kind, const std::string& id) {
    return std::ranges::any_of(changes, [&](const Change& c) { return c.kind == kind && c.id == id; });
}

// Keeps the objects of `kind`, unless there is a newer one under `newer`.
Status keepAll(const LocalStore& held, std::string_view kind, std::string_view newer,
               std::vector<Change>& out) {
    const auto objects = held.list(kind);
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        if (!isAmong(out, newer, object.id)) {
            out.push_back({Change::Operation::Put, std::string(kind), object.id, object.rev, object.bytes});
        }
    }
    return {};
}

// Before everything is replaced: what is not from the server must be named, or it goes. A signed document
// or a face that the server has only in an older version stays as it is here.
Status keepOwn(const std::vector<wire::Change>& changes, const LocalStore& held, std::vector<Change>& out) {
    for (const auto& change : changes) {
        const bool canBeOlder =
            change.kind == "policy" || change.kind == "template" || change.kind == "vault";
        const auto stored = canBeOlder && change.op == kUpsert && !isAmong(out, change.kind, change.id)
                                ? held.get(change.kind, change.id)
                                : Result<localstore::StoredObject>(fail(ErrorCode::NotFound, "not needed"));
        if (stored) {
            out.push_back({Change::Operation::Put, change.kind, stored->id, stored->rev, stored->bytes});
        }
    }
    if (const auto kept = keepAll(held, kFloor, kFloor, out); !kept) {
        return kept;
    }
    for (const std::string_view kind : {kPendingPicture, kPendingBundle, kPendingBundlePart,
                                        kRefreshedTemplate, kDerivedTemplate, kPendingFacePictures}) {
        if (const auto kept = keepAll(held, kind, kind, out); !kept) {
            return kept;
        }
    }
    if (const auto kept = keepAll(held, kConfirmation, kConfirmation, out); !kept) {
        return kept;
    }
    return keepAll(held, kPendingTemplate, "template", out);
}

Change floorAt(const wire::Change& change) {
    const auto document = wire::decode<wire::PolicyDocument>(change.body->text);
    const auto version = static_cast<std::uint64_t>(document ? document->version : 0);
    const std::string text = std::to_string(version);
    const std::string id = change.kind == kConfirmation ? std::string(kConfirmation) : change.id;
    return {Change::Operation::Put, std::string(kFloor), id, version, {text.begin(), text.end()}};
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
        if ((change.kind == "policy" || change.kind == kConfirmation) && change.op == kUpsert) {
            out.push_back(floorAt(change));
        }
        if (change.kind == "template" && mode == LocalStore::PageMode::Delta) {
            out.push_back({Change::Operation::Remove,
                           std::string(kPendingTemplate),
                           change.id,
                           static_cast<std::uint64_t>(change.rev),
                           {}});
        }
    }
    if (mode == LocalStore::PageMode::ReplaceAll) {
        if (const auto kept = keepOwn(changes, held, out); !kept) {
            return propagate(kept.error());
        }
    }
    return out;
}

} // namespace kaomon::agent

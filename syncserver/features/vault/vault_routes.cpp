// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/vault/vault_routes.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/account_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/vault_repository.h"
#include "wire/vault.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;
using storage::VaultRepository;

constexpr std::string_view kCursor = "vault-cursor";
constexpr std::size_t kLargestItem = 64 * 1024;
constexpr std::size_t kLargestKey = 256;
constexpr std::size_t kLargestManifest = 128 * 1024;
constexpr std::size_t kLargestSignature = 128;
constexpr std::size_t kMostChanges = 100; // in one write
constexpr long long kMostItems = 1000;    // of one person
constexpr int kMostOfPage = 100;
constexpr std::size_t kWriteBody = 4 * 1024 * 1024;

AsyncReply getVault(ServiceContext& services, http::RequestContext& context) {
    const UserId user = context.principal.user;
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        auto manifest = VaultRepository(unit, now).manifest(user).value_or(wire::VaultManifest{});
        manifest.user = user;
        return jsonReply(200, manifest).with("ETag", etagOf(manifest.rev));
    });
}

Result<long long> cursorOf(const ServiceContext& services, const http::RequestContext& context) {
    const std::string cursor = context.query("cursor");
    long long rev = 0;
    if (cursor.empty()) {
        return rev;
    }
    const auto text = openText(services.serverKey, kCursor, cursor);
    const std::string prefix = context.principal.user.text() + " ";
    if (!text || !text->starts_with(prefix) ||
        std::from_chars(text->data() + prefix.size(), text->data() + text->size(), rev).ec != std::errc()) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    return rev;
}

AsyncReply listItems(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto after = cursorOf(services, context);
    if (!limit || !after) {
        co_return propagate(!limit ? limit.error() : after.error());
    }
    const UserId user = context.principal.user;
    const int wanted = std::min(*limit, kMostOfPage);
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::VaultItemPage page{VaultRepository(unit, now).items(user, *after, wanted + 1), {}};
        if (static_cast<int>(page.items.size()) > wanted) {
            page.items.pop_back();
            page.next = sealText(services.serverKey, kCursor,
                                 user.text() + " " + std::to_string(page.items.back().rev));
        }
        return jsonReply(200, page);
    });
}

Status checkItem(const wire::VaultItem& item, const UserId& user, std::size_t index) {
    const std::string pointer = "/items/" + std::to_string(index);
    if (item.user != user) {
        return fail(ErrorCode::ValidationFailed, "another's entry", pointer + "/user");
    }
    if (item.version < 1) {
        return fail(ErrorCode::ValidationFailed, "versions begin at 1", pointer + "/version");
    }
    if (item.key.empty() || item.key.size() > kLargestKey) {
        return fail(ErrorCode::ValidationFailed, "a wrapped key of at most 256 bytes", pointer + "/key");
    }
    if (item.ciphertext.empty() || item.ciphertext.size() > kLargestItem) {
        return fail(ErrorCode::ValidationFailed, "from 1 byte to 64 KiB", pointer + "/ciphertext");
    }
    return {};
}

Status checkWrite(const wire::VaultWrite& write, const http::Principal& caller) {
    const wire::VaultManifest& manifest = write.manifest;
    if (caller.device.isEmpty() || manifest.device != caller.device) {
        return fail(ErrorCode::Forbidden, "a vault is written on a PC of one's own, by that PC");
    }
    if (manifest.user != caller.user) {
        return fail(ErrorCode::ValidationFailed, "another's vault", "/manifest/user");
    }
    if (manifest.sealed.empty() || manifest.sealed.size() > kLargestManifest || manifest.signature.empty() ||
        manifest.signature.size() > kLargestSignature) {
        return fail(ErrorCode::ValidationFailed, "a sealed list of at most 128 KiB and its signature",
                    "/manifest/sealed");
    }
    if (write.items.size() + write.removed.size() > kMostChanges) {
        return fail(ErrorCode::ValidationFailed, "at most 100 entries at once", "/items");
    }
    std::set<std::string> named;
    for (std::size_t i = 0; i < write.items.size(); ++i) {
        if (const Status valid = checkItem(write.items[i], caller.user, i); !valid) {
            return valid;
        }
        named.insert(write.items[i].id.text());
    }
    for (const VaultItemId& id : write.removed) {
        named.insert(id.text());
    }
    if (named.size() != write.items.size() + write.removed.size()) {
        return fail(ErrorCode::ValidationFailed, "an entry is named twice", "/items");
    }
    return {};
}

// What it follows is what is stored: entries only ever gain versions.
Status checkSuccessor(VaultRepository& vault, const wire::VaultWrite& write, long long storedVersion) {
    if (write.manifest.version != storedVersion + 1) {
        return fail(ErrorCode::ValidationFailed, "not the next version", "/manifest/version");
    }
    for (std::size_t i = 0; i < write.items.size(); ++i) {
        const auto stored = vault.find(write.items[i].user, write.items[i].id);
        if (stored && write.items[i].version <= stored->version) {
            return fail(ErrorCode::ValidationFailed, "not a later version",
                        "/items/" + std::to_string(i) + "/version");
        }
    }
    return {};
}

Reply store(UnitOfWork& unit, const wire::VaultWrite& write, TimePoint now) {
    VaultRepository vault(unit, now);
    for (const VaultItemId& id : write.removed) {
        if (vault.find(write.manifest.user, id)) {
            vault.removeItem(write.manifest.user, id);
        }
    }
    for (const wire::VaultItem& item : write.items) {
        (void)vault.putItem(item);
    }
    if (vault.count(write.manifest.user) > kMostItems) {
        return fail(ErrorCode::QuotaExceeded, "at most 1000 entries");
    }
    wire::VaultManifest stored = write.manifest;
    stored.rev = vault.putManifest(stored);
    unit.acts().changed("version", std::to_string(stored.version - 1), std::to_string(stored.version));
    return jsonReply(200, stored).with("ETag", etagOf(stored.rev));
}

AsyncReply putVault(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::VaultWrite>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (const Status valid = checkWrite(*body, context.principal); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto account = storage::AccountRepository(unit, now).find(context.principal.user);
        if (account && account->vaultFrozenAt) {
            return fail(ErrorCode::Conflict, "the vault rests since a reissue", "/manifest");
        }
        VaultRepository vault(unit, now);
        const auto stored = vault.manifest(context.principal.user);
        if (const Status fresh = checkIfMatch(context, stored ? stored->rev : 0); !fresh) {
            return propagate(fresh.error());
        }
        if (const Status next = checkSuccessor(vault, *body, stored ? stored->version : 0); !next) {
            return propagate(next.error());
        }
        return store(unit, *body, now);
    });
}

} // namespace

std::vector<http::Route> vaultRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/vault",
         .operation = "getVault",
         .summary = "The sealed list of one's own entries; version 0 where there is none yet",
         .access = http::everyUser(),
         .response = schemaNamed<wire::VaultManifest>("VaultManifest"),
         .handler = bindTo(services, getVault)},
        {.method = "GET",
         .path = "/v1/vault/items",
         .operation = "listVaultItems",
         .summary = "One's own sealed entries, in the order of their revisions",
         .access = http::everyUser(),
         .response = schemaNamed<wire::VaultItemPage>("VaultItemPage"),
         .problems = {ValidationFailed},
         .query = {{"cursor", "`next` of the page before"}, {"limit", "Entries of a page, at most 100"}},
         .handler = bindTo(services, listItems)},
        {.method = "PUT",
         .path = "/v1/vault",
         .operation = "putVault",
         .summary = "Changes entries together with the list that names them; on a PC, by its owner",
         .access = http::everyUser(),
         .request = schemaNamed<wire::VaultWrite>("VaultWrite"),
         .response = schemaNamed<wire::VaultManifest>("VaultManifest"),
         .problems = {ValidationFailed, Conflict, QuotaExceeded, PayloadTooLarge},
         .bodyLimit = kWriteBody,
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, putVault)},
    };
}

} // namespace kaomon::features

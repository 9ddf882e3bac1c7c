// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include "client/confirmation_service.h"
#include "wire/codec.h"

namespace kaomon::client {
namespace {

constexpr std::size_t kMostHeads = 1000;
constexpr long long kHighestVersion = 1'000'000'000'000;
constexpr std::chrono::days kKept{400}; // longer than any PC may be away

using Heads = std::map<std::string, wire::ConfirmedHead>;

struct LastWord {
    long long version = 0;
    TimePoint issuedAt;
    wire::ConfirmationBody body;
};

// What was confirmed last; nothing when there is none, or only one whose signer has left the manifest: nobody
// vouches for its versions any more, and the server then gives every document anew.
std::optional<LastWord> lastWord(const wire::ConfirmationBasis& basis, const AdminKeyring& keyring) {
    if (!basis.confirmation) {
        return std::nullopt;
    }
    const auto document = keyring.openDocument(*basis.confirmation);
    const auto body = document ? wire::decode<wire::ConfirmationBody>(document->body)
                               : Result<wire::ConfirmationBody>(propagate(document.error()));
    if (!body || document->kind != "confirmation") {
        return std::nullopt;
    }
    return LastWord{static_cast<long long>(document->version), document->issuedAt, *body};
}

// Adds what was signed since to what was confirmed. True when that changes anything.
Result<bool> takeDocuments(const wire::ConfirmationBasis& basis, const AdminKeyring& keyring, Heads& heads) {
    bool isNews = false;
    for (const wire::PolicyDocument& shown : basis.documents) {
        const auto document = keyring.openDocument(shown);
        const auto record = crypto::SignedRecord::decode(shown.record);
        if (!document || !record) {
            continue;
        }
        const std::string id = document->kind + '|' + document->scope;
        const auto version = static_cast<long long>(document->version);
        const auto known = heads.find(id);
        if (known != heads.end() && known->second.version > version) {
            return fail(ErrorCode::PolicyRolledBack, "older than what was confirmed: " + id);
        }
        isNews = isNews || known == heads.end() || known->second.version < version;
        heads[id] = {id, version, record->signer, document->issuedAt};
    }
    return isNews;
}

std::vector<wire::ConfirmedHead> newest(const Heads& heads, TimePoint now) {
    std::vector<wire::ConfirmedHead> list;
    for (const auto& [id, head] : heads) {
        if (head.issuedAt > now - kKept) {
            list.push_back(head);
        }
    }
    std::ranges::stable_sort(list, std::ranges::greater(), &wire::ConfirmedHead::issuedAt);
    if (list.size() > kMostHeads) {
        list.resize(kMostHeads);
    }
    return list;
}

} // namespace

QFuture<Result<wire::ConfirmationBasis>> ConfirmationService::basis() {
    return m_api.get<wire::ConfirmationBasis>("/v1/confirmation");
}

QFuture<Result<wire::PolicyDocument>> ConfirmationService::put(const wire::PolicyDocument& confirmation) {
    return m_api.put<wire::PolicyDocument>("/v1/confirmation", confirmation);
}

Result<std::optional<wire::PolicyDocument>> nextConfirmation(const wire::ConfirmationBasis& basis,
                                                             const AdminKeyring& keyring, TimePoint now,
                                                             std::chrono::hours life) {
    const auto last = lastWord(basis, keyring);
    const auto manifest = static_cast<long long>(keyring.manifest().version);
    if (last && last->body.manifest > manifest) {
        return fail(ErrorCode::ManifestRolledBack, "older than what was confirmed");
    }
    Heads heads;
    for (const auto& head : last ? last->body.heads : std::vector<wire::ConfirmedHead>()) {
        heads.emplace(head.id, head);
    }
    const auto isNews = takeDocuments(basis, keyring, heads);
    if (!isNews) {
        return propagate(isNews.error());
    }
    if (last && !*isNews && last->body.manifest == manifest && now - last->issuedAt < life) {
        return std::optional<wire::PolicyDocument>();
    }
    const wire::ConfirmationBody body{manifest, newest(heads, now)};
    const long long before = basis.confirmation ? basis.confirmation->version : 0;
    if (before < 0 || before > kHighestVersion) {
        return fail(ErrorCode::ValidationFailed, "no version of a confirmation", "/confirmation/version");
    }
    auto next = keyring.signDocument("confirmation", "tenant", before + 1, wire::encode(body), now);
    if (!next) {
        return propagate(next.error());
    }
    return std::optional(std::move(*next));
}

} // namespace kaomon::client

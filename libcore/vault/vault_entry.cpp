// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/vault_entry.h"

#include <algorithm>

#include "crypto/bytes_io.h"
#include "domain/login_key.h"
#include "vault/one_time_code.h"

namespace kaomon::vault {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestUserName = 320;
constexpr std::size_t kLongestSecret = 4096;
constexpr std::size_t kLongestNotes = 32 * 1024; // a template is kept there
constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kLongestTag = 50;
constexpr std::size_t kMostTags = 20;

enum class Lines { One, Many };

Status checkText(std::string_view text, std::size_t longest, Lines lines, const char* field) {
    if (text.size() > longest) {
        return fail(ErrorCode::ValidationFailed, "too long", field);
    }
    const bool hasControl = std::ranges::any_of(text, [lines](char c) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isLayout = lines == Lines::Many && (c == '\n' || c == '\r' || c == '\t');
        return (byte < 0x20 && !isLayout) || byte == 0x7f;
    });
    if (hasControl || !domain::nfkc(text)) {
        return fail(ErrorCode::ValidationFailed, "has control characters or is no UTF-8", field);
    }
    return {};
}

std::string textOf(const std::optional<VaultItemId>& id) {
    return id ? id->text() : std::string();
}

Result<std::optional<VaultItemId>> idFrom(const std::string& text) {
    if (text.empty()) {
        return std::optional<VaultItemId>();
    }
    const auto id = VaultItemId::parse(text);
    if (!id) {
        return propagate(id.error());
    }
    return std::optional(*id);
}

void readMembers(crypto::BytesReader& reader, VaultEntry& entry) {
    entry.title = reader.text();
    entry.userName = reader.text();
    entry.secret = SecretString(reader.text());
    entry.totp = SecretString(reader.text());
    entry.notes = SecretString(reader.text());
    entry.url = reader.text();
    for (std::size_t left = reader.count(kMostTags); left > 0; --left) {
        entry.tags.push_back(reader.text());
    }
    if (reader.number() != 0) {
        entry.expiresAt = reader.time();
    }
    entry.createdAt = reader.time();
    entry.changedAt = reader.time();
    entry.needsNewSecret = reader.number() != 0;
    for (std::size_t left = reader.count(kMostPastSecrets); left > 0; --left) {
        SecretString past(reader.text());
        entry.history.push_back({std::move(past), reader.time()});
    }
}

} // namespace

VaultEntry VaultEntry::clone() const {
    VaultEntry copy;
    copy.id = id;
    copy.kind = kind;
    copy.title = title;
    copy.userName = userName;
    copy.secret = secret.clone();
    copy.totp = totp.clone();
    copy.notes = notes.clone();
    copy.url = url;
    copy.appTemplate = appTemplate;
    copy.tags = tags;
    copy.expiresAt = expiresAt;
    copy.createdAt = createdAt;
    copy.changedAt = changedAt;
    copy.needsNewSecret = needsNewSecret;
    copy.conflictOf = conflictOf;
    for (const PastSecret& past : history) {
        copy.history.push_back({past.secret.clone(), past.until});
    }
    return copy;
}

Status check(const VaultEntry& entry) {
    if (entry.title.empty()) {
        return fail(ErrorCode::ValidationFailed, "a title is required", "/title");
    }
    if (entry.tags.size() > kMostTags) {
        return fail(ErrorCode::ValidationFailed, "too many tags", "/tags");
    }
    std::vector<Status> checks{
        checkText(entry.title, kLongestTitle, Lines::One, "/title"),
        checkText(entry.userName, kLongestUserName, Lines::One, "/user_name"),
        checkText(entry.secret.reveal(), kLongestSecret, Lines::One, "/secret"),
        checkText(entry.notes.reveal(), kLongestNotes, Lines::Many, "/notes"),
        checkText(entry.url, kLongestUrl, Lines::One, "/url"),
    };
    for (const std::string& tag : entry.tags) {
        checks.push_back(checkText(tag, kLongestTag, Lines::One, "/tags"));
    }
    if (!entry.totp.isEmpty()) {
        if (const auto seed = OneTimeSeed::parse(entry.totp); !seed) {
            return propagate(seed.error());
        }
    }
    for (const Status& one : checks) {
        if (!one) {
            return one;
        }
    }
    return {};
}

void replaceSecret(VaultEntry& entry, SecretString secret, TimePoint now) {
    entry.needsNewSecret = false;
    entry.changedAt = now;
    if (entry.secret.reveal() == secret.reveal()) {
        return;
    }
    if (!entry.secret.isEmpty()) {
        entry.history.insert(entry.history.begin(), PastSecret{std::move(entry.secret), now});
    }
    if (entry.history.size() > kMostPastSecrets) {
        entry.history.resize(kMostPastSecrets);
    }
    entry.secret = std::move(secret);
}

VaultEntry conflictCopy(const VaultEntry& entry, TimePoint now) {
    VaultEntry copy = entry.clone();
    copy.id = VaultItemId::generate();
    copy.conflictOf = entry.id;
    copy.changedAt = now;
    return copy;
}

SecretBytes encodeEntry(const VaultEntry& entry) {
    crypto::BytesWriter writer;
    writer.number(kFormat).number(entry.kind == EntryKind::Template ? 1 : 0);
    writer.text(textOf(entry.appTemplate)).text(textOf(entry.conflictOf));
    writer.text(entry.title).text(entry.userName).text(entry.secret.reveal()).text(entry.totp.reveal());
    writer.text(entry.notes.reveal()).text(entry.url).number(entry.tags.size());
    for (const std::string& tag : entry.tags) {
        writer.text(tag);
    }
    writer.number(entry.expiresAt ? 1 : 0);
    if (entry.expiresAt) {
        writer.time(*entry.expiresAt);
    }
    writer.time(entry.createdAt).time(entry.changedAt).number(entry.needsNewSecret ? 1 : 0);
    writer.number(entry.history.size());
    for (const PastSecret& past : entry.history) {
        writer.text(past.secret.reveal()).time(past.until);
    }
    return SecretBytes(writer.take());
}

Result<VaultEntry> decodeEntry(const VaultItemId& id, const SecretBytes& bytes) {
    crypto::BytesReader reader(bytes.reveal());
    const std::uint64_t format = reader.number();
    if (format > kFormat) {
        return fail(ErrorCode::StorageTooNew, "an entry of a newer version");
    }
    VaultEntry entry;
    entry.id = id;
    entry.kind = reader.number() == 1 ? EntryKind::Template : EntryKind::Login;
    const auto appTemplate = idFrom(reader.text());
    const auto conflictOf = idFrom(reader.text());
    readMembers(reader, entry);
    if (format == 0 || !appTemplate || !conflictOf || !reader.finish()) {
        return fail(ErrorCode::ValidationFailed, "not an entry");
    }
    entry.appTemplate = *appTemplate;
    entry.conflictOf = *conflictOf;
    if (const Status valid = check(entry); !valid) {
        return propagate(valid.error());
    }
    return entry;
}

} // namespace kaomon::vault

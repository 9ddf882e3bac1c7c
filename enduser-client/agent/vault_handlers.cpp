// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/vault_handlers.h"

#include <algorithm>
#include <charconv>

#include "applogin/app_template.h"
#include "applogin/fill_problem.h"
#include "base/log.h"
#include "vault/one_time_code.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

using localipc::Message;
using vault::EntryKind;
using vault::VaultEntry;

constexpr std::size_t kListBytes = 256 * 1024; // of one answer
// Where a list of several parts goes on: at which of the company's, or at the first of the person's own.
constexpr std::string_view kCompany = "company:";
constexpr std::string_view kOwn = "-"; // before every id

Result<std::optional<VaultItemId>> optionalId(const Message& message, std::string_view key) {
    if (message.text(key).empty()) {
        return std::optional<VaultItemId>();
    }
    const auto id = VaultItemId::parse(message.text(key));
    if (!id) {
        return fail(ErrorCode::ValidationFailed, "not an id", '/' + std::string(key));
    }
    return std::optional(*id);
}

wire::VaultEntrySummary summaryOf(const VaultEntry& entry, long long version) {
    wire::VaultEntrySummary summary;
    summary.id = entry.id;
    summary.kind = entry.kind == EntryKind::Template ? "template" : "login";
    summary.title = entry.title;
    summary.userName = entry.userName;
    summary.url = entry.url;
    summary.tags = entry.tags;
    summary.expiresAt = entry.expiresAt;
    summary.changedAt = entry.changedAt;
    summary.hasSecret = !entry.secret.isEmpty();
    summary.hasTotp = !entry.totp.isEmpty();
    summary.needsNewSecret = entry.needsNewSecret;
    summary.appTemplate = entry.appTemplate;
    summary.conflictOf = entry.conflictOf;
    summary.version = version;
    if (entry.kind == EntryKind::Template) {
        summary.templateJson = entry.notes.reveal(); // says how to fill, nothing of what
    }
    return summary;
}

// What administrators have set up, in the same words: templates of the company, entries nobody here can see.
wire::VaultEntrySummary summaryOf(const CompanyTemplate& one) {
    wire::VaultEntrySummary summary;
    summary.id = one.id;
    summary.kind = "company_template";
    summary.title = one.form.name;
    summary.version = one.version;
    summary.templateJson = one.form.toJson();
    return summary;
}

wire::VaultEntrySummary summaryOf(const wire::BlindEntry& one, bool isSuspended) {
    wire::VaultEntrySummary summary;
    summary.id = one.id;
    summary.kind = "blind";
    summary.title = one.title;
    summary.changedAt = one.changedAt;
    summary.hasSecret = true;
    summary.needsNewSecret = isSuspended;
    summary.appTemplate = one.appTemplate;
    return summary;
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

// Puts what the message carries into the entry; members that it does not have stay as they are.
Status readInto(VaultEntry& entry, Message& message, TimePoint now) {
    const auto appTemplate = optionalId(message, "app_template");
    if (!appTemplate) {
        return propagate(appTemplate.error());
    }
    const auto take = [&](std::string_view key, std::string& target) {
        if (message.has(key)) {
            target = message.text(key);
        }
    };
    take("title", entry.title);
    take("user_name", entry.userName);
    take("url", entry.url);
    if (message.has("tags")) {
        entry.tags = linesOf(message.text("tags"));
    }
    if (message.has("app_template")) {
        entry.appTemplate = *appTemplate;
    }
    if (message.has("notes")) {
        entry.notes = SecretString(message.text("notes"));
    }
    if (message.has("totp")) {
        entry.totp = SecretString(message.text("totp"));
    }
    if (message.has("secret")) {
        vault::replaceSecret(entry, SecretString(message.text("secret")), now);
    }
    if (message.has("expires_at")) {
        const std::string text = message.text("expires_at");
        const auto time = fromRfc3339(text);
        if (!text.empty() && !time) {
            return fail(ErrorCode::ValidationFailed, "not a time", "/expires_at");
        }
        entry.expiresAt = text.empty() ? std::nullopt : std::optional(*time);
    }
    entry.changedAt = now;
    return {};
}

} // namespace

void VaultHandlers::addTo(Router& router) {
    router.add("vaultState", [this](const Caller& c, const Message&) { state(c); });
    router.add("vaultOpen", [this](const Caller& c, const Message&) { open(c); });
    router.add("vaultClose", [this](const Caller& c, const Message&) {
        m_keeper.cancel(c.uid); // its own face attempt, if one runs
        m_keeper.close(c.uid);
        m_seen.erase(c.connection.data());
        c.reply("vaultClosed");
    });
    router.add("vaultList", [this](const Caller& c, const Message& m) { list(c, m); });
    router.add("vaultReveal", [this](const Caller& c, const Message& m) { reveal(c, m); });
    router.add("vaultSave", [this](const Caller& c, const Message& m) { save(c, m); });
    router.add("vaultRemove", [this](const Caller& c, const Message& m) { remove(c, m); });
    router.add("fillSecret", [this](const Caller& c, const Message& m) { fillSecret(c, m); });
    router.add("fillDone", [this](const Caller& c, const Message& m) { fillDone(c, m); });
}

void VaultHandlers::onDisconnected(const Connection* connection) {
    m_seen.erase(connection);
    if (const auto asking = m_asking.extract(connection)) {
        m_keeper.cancel(asking.mapped());
    }
}

void VaultHandlers::withVault(const Caller& caller, FaceAge age, std::function<void()> next) {
    m_asking[caller.connection.data()] = caller.uid;
    m_keeper.open(
        caller.uid, age,
        [caller](std::string_view progress) {
            Message message{"authProgress", 0, {}};
            message.set("state", progress);
            caller.reply(std::move(message));
        },
        [this, caller, next = std::move(next)](const Status& opened) {
            m_asking.erase(caller.connection.data());
            if (!opened) {
                caller.fail(opened.error());
                return;
            }
            next();
        });
}

void VaultHandlers::state(const Caller& caller) {
    const auto user = m_keeper.expectedAt(caller.uid);
    const auto* vault = m_keeper.vaultOf(caller.uid);
    const domain::AppFillRule rule = m_keeper.ruleOf(caller.uid);
    Message reply{"vaultState", 0, {}};
    reply.setFlag("enabled", rule.isEnabled);
    reply.setFlag("has_key", user && m_keeper.hasKey(*user));
    reply.setFlag("open", vault != nullptr);
    reply.setFlag("reveal_allowed", rule.mayReveal);
    reply.setFlag("user_templates", rule.mayTeach);
    reply.setInteger("start_delay_ms", rule.startDelay.count());
    reply.setInteger("key_delay_ms", rule.keyDelay.count());
    reply.setFlag("may_start", rule.mayStart);
    reply.set("starting", rule.mayStart ? startingTemplates() : std::string());
    reply.setInteger("entries", vault != nullptr ? static_cast<std::int64_t>(vault->entries().size()) : 0);
    reply.setInteger("missing", vault != nullptr ? static_cast<std::int64_t>(vault->refused().size()) : 0);
    caller.reply(std::move(reply));
}

// Templates of the company that are filled without a gesture, for whoever watches which window is in front.
std::string VaultHandlers::startingTemplates() const {
    wire::VaultEntrySummaryList list;
    std::size_t bytes = 0;
    for (const CompanyTemplate& one : m_keeper.companyTemplates()) {
        if (one.form.startsByItself && one.form.isEnabled) {
            list.items.push_back(summaryOf(one));
            bytes += wire::encode(list.items.back()).size();
        }
        if (bytes > kListBytes) { // the others are filled on request
            log::warning("agent.too_many_starting", {{"count", list.items.size()}});
            break;
        }
    }
    return wire::encode(list);
}

void VaultHandlers::open(const Caller& caller) {
    const bool wasOpen = m_keeper.vaultOf(caller.uid) != nullptr;
    withVault(caller, std::nullopt, [this, caller, wasOpen] {
        if (!wasOpen) {
            m_seen.insert(caller.connection.data());
        }
        Message reply{"vaultOpened", 0, {}};
        const auto* vault = m_keeper.vaultOf(caller.uid);
        reply.setInteger("entries", static_cast<std::int64_t>(vault->entries().size()));
        caller.reply(std::move(reply));
    });
}

// Templates, then entries that the person can use and not see.
std::vector<wire::VaultEntrySummary> VaultHandlers::ofTheCompany(uid_t uid) const {
    std::vector<wire::VaultEntrySummary> all;
    for (const CompanyTemplate& one : m_keeper.companyTemplates()) {
        all.push_back(summaryOf(one));
    }
    for (const wire::BlindEntry& one : m_keeper.blindEntries(uid)) {
        all.push_back(summaryOf(one, m_keeper.isSuspended(uid, one.id)));
    }
    return all;
}

void VaultHandlers::list(const Caller& caller, const Message& message) {
    const auto* vault = m_keeper.vaultOf(caller.uid);
    if (vault == nullptr) {
        caller.fail(Error(ErrorCode::NotSignedIn, "the vault is closed"));
        return;
    }
    wire::VaultEntrySummaryList list;
    std::size_t bytes = 0;
    const auto hasRoom = [&] { return list.items.empty() || bytes <= kListBytes; };
    const auto add = [&](wire::VaultEntrySummary&& one) {
        bytes += wire::encode(one).size();
        list.items.push_back(std::move(one));
    };
    std::string next;
    std::string after = message.text("after");
    if (after.empty() || after.starts_with(kCompany)) { // before the person's own
        auto all = ofTheCompany(caller.uid);
        std::size_t at = 0;
        std::from_chars(after.data() + std::min(after.size(), kCompany.size()), after.data() + after.size(),
                        at);
        for (; at < all.size() && hasRoom(); ++at) {
            add(std::move(all[at]));
        }
        next = at < all.size() ? std::string(kCompany) + std::to_string(at) : std::string();
        after.clear();
    }
    std::string last = after;
    for (auto entry = vault->entries().upper_bound(after); next.empty() && entry != vault->entries().end();
         ++entry) {
        if (!hasRoom()) {
            next = last.empty() ? std::string(kOwn) : last;
            break;
        }
        last = entry->first;
        add(summaryOf(entry->second, vault->versionOf(entry->second.id)));
    }
    Message reply{"vaultEntries", 0, {}};
    reply.set("entries", wire::encode(list));
    reply.set("next", next);
    caller.reply(std::move(reply));
}

void VaultHandlers::reveal(const Caller& caller, const Message& message) {
    const auto id = idField(message);
    if (!id) {
        caller.fail(id.error());
        return;
    }
    const domain::AppFillRule rule = m_keeper.ruleOf(caller.uid);
    if (!rule.mayReveal) {
        caller.fail(Error(ErrorCode::ScenarioDenied, "the policy lets nobody see a secret"));
        return;
    }
    withVault(caller, rule.reauth, [this, caller, id = *id] {
        const VaultEntry* entry = m_keeper.vaultOf(caller.uid)->find(id);
        if (entry == nullptr) {
            caller.fail(Error(ErrorCode::NotFound, "no such entry"));
            return;
        }
        if (const Status noted = m_keeper.note(caller.uid, "REVEAL", "ok", {}); !noted) {
            caller.fail(noted.error()); // nothing is shown that is not on record
            return;
        }
        Message reply{"vaultRevealed", 0, {}};
        reply.set("secret", entry->secret.reveal());
        reply.set("notes", entry->notes.reveal());
        if (const auto seed = vault::OneTimeSeed::parse(entry->totp)) {
            reply.set("code", seed->code(m_clock.now()).reveal());
            reply.setInteger("code_left_ms", seed->left(m_clock.now()).count());
        }
        reply.setInteger("history", static_cast<std::int64_t>(entry->history.size()));
        for (std::size_t i = 0; i < entry->history.size(); ++i) {
            const std::string prefix = "history" + std::to_string(i) + '.';
            reply.set(prefix + "secret", entry->history[i].secret.reveal());
            reply.set(prefix + "until", toRfc3339(entry->history[i].until));
        }
        caller.reply(std::move(reply));
    });
}

void VaultHandlers::save(const Caller& caller, const Message& message) {
    const auto given = optionalId(message, "id");
    if (!given) {
        caller.fail(given.error());
        return;
    }
    const auto* vault = m_keeper.vaultOf(caller.uid);
    if (vault == nullptr) {
        caller.fail(Error(ErrorCode::NotSignedIn, "the vault is closed"));
        return;
    }
    const VaultEntry* before = *given ? vault->find(**given) : nullptr;
    VaultEntry entry = before != nullptr ? before->clone() : VaultEntry();
    if (before == nullptr) {
        // One that another PC deleted meanwhile comes back as a new one.
        entry.id = VaultItemId::generate();
        entry.kind = message.text("kind") == "template" ? EntryKind::Template : EntryKind::Login;
        entry.createdAt = m_clock.now();
    }
    Message secret = message;
    Status read = readInto(entry, secret, m_clock.now());
    secret.wipe();
    if (read && entry.kind == EntryKind::Template) {
        const auto parsed = applogin::AppTemplate::parse(entry.notes.reveal());
        read = !parsed ? Status(propagate(parsed.error()))
               : m_keeper.ruleOf(caller.uid).mayTeach
                   ? Status()
                   : Status(fail(ErrorCode::ScenarioDenied, "the policy lets nobody teach an application"));
    }
    if (!read) {
        caller.fail(read.error());
        return;
    }
    const long long base = before != nullptr ? message.integer("version").value_or(0) : 0;
    m_keeper.save(caller.uid, std::move(entry), base, [caller](const Result<VaultKeeper::Saved>& saved) {
        if (!saved) {
            caller.fail(saved.error());
            return;
        }
        Message reply{"vaultSaved", 0, {}};
        reply.set("id", saved->id.text());
        reply.setInteger("version", saved->version);
        reply.setFlag("copy", saved->isCopy);
        caller.reply(std::move(reply));
    });
}

void VaultHandlers::remove(const Caller& caller, const Message& message) {
    const auto id = idField(message);
    if (!id) {
        caller.fail(id.error());
        return;
    }
    m_keeper.remove(caller.uid, *id, [caller](const Status& removed) {
        removed ? caller.reply("vaultRemoved") : caller.fail(removed.error());
    });
}

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "unit/enduser-client/fake_agent.h"
#include "wire/codec.h"
#include "wire/vault.h"

namespace kaomon::test {

// The part of the agent that keeps a vault, for tests of the client: what is saved is listed and given out
// again. The face is always the right one.
class VaultAgent {
public:
    explicit VaultAgent(FakeAgent& agent)
        : m_agent(agent) {
        agent.status["signed_in"] = "1";
        setState({});
        agent.answer("vaultOpen", {"vaultOpened", {{"entries", "0"}}});
        agent.answer("vaultClose", {"vaultClosed", {}});
        agent.answer("fillDone", {"fillNoted", {}});
        agent.on("vaultList", [this](const localipc::Message&) {
            wire::VaultEntrySummaryList list;
            for (const auto& [id, one] : kept) {
                list.items.push_back(one.summary);
            }
            return std::vector<FakeAgent::Reply>{
                {"vaultEntries", {{"entries", wire::encode(list)}, {"next", ""}}}};
        });
        agent.on("vaultSave", [this](const localipc::Message& asked) { return save(asked); });
        agent.on("vaultRemove", [this](const localipc::Message& asked) {
            kept.erase(asked.text("id"));
            return std::vector<FakeAgent::Reply>{{"vaultRemoved", {}}};
        });
        agent.on("fillSecret", [this](const localipc::Message& asked) {
            const Entry& one = kept.at(asked.text("id"));
            return std::vector<FakeAgent::Reply>{{"fillValues",
                                                  {{"user_name", one.summary.userName},
                                                   {"secret", one.secret},
                                                   {"code", "123456"},
                                                   {"app", asked.text("app")}}}};
        });
    }

    struct Entry {
        wire::VaultEntrySummary summary;
        std::string secret;
        std::string notes;
    };
    std::map<std::string, Entry> kept;

    // Fields of `vaultState` that are not as usual.
    void setState(FakeAgent::Fields fields) {
        fields.insert({{"enabled", "1"},
                       {"has_key", "1"},
                       {"open", "1"},
                       {"reveal_allowed", "0"},
                       {"user_templates", "1"},
                       {"start_delay_ms", "0"},
                       {"key_delay_ms", "0"},
                       {"entries", "0"},
                       {"missing", "0"}});
        m_agent.answer("vaultState", {"vaultState", std::move(fields)});
    }
    std::string add(const char* kind, const char* title, const char* userName, const char* secret,
                    const std::string& notes = {}) {
        localipc::Message message{"vaultSave", 0, {}};
        message.fields = {
            {"kind", kind}, {"title", title}, {"user_name", userName}, {"secret", secret}, {"notes", notes}};
        return save(message).front().fields.at("id");
    }
    [[nodiscard]] const Entry* find(const std::string& kind, const std::string& title) const {
        const auto found = std::ranges::find_if(kept, [&](const auto& one) {
            return one.second.summary.kind == kind && one.second.summary.title == title;
        });
        return found == kept.end() ? nullptr : &found->second;
    }

private:
    std::vector<FakeAgent::Reply> save(const localipc::Message& asked) {
        std::string id = asked.text("id");
        const bool isNew = id.empty() || !kept.contains(id);
        const VaultItemId made = isNew ? VaultItemId::generate() : kept.at(id).summary.id;
        id = made.text();
        Entry& one = kept[id];
        if (isNew) {
            one.summary.id = made;
            one.summary.kind = asked.text("kind") == "template" ? "template" : "login";
        }
        const auto take = [&](const char* key, std::string& target) {
            if (asked.has(key)) {
                target = asked.text(key);
            }
        };
        take("title", one.summary.title);
        take("user_name", one.summary.userName);
        take("url", one.summary.url);
        take("secret", one.secret);
        take("notes", one.notes);
        one.summary.hasSecret = !one.secret.empty();
        one.summary.hasTotp = one.summary.hasTotp || !asked.text("totp").empty();
        if (one.summary.kind == "template") {
            one.summary.templateJson = one.notes;
        }
        if (const auto form = VaultItemId::parse(asked.text("app_template"))) {
            one.summary.appTemplate = *form;
        }
        ++one.summary.version;
        return {
            {"vaultSaved", {{"id", id}, {"version", std::to_string(one.summary.version)}, {"copy", "0"}}}};
    }

    FakeAgent& m_agent;
};

} // namespace kaomon::test

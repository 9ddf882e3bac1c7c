// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/hidden_passwords_presenter.h"

#include <algorithm>

#include "appfill/app_templates_presenter.h"
#include "client/document_calls.h"
#include "client/services.h"
#include "models/display_text.h"
#include "ui/qt_text.h"
#include "vault/blind_entry.h"
#include "wire/codec.h"

namespace kaomon::appfill {
namespace {

using models::ListState;

const std::string kBlind = "blind_entries";
constexpr std::size_t kMostNames = 500; // further people are shown by their ids

// What the stored document says, whoever signed it.
std::vector<HiddenPassword> read(const wire::PolicyDocument& document, const client::AdminKeyring* keyring) {
    const auto record = crypto::SignedRecord::decode(document.record);
    const auto policy = record ? crypto::SignedPolicy::read(*record)
                               : Result<crypto::SignedPolicy>(propagate(record.error()));
    auto body = policy && policy->kind == kBlind
                    ? wire::decode<wire::BlindEntriesBody>(policy->body)
                    : Result<wire::BlindEntriesBody>(fail(ErrorCode::ValidationFailed));
    std::vector<HiddenPassword> rows;
    if (body && document.scope == "user:" + body->user.text()) {
        const bool isVoid = keyring == nullptr || !keyring->openDocument(document);
        for (wire::BlindEntry& entry : body->items) {
            rows.push_back({body->user, std::move(entry), isVoid});
        }
    }
    return rows;
}

} // namespace

HiddenPasswordsPresenter::HiddenPasswordsPresenter(shell::ConsoleSession& session,
                                                   const AppTemplatesPresenter& templates, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_templates(templates)
    , m_model({{[] { return tr("Person"); }, [this](const HiddenPassword& row) { return personOf(row); }},
               {[] { return tr("Title"); },
                [](const HiddenPassword& row) { return ui::toQString(row.entry.title); }},
               {[] { return tr("Application"); },
                [this](const HiddenPassword& row) { return m_templates.nameOf(row.entry.appTemplate); }},
               {[] { return tr("Set on"); },
                [](const HiddenPassword& row) { return models::DisplayText::time(row.entry.changedAt); }},
               {[] { return tr("State"); },
                [](const HiddenPassword& row) {
                    return row.isVoid ? tr("Signed by nobody who may; set it again") : QString();
                }}},
              [](const HiddenPassword& row) { return row.user.text() + row.entry.id.text(); }) {}

QString HiddenPasswordsPresenter::personOf(const HiddenPassword& one) const {
    const auto name = m_names.find(one.user.text());
    return name == m_names.end() ? ui::toQString(one.user.text()) : name->second;
}

void HiddenPasswordsPresenter::reload() {
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    load(client::PolicyService(api()).list(kBlind), [this](const wire::PolicyDocumentList& list) {
        std::vector<HiddenPassword> rows;
        for (const wire::PolicyDocument& document : list.items) {
            auto some = read(document, session().keyring());
            std::ranges::move(some, std::back_inserter(rows));
        }
        m_model.setRows(std::move(rows));
        learnNames();
        return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
    });
}

void HiddenPasswordsPresenter::clear() {
    m_model.setRows({});
    m_names.clear();
    FeaturePresenter::clear();
}

// One after the other: nobody waits for them.
void HiddenPasswordsPresenter::learnNames() {
    for (int row = 0; row < m_model.rowCount() && m_names.size() < kMostNames; ++row) {
        const UserId user = m_model.row(row)->user;
        if (m_names.contains(user.text())) {
            continue;
        }
        client::UserService(api()).get(user).then(this, [this, user](const Result<wire::User>& found) {
            const bool isFirst = !m_names.contains(user.text());
            m_names.emplace(user.text(), ui::toQString(found ? found->displayName + " (" + found->login + ')'
                                                             : user.text()));
            m_model.retranslate();
            if (isFirst && session().isOpen()) {
                learnNames();
            }
        });
        return;
    }
}

void HiddenPasswordsPresenter::set(BlindOrder given) {
    const auto order = std::make_shared<BlindOrder>(std::move(given));
    if (isBusy() || !session().isOpen()) {
        return;
    }
    beginCommand();
    client::UserService(api())
        .list(order->login)
        .then(this, [this, order](const Result<wire::UserPage>& page) {
            std::optional<UserId> user;
            for (const wire::User& one : page ? page->items : std::vector<wire::User>()) {
                if (one.login == order->login) {
                    user = one.id;
                }
            }
            if (!user) {
                endCommand(page ? Status(fail(ErrorCode::NotFound, "no such person"))
                                : Status(propagate(page.error())));
                return;
            }
            client::UserService(api()).keys(*user).then(
                this, [this, order, user = *user](const Result<wire::UserKeys>& keys) {
                    keys ? seal(order, user, *keys) : endCommand(propagate(keys.error()));
                });
        });
}

void HiddenPasswordsPresenter::seal(const std::shared_ptr<BlindOrder>& order, const UserId& user,
                                    const wire::UserKeys& keys) {
    const auto keyring = session().keyring();
    const auto vouched = std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind);
    if (!keyring || vouched == keys.vaultKeys.end()) {
        endCommand(fail(ErrorCode::KeyUnavailable, "no PC has vouched for a key of this person yet"));
        return;
    }
    const vault::VaultPlace place{keyring->tenant(), user};
    const auto key = vault::readBlindKey(vouched->sealed, place, keyring->manifest());
    if (!key) {
        endCommand(propagate(key.error()));
        return;
    }
    write(user, [this, order, place, key = *key](wire::BlindEntriesBody& body) -> Status {
        const auto same = std::ranges::find_if(body.items, [&](const wire::BlindEntry& entry) {
            return entry.appTemplate == order->appTemplate && entry.title == order->title;
        });
        const VaultItemId id = same != body.items.end() ? same->id : VaultItemId::generate();
        auto sealed =
            vault::sealBlind(key, place, id, {order->userName, order->secret.clone(), SecretString()});
        if (!sealed) {
            return propagate(sealed.error());
        }
        std::erase_if(body.items, [&](const wire::BlindEntry& entry) { return entry.id == id; });
        body.items.push_back(
            {id, order->title, order->appTemplate, std::move(*sealed), session().clock().now()});
        return {};
    });
}

void HiddenPasswordsPresenter::remove(const HiddenPassword& one) {
    if (isBusy() || !session().isOpen()) {
        return;
    }
    beginCommand();
    write(one.user, [id = one.entry.id](wire::BlindEntriesBody& body) -> Status {
        const auto removed =
            std::erase_if(body.items, [&](const wire::BlindEntry& entry) { return entry.id == id; });
        return removed > 0 ? Status() : Status(fail(ErrorCode::NotFound, "no such entry"));
    });
}

void HiddenPasswordsPresenter::write(const UserId& user, Change change) {
    client::fetchDocuments(api(), kBlind, {"user:" + user.text()})
        .then(this, [this, user, change = std::move(change)](const Result<wire::PolicyDocumentList>& known) {
            known ? sign(user, change, *known) : endCommand(propagate(known.error()));
        });
}

void HiddenPasswordsPresenter::sign(const UserId& user, const Change& change,
                                    const wire::PolicyDocumentList& known) {
    const auto keyring = session().keyring();
    const std::string scope = "user:" + user.text();
    wire::BlindEntriesBody body{user, {}};
    long long version = 0;
    const auto stored = std::ranges::find_if(known.items, [&](const wire::PolicyDocument& document) {
        return document.kind == kBlind && document.scope == scope;
    });
    if (keyring && stored != known.items.end()) {
        version = stored->version;
        const auto policy = keyring->openDocument(*stored);
        auto before = policy ? wire::decode<wire::BlindEntriesBody>(policy->body)
                             : Result<wire::BlindEntriesBody>(propagate(policy.error()));
        if (!before) { // what nobody has signed is not signed here unseen
            endCommand(propagate(before.error()));
            return;
        }
        body.items = std::move(before->items);
    }
    if (const Status changed = change(body); !changed) {
        endCommand(changed);
        return;
    }
    const auto document = keyring ? keyring->signDocument(kBlind, scope, version + 1, wire::encode(body),
                                                          session().clock().now())
                                  : Result<wire::PolicyDocument>(fail(ErrorCode::KeyUnavailable));
    if (!document) {
        endCommand(propagate(document.error()));
        return;
    }
    endCommandQuietly();
    command([this, document = *document] { return client::PolicyService(api()).put(document); },
            [this](const wire::PolicyDocument&) { reload(); });
}

} // namespace kaomon::appfill

// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/app_templates_presenter.h"

#include <algorithm>

#include "applogin/template_file.h"
#include "client/services.h"
#include "ui/qt_text.h"
#include "vault/blind_entry.h"
#include "wire/codec.h"

namespace kaomon::appfill {
namespace {

using models::ListState;
using models::Tone;

const std::string kTemplate = "app_template";
const std::string kBlind = "blind_entries";

QString rolloutText(const CompanyTemplate& row) {
    if (row.body.isWithdrawn) {
        return AppTemplatesPresenter::tr("Withdrawn");
    }
    const auto groups = static_cast<int>(row.body.deviceGroups.size());
    const QString share = AppTemplatesPresenter::tr("%1 % of the PCs").arg(row.body.percent);
    return groups == 0 ? share
                       : AppTemplatesPresenter::tr("%1 and %n group(s) of PCs", nullptr, groups).arg(share);
}

QString stateText(const CompanyTemplate& row) {
    if (row.isVoid) {
        return AppTemplatesPresenter::tr("Signed by nobody who may; sign it again");
    }
    return row.form ? QString() : AppTemplatesPresenter::tr("Made by a newer version");
}

// What the stored document says, whoever signed it.
std::optional<CompanyTemplate> read(const wire::PolicyDocument& document,
                                    const client::AdminKeyring* keyring) {
    const auto record = crypto::SignedRecord::decode(document.record);
    const auto policy = record ? crypto::SignedPolicy::read(*record)
                               : Result<crypto::SignedPolicy>(propagate(record.error()));
    const auto body = policy ? wire::decode<wire::AppTemplateBody>(policy->body)
                             : Result<wire::AppTemplateBody>(propagate(policy.error()));
    if (!body) {
        return std::nullopt;
    }
    CompanyTemplate one{*body, document.version, {}, keyring == nullptr || !keyring->openDocument(document)};
    if (auto form = applogin::AppTemplate::parse(body->templateJson)) {
        one.form = std::move(*form);
    }
    return one;
}

} // namespace

AppTemplatesPresenter::AppTemplatesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Application"); },
                [](const CompanyTemplate& row) {
                    return row.form ? ui::toQString(row.form->name) : ui::toQString(row.body.id.text());
                }},
               {[] { return tr("Rolled out to"); }, rolloutText,
                [](const CompanyTemplate& row) {
                    return std::optional(row.body.isWithdrawn ? Tone::Neutral : Tone::Good);
                }},
               {[] { return tr("Version"); },
                [](const CompanyTemplate& row) { return QString::number(row.version); }},
               {[] { return tr("State"); }, stateText}},
              [](const CompanyTemplate& row) { return row.body.id.text(); }) {}

void AppTemplatesPresenter::reload() {
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    load(client::PolicyService(api()).list(kTemplate), [this](const wire::PolicyDocumentList& list) {
        m_documents = list.items;
        std::vector<CompanyTemplate> rows;
        for (const wire::PolicyDocument& document : list.items) {
            if (auto one = read(document, session().keyring())) {
                rows.push_back(std::move(*one));
            }
        }
        m_model.setRows(std::move(rows));
        return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
    });
}

void AppTemplatesPresenter::clear() {
    m_model.setRows({});
    m_documents.clear();
    FeaturePresenter::clear();
}

long long AppTemplatesPresenter::versionOf(const std::string& scope) const {
    const auto found = std::ranges::find(m_documents, scope, &wire::PolicyDocument::scope);
    return found == m_documents.end() ? 0 : found->version;
}

// One after the other: each is a document of its own.
void AppTemplatesPresenter::put(std::vector<wire::AppTemplateBody> bodies, std::size_t at) {
    const wire::AppTemplateBody& body = bodies[at];
    const std::string scope = "app:" + body.id.text();
    const auto keyring = session().keyring();
    auto document = keyring ? keyring->signDocument(kTemplate, scope, versionOf(scope) + 1,
                                                    wire::encode(body), session().clock().now())
                            : Result<wire::PolicyDocument>(fail(ErrorCode::KeyUnavailable));
    if (!document) {
        emit commandFailed(document.error().code);
        return;
    }
    const bool isLast = at + 1 == bodies.size();
    command([this, document = std::move(*document)] { return client::PolicyService(api()).put(document); },
            [this, isLast, bodies = std::move(bodies), at](const wire::PolicyDocument&) {
                if (isLast) {
                    reload();
                } else {
                    QMetaObject::invokeMethod(
                        this, [this, bodies, at] { put(bodies, at + 1); }, Qt::QueuedConnection);
                }
            });
}

void AppTemplatesPresenter::import(const QByteArray& file) {
    const auto read =
        applogin::readTemplateFile(std::string_view(file.constData(), static_cast<std::size_t>(file.size())));
    if (!read) {
        emit commandFailed(read.error().code);
        return;
    }
    std::vector<wire::AppTemplateBody> bodies;
    for (const auto& one : *read) {
        if (!one) {
            emit commandFailed(one.error().code);
            return;
        }
        bodies.push_back({VaultItemId::generate(), one->toJson(), 0, {}, false});
    }
    put(std::move(bodies), 0);
}

void AppTemplatesPresenter::rollOut(const CompanyTemplate& one, int percent,
                                    const std::vector<std::string>& deviceGroups) {
    wire::AppTemplateBody body = one.body;
    body.percent = std::clamp(percent, 0, 100);
    body.deviceGroups = deviceGroups;
    body.isWithdrawn = false;
    put({std::move(body)}, 0);
}

void AppTemplatesPresenter::withdraw(const CompanyTemplate& one) {
    wire::AppTemplateBody body = one.body;
    body.isWithdrawn = true;
    put({std::move(body)}, 0);
}

void AppTemplatesPresenter::setBlind(BlindOrder given) {
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

void AppTemplatesPresenter::seal(const std::shared_ptr<BlindOrder>& order, const UserId& user,
                                 const wire::UserKeys& keys) {
    const auto keyring = session().keyring();
    const auto vouched = std::ranges::find(keys.vaultKeys, "blind", &wire::VaultKeyWrap::kind);
    if (!keyring || vouched == keys.vaultKeys.end()) {
        endCommand(fail(ErrorCode::KeyUnavailable, "no PC has vouched for a key of this person yet"));
        return;
    }
    const auto boxPublic =
        vault::readBlindKey(vouched->sealed, {keyring->tenant(), user}, keyring->manifest());
    if (!boxPublic) {
        endCommand(propagate(boxPublic.error()));
        return;
    }
    client::PolicyService(api()).list(kBlind).then(
        this, [this, order, user, key = *boxPublic](const Result<wire::PolicyDocumentList>& known) {
            known ? writeBlind(order, user, key, *known) : endCommand(propagate(known.error()));
        });
}

void AppTemplatesPresenter::writeBlind(const std::shared_ptr<BlindOrder>& order, const UserId& user,
                                       const Bytes& boxPublic, const wire::PolicyDocumentList& known) {
    const auto keyring = session().keyring();
    const std::string scope = "user:" + user.text();
    wire::BlindEntriesBody body{user, {}};
    long long version = 0;
    const auto stored = std::ranges::find(known.items, scope, &wire::PolicyDocument::scope);
    if (stored != known.items.end()) {
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
    // The same application and title once more is a new password for it.
    const auto same = std::ranges::find_if(body.items, [&](const wire::BlindEntry& entry) {
        return entry.appTemplate == order->appTemplate && entry.title == order->title;
    });
    const VaultItemId id = same != body.items.end() ? same->id : VaultItemId::generate();
    auto sealed = vault::sealBlind(boxPublic, {keyring->tenant(), user}, id,
                                   {order->userName, order->secret.clone(), SecretString()});
    if (!sealed) {
        endCommand(propagate(sealed.error()));
        return;
    }
    std::erase_if(body.items, [&](const wire::BlindEntry& entry) { return entry.id == id; });
    body.items.push_back({id, order->title, order->appTemplate, std::move(*sealed), session().clock().now()});
    const auto document =
        keyring->signDocument(kBlind, scope, version + 1, wire::encode(body), session().clock().now());
    if (!document) {
        endCommand(propagate(document.error()));
        return;
    }
    endCommandQuietly();
    command([this, document = *document] { return client::PolicyService(api()).put(document); },
            [](const wire::PolicyDocument&) {});
}

} // namespace kaomon::appfill

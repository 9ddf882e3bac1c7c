// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/administrators_presenter.h"

#include <algorithm>
#include <array>

#include "client/admin_handover.h"
#include "client/key_renewal_service.h"
#include "client/two_person_act_service.h"
#include "domain/key_kind.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::administrators {
namespace {

using models::DisplayText;
using models::Tone;

constexpr std::array<const char*, 5> kRoles{"owner", "user_admin", "help_desk", "auditor", "image_viewer"};

QString keyText(const AdministratorRow& row) {
    switch (row.keys) {
    case KeyState::NotNeeded:
        return AdministratorsPresenter::tr("Needs none");
    case KeyState::Held:
        return AdministratorsPresenter::tr("Handed over");
    case KeyState::Waiting:
        return AdministratorsPresenter::tr("Waits for keys");
    case KeyState::Unconfirmed:
        return AdministratorsPresenter::tr("Not confirmed yet");
    case KeyState::Outdated:
        break;
    }
    return AdministratorsPresenter::tr("To be updated");
}

Tone keyTone(const AdministratorRow& row) {
    return row.keys == KeyState::Held        ? Tone::Good
           : row.keys == KeyState::NotNeeded ? Tone::Neutral
                                             : Tone::Warning;
}

domain::Role roleOf(const wire::User& user) {
    return domain::roleFromWire(user.role).value_or(domain::Role::Member);
}

bool holdsRoot(const wire::KeyHolder& holder) {
    return std::ranges::count(holder.kinds, std::string("tr")) > 0;
}

// Sealed to him, without word of him that it opens.
bool waitsForWord(const wire::KeyHolder& holder) {
    return holdsRoot(holder) && !holder.rootConfirmed.value_or(true);
}

bool touchesOwners(const crypto::TenantManifest& manifest, const crypto::ManifestAdmin& admin) {
    const auto* known = manifest.admin(admin.userId);
    return admin.role == domain::Role::Owner || (known != nullptr && known->role == domain::Role::Owner);
}

} // namespace

AdministratorsPresenter::AdministratorsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Login name"); },
                [](const AdministratorRow& row) { return ui::toQString(row.user.login); }},
               {[] { return tr("Name"); },
                [](const AdministratorRow& row) { return ui::toQString(row.user.displayName); }},
               {[] { return tr("Role"); },
                [](const AdministratorRow& row) { return DisplayText::role(row.user.role); }},
               {[] { return tr("Account"); },
                [](const AdministratorRow& row) { return DisplayText::accountState(row.user.accountState); },
                [](const AdministratorRow& row) {
                    // Nothing is known of an account that is gone.
                    return row.user.accountState.empty()
                               ? std::nullopt
                               : std::optional(models::accountTone(row.user.accountState));
                }},
               {[] { return tr("Keys"); }, keyText,
                [](const AdministratorRow& row) { return std::optional(keyTone(row)); }},
               {[] { return tr("Last sign-in"); },
                [](const AdministratorRow& row) { return DisplayText::time(row.user.lastSignInAt); }}},
              [](const AdministratorRow& row) { return row.user.id.text(); }) {}

void AdministratorsPresenter::clear() {
    m_model.setRows({});
    m_manifest.reset();
    m_found.reset();
    m_holders.clear();
    m_rules = {};
    FeaturePresenter::clear();
}

bool AdministratorsPresenter::mayHandOver() const {
    return isOwner() && session().keyring() != nullptr && session().keyring()->isRootHolder();
}

void AdministratorsPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    part(client::KeyService(api()).manifest(), [this](const wire::ManifestDocument& document) {
        m_manifest.reset();
        if (session().keyring() != nullptr) {
            if (auto manifest = session().keyring()->readManifest(document)) {
                m_manifest = std::move(*manifest);
            } else {
                failLoading(manifest.error().code);
                return;
            }
        }
        // Where the server cannot tell, everybody is taken to hold what his role needs.
        optionalPart(client::KeyRenewalService(api()).state(),
                     [this](const std::optional<wire::KeyRenewalState>& found) {
                         m_holders = found ? found->holders : std::vector<wire::KeyHolder>();
                         fetchRole(0, std::make_shared<std::vector<wire::User>>());
                     });
    });
    client::fetchAccountRules(api()).then(this, [this](const Result<client::AccountRulesAt>& rules) {
        if (rules) {
            m_rules = *rules;
            emit changed();
        }
    });
}

void AdministratorsPresenter::fetchRole(std::size_t role, std::shared_ptr<std::vector<wire::User>> found) {
    if (role == kRoles.size()) {
        fetchFormer(found);
        return;
    }
    client::UserQuery query;
    query.role = kRoles[role];
    part(client::UserService(api()).list(query, {500, {}}), [this, role, found](const wire::UserPage& page) {
        // Whoever gets another role between two of these questions is told twice.
        for (const wire::User& user : page.items) {
            if (std::ranges::find(*found, user.id, &wire::User::id) == found->end()) {
                found->push_back(user);
            }
        }
        fetchRole(role + 1, found);
    });
}

// Whoever is still in the manifest without being an administrator: he has to be taken out of it.
void AdministratorsPresenter::fetchFormer(std::shared_ptr<std::vector<wire::User>> found) {
    std::optional<UserId> missing;
    for (const crypto::ManifestAdmin& admin :
         m_manifest ? m_manifest->admins : std::vector<crypto::ManifestAdmin>()) {
        const auto id = UserId::parse(admin.userId);
        if (id && std::ranges::find(*found, *id, &wire::User::id) == found->end()) {
            missing = *id;
        }
    }
    if (!missing) {
        collect(*found);
        endLoading(m_model.rowCount() == 0 ? models::ListState::Empty : models::ListState::Content);
        return;
    }
    client::UserService(api()).get(*missing).then(
        this, [this, found, id = *missing](const Result<wire::User>& user) {
            wire::User shown;
            shown.id = id;
            shown.login = id.text();
            shown.role = "member";
            found->push_back(user ? *user : shown);
            if (session().isOpen()) {
                fetchFormer(found);
            }
        });
}

KeyState AdministratorsPresenter::keysOf(const wire::User& user) const {
    const auto* known = m_manifest ? m_manifest->admin(user.id.text()) : nullptr;
    const domain::Role role = roleOf(user);
    if (!client::needsKeys(role)) {
        return known != nullptr ? KeyState::Outdated : KeyState::NotNeeded;
    }
    if (known == nullptr) {
        return KeyState::Waiting;
    }
    if (known->role != role) {
        return KeyState::Outdated;
    }
    // After a reissue he has another identity, or none yet: what is sealed to the manifest's opens no more.
    const auto holder = std::ranges::find(m_holders, user.id, &wire::KeyHolder::user);
    const bool isAnother = holder != m_holders.end() && holder->signPublic != known->signPublic;
    if (isAnother || lacksKeys(user, role)) {
        return KeyState::Waiting;
    }
    return holder != m_holders.end() && waitsForWord(*holder) ? KeyState::Unconfirmed : KeyState::Held;
}

// Somebody who was out of office while keys were replaced has none of the new ones.
bool AdministratorsPresenter::lacksKeys(const wire::User& user, domain::Role role) const {
    const auto* keyring = session().keyring();
    const auto holder = std::ranges::find(m_holders, user.id, &wire::KeyHolder::user);
    if (keyring == nullptr || holder == m_holders.end() || user.id == session().user().id) {
        return false;
    }
    if (role == domain::Role::Owner && keyring->isRootHolder() && !holdsRoot(*holder)) {
        return true;
    }
    for (const domain::KeyPair pair : domain::allKeyPairs()) {
        for (const std::string_view kind : domain::sealKindsOf(pair)) {
            const bool isWanted =
                domain::mayHoldSeal(role, kind) && keyring->sealedKey(std::string(kind)) != nullptr;
            if (isWanted && std::ranges::count(holder->kinds, std::string(kind)) == 0) {
                return true;
            }
        }
    }
    return false;
}

void AdministratorsPresenter::collect(const std::vector<wire::User>& found) {
    const auto isUsableOwner = [](const wire::User& user) {
        return user.role == "owner" && user.accountState != "disabled" && user.accountState != "expired";
    };
    const bool isOnlyOne = std::ranges::count_if(found, isUsableOwner) == 1;
    std::vector<AdministratorRow> rows;
    for (const wire::User& user : found) {
        rows.push_back({user, keysOf(user), isOnlyOne && isUsableOwner(user)});
    }
    m_model.setRows(std::move(rows));
}

void AdministratorsPresenter::changeRole(const wire::User& user, const std::string& role,
                                         const QString& reason) {
    command(
        [this, user, change = wire::RoleChange{role, ui::toUtf8(reason)}] {
            return client::AccountService(api()).setRole(user.id, change, user.rev);
        },
        [this](const wire::User&) { reload(); });
}

void AdministratorsPresenter::removeSecondFactor(const wire::User& user) {
    command([this, id = user.id] { return client::SecondFactorService(api()).removeOf(id); },
            [this] { reload(); });
}

void AdministratorsPresenter::setSecondFactorRequired(bool isRequired) {
    const client::AccountRulesAt next{{isRequired}, m_rules.revision};
    command([this, next] { return client::putAccountRules(api(), next); },
            [this](const client::AccountRulesAt& rules) { m_rules = rules; });
}

void AdministratorsPresenter::findIdentity(const wire::User& user) {
    command(
        [this, id = user.id] {
            return client::UserService(api()).keys(id).then(
                [id](const Result<wire::UserKeys>& keys) -> Result<wire::UserKeys> {
                    const bool isThere = !keys || (keys->identity && keys->user == id);
                    return isThere ? keys : fail(ErrorCode::KeyUnavailable, "no identity of this person");
                });
        },
        [this, user](const wire::UserKeys& keys) {
            m_found = crypto::ManifestAdmin{user.id.text(), roleOf(user), keys.identity->signPublic,
                                            keys.identity->boxPublic};
            emit identityFound(user, ui::toQString(client::identityFingerprint(keys.identity->signPublic,
                                                                               keys.identity->boxPublic)));
        });
}

void AdministratorsPresenter::handOver(const wire::User& user, const QString& reason) {
    if (m_found && m_found->userId == user.id.text()) {
        putAdmin(*m_found, reason);
    } else {
        emit commandFailed(ErrorCode::KeyUnavailable);
    }
}

void AdministratorsPresenter::updateManifest(const wire::User& user, const QString& reason) {
    const auto* known = m_manifest ? m_manifest->admin(user.id.text()) : nullptr;
    if (known != nullptr) {
        crypto::ManifestAdmin admin = *known; // the keys that the manifest vouches for already
        admin.role = roleOf(user);
        putAdmin(admin, reason);
    } else {
        emit commandFailed(ErrorCode::KeyUnavailable);
    }
}

void AdministratorsPresenter::putAdmin(const crypto::ManifestAdmin& admin, const QString& reason) {
    if (!mayHandOver()) {
        emit commandFailed(ErrorCode::KeyUnavailable);
        return;
    }
    m_isAgreementWanted = false;
    command(
        [this, admin, text = ui::toUtf8(reason)] {
            return client::KeyService(api())
                .manifest()
                .then(this,
                      [this, admin, text](const Result<wire::ManifestDocument>& stored) -> QFuture<Status> {
                          return stored ? announce(admin, text, *stored)
                                        : QtFuture::makeReadyFuture(Status(propagate(stored.error())));
                      })
                .unwrap();
        },
        [this] {
            emit m_isAgreementWanted ? agreementRequested() : handedOver();
            reload();
        });
}

QFuture<Status> AdministratorsPresenter::announce(const crypto::ManifestAdmin& admin,
                                                  const std::string& reason,
                                                  const wire::ManifestDocument& stored) {
    const auto& keyring = *session().keyring();
    const auto current = keyring.readManifest(stored);
    if (current && !client::haveSamePairs(*current, keyring.manifest())) {
        session().refreshKeyring(); // what is in memory was replaced by another owner
        return QtFuture::makeReadyFuture(Status(fail(ErrorCode::StaleRevision)));
    }
    const auto next = current ? keyring.signManifestAfter(*current, client::manifestWith(*current, admin),
                                                          session().clock().now())
                              : Result<wire::ManifestDocument>(propagate(current.error()));
    if (!next) {
        return QtFuture::makeReadyFuture(Status(propagate(next.error())));
    }
    const bool needsAgreement = touchesOwners(*current, admin) && !crypto::hasSingleAdministrator(*current);
    return needsAgreement ? askAgreement(admin, reason, *next) : putInForce(*next, admin);
}

QFuture<Status> AdministratorsPresenter::askAgreement(const crypto::ManifestAdmin& admin,
                                                      const std::string& reason,
                                                      const wire::ManifestDocument& next) {
    const auto record = crypto::SignedRecord::decode(next.record);
    const auto subject = UserId::parse(admin.userId);
    if (!record || !subject) {
        return QtFuture::makeReadyFuture(Status(fail(ErrorCode::Internal, "own manifest")));
    }
    const auto act = session().keyring()->requestAct(
        {crypto::ActKind::OwnerChange, *subject, crypto::manifestDigest(*record), reason},
        session().clock().now());
    return client::TwoPersonActService(api()).request(act).then(
        this, [this, next](const Result<wire::TwoPersonAct>& asked) -> Status {
            if (!asked) {
                return propagate(asked.error());
            }
            session().keepManifest(asked->id, next);
            m_isAgreementWanted = true;
            return {};
        });
}

QFuture<Status> AdministratorsPresenter::putInForce(const wire::ManifestDocument& next,
                                                    const crypto::ManifestAdmin& admin) {
    auto seals = session().keyring()->sealKeysFor(admin);
    if (!seals) {
        return QtFuture::makeReadyFuture(Status(propagate(seals.error())));
    }
    const bool hasRoot = std::ranges::any_of(m_holders, [&](const wire::KeyHolder& holder) {
        return holder.user.text() == admin.userId && holder.signPublic == admin.signPublic &&
               holdsRoot(holder) && !waitsForWord(holder);
    });
    if (hasRoot) { // the server lets nobody replace it for him
        std::erase_if(seals->items, [](const wire::KeySeal& seal) { return seal.kind == "tr"; });
    }
    return client::KeyService(api())
        .putManifest(next)
        .then(this,
              [this, seals = *seals](const Status& put) -> QFuture<Status> {
                  const bool isOver = !put || seals.items.empty();
                  return isOver ? QtFuture::makeReadyFuture(put)
                                : client::KeyService(api()).addKeySeals(seals);
              })
        .unwrap();
}

bool AdministratorsPresenter::canFinish(const wire::TwoPersonAct& act) const {
    return mayHandOver() && act.kind == "owner_change" && act.state == "approved" &&
           act.requester == session().user().id && session().keptManifest(act.id).has_value();
}

void AdministratorsPresenter::finish(const wire::TwoPersonAct& act) {
    const auto next = mayHandOver() ? session().keptManifest(act.id) : std::nullopt;
    const auto manifest = next ? session().keyring()->readManifest(*next)
                               : Result<crypto::TenantManifest>(fail(ErrorCode::NotFound));
    if (!manifest) {
        emit commandFailed(manifest.error().code);
        return;
    }
    const auto* named = manifest->admin(act.subject.text());
    crypto::ManifestAdmin admin = named != nullptr ? *named : crypto::ManifestAdmin{};
    if (named == nullptr) {
        admin.role = domain::Role::Member; // taken out: no seals
    }
    command([this, next = *next, admin] { return putInForce(next, admin); },
            [this, id = act.id] {
                session().forgetManifest(id);
                emit handedOver();
                reload();
            });
}

} // namespace kaomon::administrators

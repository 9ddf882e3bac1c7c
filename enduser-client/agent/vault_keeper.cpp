// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/vault_keeper.h"

#include <algorithm>
#include <utility>

#include "agent/os_accounts.h"
#include "base/log.h"
#include "client/vault_service.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;
using std::chrono::steady_clock;

} // namespace

VaultKeeper::VaultKeeper(Parts parts)
    : m_parts(std::move(parts))
    , m_cache(m_parts.state)
    , m_company(m_parts.state) {
    connect(&m_parts.syncer, &Syncer::synced, this, [this] { reloadAll(); });
}

VaultKeeper::~VaultKeeper() = default;

Result<UserId> VaultKeeper::userOf(uid_t uid) const {
    if (const auto person = m_parts.sessions.session(uid)) {
        return person->user;
    }
    const auto name = nameOfUid(uid);
    if (m_parts.state.device() == nullptr || !name) {
        return fail(ErrorCode::NotSignedIn, "nobody is known for this OS user");
    }
    return m_parts.seats.personAt(*name);
}

Result<UserId> VaultKeeper::expectedAt(uid_t uid) const {
    auto user = userOf(uid);
    const auto name = user ? std::nullopt : nameOfUid(uid);
    const auto perhaps = name ? m_parts.seats.perhapsAt(*name) : std::nullopt;
    return perhaps ? Result<UserId>(*perhaps) : user;
}

domain::AppFillRule VaultKeeper::ruleOf(uid_t uid) const {
    const auto user = expectedAt(uid);
    return domain::AppFillRule::fromValues(
        m_parts.state.policies().valuesFor(user ? std::optional(*user) : std::nullopt));
}

domain::AppFillRule VaultKeeper::ruleFor(const UserId& user) const {
    return domain::AppFillRule::fromValues(m_parts.state.policies().valuesFor(user));
}

const vault::OpenVault* VaultKeeper::vaultOf(uid_t uid) const {
    const auto found = m_open.find(uid);
    return found == m_open.end() ? nullptr : &found->second->vault;
}

std::chrono::seconds VaultKeeper::faceAge(uid_t uid) const {
    const auto found = m_open.find(uid);
    return found == m_open.end() ? 0s
                                 : std::chrono::duration_cast<std::chrono::seconds>(
                                       m_parts.clock.steadyNow() - found->second->faceAt);
}

void VaultKeeper::open(uid_t uid, FaceAge age, Progress progress, Done<void> done) {
    const auto user = expectedAt(uid);
    if (!user) {
        done(propagate(user.error()));
        return;
    }
    if (!ruleFor(*user).isEnabled) {
        done(fail(ErrorCode::ScenarioDenied, "the policy wants no app login"));
        return;
    }
    if (const auto last = m_parts.state.lastSync();
        !last || m_parts.clock.now() > *last + ruleFor(*user).offline) {
        done(fail(ErrorCode::OfflineExpired, "the server was not heard for longer than app login may"));
        return;
    }
    const auto found = m_open.find(uid);
    if (found != m_open.end() && found->second->user != *user) {
        close(uid); // somebody else is signed in now
    } else if (found != m_open.end() && (!age || m_parts.clock.steadyNow() - found->second->faceAt <= *age)) {
        done({});
        return;
    }
    if (!m_cache.hasKey(*user)) {
        done(fail(ErrorCode::KeyUnavailable, "no wrap of the vault key is here"));
        return;
    }
    ask(uid, *user, std::move(progress), std::move(done));
}

void VaultKeeper::ask(uid_t uid, const UserId& user, Progress progress, Done<void> done) {
    LogonRequest request;
    request.scenario = domain::Scenario::AppFill;
    request.service = "app-login";
    request.user = user;
    const wire::SyncedUser* person = m_parts.state.policies().user(user);
    const auto frozen = person != nullptr && person->vaultFrozenAt
                            ? fromRfc3339(*person->vaultFrozenAt)
                            : Result<TimePoint>(fail(ErrorCode::NotFound));
    if (frozen) {
        std::vector<std::string> ids;
        if (m_parts.state.templates().templatesBefore(user, *frozen, ids).empty()) {
            done(fail(ErrorCode::FaceFrozen, "the vault rests, and no face of before is here"));
            return;
        }
        request.facesBefore = *frozen;
    }
    const AttemptId attempt = m_parts.logon.begin(
        request, {.progress = std::move(progress),
                  .looked = {},
                  .wantsJpeg = {},
                  .done = [this, uid, user, done = std::move(done)](const LogonAnswer& answer) {
                      onAnswer(uid, user, answer, done);
                  }});
    if (m_parts.runner.isRunning(attempt)) {
        m_attempts[uid] = attempt;
    }
}

void VaultKeeper::onAnswer(uid_t uid, const UserId& user, const LogonAnswer& answer, const Done<void>& done) {
    m_attempts.erase(uid);
    if (!answer.result.isAccepted) {
        done(fail(answer.code.value_or(ErrorCode::FaceNoMatch), answer.result.detail));
        return;
    }
    const Status opened = unseal(uid, user);
    if (opened) {
        emit this->opened(uid, user);
        tellFaceFromBefore(user);
        m_parts.sessions.renewRecoveryWrap(uid, user, m_open.at(uid)->key);
    }
    done(opened);
}

Status VaultKeeper::unseal(uid_t uid, const UserId& user) {
    const minutes life = std::max(minutes(1), ruleFor(user).reauth);
    if (const auto found = m_open.find(uid); found != m_open.end() && found->second->user == user) {
        found->second->faceAt = m_parts.clock.steadyNow();
        found->second->end.start(life);
        return {};
    }
    auto key = m_cache.openKey(user);
    if (!key) {
        return propagate(key.error());
    }
    auto vault = m_cache.open(user, *key);
    if (!vault) {
        log::error("vault.refused", {{"user", user.text()}, {"code", wireName(vault.error().code)}});
        return propagate(vault.error());
    }
    tellRefused(*vault);
    auto open = std::make_unique<Open>(user, std::move(*key), std::move(*vault), m_parts.clock.steadyNow());
    open->end.setSingleShot(true);
    // Queued: the timer goes with what it closes.
    connect(
        &open->end, &QTimer::timeout, this, [this, uid] { close(uid); }, Qt::QueuedConnection);
    open->end.start(life);
    log::info("vault.opened", {{"uid", uid}, {"user", user.text()}});
    m_open[uid] = std::move(open);
    return {};
}

// The server lets the vault be written again once a PC has seen a face from before the reissue.
void VaultKeeper::tellFaceFromBefore(const UserId& user) {
    const wire::SyncedUser* person = m_parts.state.policies().user(user);
    const auto frozen = person != nullptr && person->vaultFrozenAt
                            ? fromRfc3339(*person->vaultFrozenAt)
                            : Result<TimePoint>(fail(ErrorCode::NotFound));
    client::ApiClient* api = m_parts.deviceApi ? m_parts.deviceApi() : nullptr;
    std::vector<std::string> ids;
    if (!frozen || api == nullptr || m_parts.state.templates().templatesBefore(user, *frozen, ids).empty()) {
        return;
    }
    const auto face = TemplateId::parse(ids.front());
    client::AccountService(*api).confirmFace(user, {*face}).then(this, [this](const Status& told) {
        if (!told) {
            log::warning("vault.face_not_confirmed", {{"code", wireName(told.error().code)}});
            return;
        }
        m_parts.syncer.syncNow();
    });
}

void VaultKeeper::cancel(uid_t uid) {
    const auto found = m_attempts.find(uid);
    if (found != m_attempts.end() && m_parts.runner.isRunning(found->second)) {
        m_parts.runner.cancel();
    }
}

void VaultKeeper::close(uid_t uid) {
    if (m_open.erase(uid) > 0) {
        log::info("vault.closed", {{"uid", uid}});
        emit closed(uid);
    }
}

void VaultKeeper::closeAll() {
    while (!m_open.empty()) {
        close(m_open.begin()->first);
    }
}

// An entry that is missing is an error of the server or worse; what is there can be used.
void VaultKeeper::tellRefused(const vault::OpenVault& vault) {
    for (const vault::RefusedItem& item : vault.refused()) {
        log::error("vault.item_refused",
                   {{"id", item.id}, {"code", wireName(item.reason.code)}, {"detail", item.reason.detail}});
        if (!m_told.insert(item.id).second) {
            continue;
        }
        wire::Event event;
        event.kind = "device";
        event.code = "TAMPER";
        event.result = "err";
        event.severity = "critical";
        event.detail.reason = wireName(item.reason.code);
        if (const auto added = m_parts.events.add(std::move(event)); !added) {
            log::error("agent.event_lost", {{"code", "TAMPER"}, {"reason", wireName(added.error().code)}});
        }
    }
}

Status VaultKeeper::reload(Open& open) {
    auto vault = m_cache.open(open.user, open.key);
    if (!vault) {
        return propagate(vault.error());
    }
    tellRefused(*vault);
    open.vault = std::move(*vault);
    return {};
}

void VaultKeeper::reloadAll() {
    std::vector<uid_t> lost;
    for (const auto& [uid, open] : m_open) {
        if (const Status again = reload(*open); !again) {
            log::error("vault.refused", {{"uid", uid}, {"code", wireName(again.error().code)}});
            lost.push_back(uid);
        }
    }
    for (const uid_t uid : lost) {
        close(uid);
    }
}

Status VaultKeeper::suspend(uid_t uid, const VaultItemId& id) {
    const vault::OpenVault* vault = vaultOf(uid);
    const vault::VaultEntry* entry = vault != nullptr ? vault->find(id) : nullptr;
    if (entry == nullptr) {
        const auto blind = blindEntries(uid);
        const auto one = std::ranges::find(blind, id, &wire::BlindEntry::id);
        // The administrator puts a new one in: it has another time.
        return one == blind.end() ? Status(fail(ErrorCode::NotFound, "no such entry"))
                                  : m_cache.suspend(id, one->changedAt.time_since_epoch().count());
    }
    if (const Status suspended = m_cache.suspend(id, vault->versionOf(id)); !suspended) {
        return suspended;
    }
    vault::VaultEntry next = entry->clone();
    next.needsNewSecret = true;
    save(uid, std::move(next), vault->versionOf(id), [](const Result<Saved>& saved) {
        if (!saved) {
            log::warning("vault.suspended_here_only", {{"code", wireName(saved.error().code)}});
        }
    });
    return {};
}

std::optional<UserId> VaultKeeper::closeOfAnother(uid_t uid, const UserId& user) {
    std::optional<UserId> whose;
    if (const auto found = m_open.find(uid); found != m_open.end()) {
        whose = found->second->user;
    }
    if (whose == user) {
        return std::nullopt;
    }
    cancel(uid);
    close(uid);
    return whose;
}

bool VaultKeeper::isSuspended(uid_t uid, const VaultItemId& id) const {
    const vault::OpenVault* vault = vaultOf(uid);
    const vault::VaultEntry* entry = vault != nullptr ? vault->find(id) : nullptr;
    if (entry == nullptr) {
        const auto blind = blindEntries(uid);
        const auto one = std::ranges::find(blind, id, &wire::BlindEntry::id);
        return one != blind.end() && m_cache.isSuspended(id, one->changedAt.time_since_epoch().count());
    }
    return entry != nullptr && (entry->needsNewSecret || m_cache.isSuspended(id, vault->versionOf(id)));
}

std::vector<wire::BlindEntry> VaultKeeper::blindEntries(uid_t uid) const {
    const auto found = m_open.find(uid);
    return found != m_open.end() && ruleFor(found->second->user).mayUseBlind
               ? m_company.blindEntries(found->second->user)
               : std::vector<wire::BlindEntry>();
}

Result<vault::BlindSecret> VaultKeeper::openBlind(uid_t uid, const wire::BlindEntry& entry) const {
    const auto found = m_open.find(uid);
    if (found == m_open.end() || m_parts.state.device() == nullptr) {
        return fail(ErrorCode::NotFound, "the vault is closed");
    }
    return vault::openBlind(vault::blindKeyOf(found->second->key),
                            {m_parts.state.device()->tenant, found->second->user}, entry.id, entry.sealed);
}

Status VaultKeeper::note(uid_t uid, std::string_view code, std::string_view result,
                         const wire::EventDetail& detail) {
    wire::Event event;
    event.kind = "appfill";
    event.code = code;
    event.result = result;
    event.severity = result == "ok" ? "info" : "warning";
    if (const auto user = userOf(uid)) {
        event.user = *user;
    }
    event.detail = detail;
    event.detail.reauthAgeS = static_cast<int>(faceAge(uid).count());
    return m_parts.events.add(std::move(event));
}

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of a person's vault on their way to the server.
#include <utility>

#include "agent/vault_keeper.h"
#include "base/log.h"
#include "client/vault_service.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

constexpr int kMostTries = 3;
constexpr auto kSyncTime = 20s;

} // namespace

// One that is on its way to the server, and back to the start when another PC was faster.
struct VaultKeeper::Change {
    uid_t uid = 0;
    UserId user;
    std::optional<vault::VaultEntry> entry; // none: `removed` goes
    VaultItemId removed;
    long long base = 0;
    bool isCopy = false;
    bool isRotation = false; // of the secret that is there
    int tries = 0;
    Done<Saved> done;
};

void VaultKeeper::save(uid_t uid, vault::VaultEntry entry, long long base, Done<Saved> done) {
    auto change = std::make_shared<Change>();
    change->uid = uid;
    change->entry = std::move(entry);
    change->base = base;
    change->done = std::move(done);
    send(change);
}

void VaultKeeper::remove(uid_t uid, const VaultItemId& id, Done<void> done) {
    auto change = std::make_shared<Change>();
    change->uid = uid;
    change->removed = id;
    change->done = [done = std::move(done)](const Result<Saved>& saved) {
        done(saved ? Status() : Status(propagate(saved.error())));
    };
    send(change);
}

Result<wire::VaultWrite> VaultKeeper::prepare(Change& change) {
    const auto found = m_open.find(change.uid);
    if (found == m_open.end()) {
        return fail(ErrorCode::FaceNoMatch, "the vault is closed");
    }
    const vault::OpenVault& vault = found->second->vault;
    change.user = found->second->user;
    const DeviceIdentity& device = *m_parts.state.device();
    const vault::VaultWriter writer{device.id, device.signing};
    if (!change.entry) {
        return vault.remove(change.removed, writer);
    }
    if (!change.isCopy && vault.versionOf(change.entry->id) != change.base) {
        // Neither of the two is lost: the person decides.
        change.entry = vault::conflictCopy(*change.entry, m_parts.clock.now());
        change.isCopy = true;
    }
    const vault::VaultEntry* before = vault.find(change.entry->id);
    change.isRotation = before != nullptr && before->secret.reveal() != change.entry->secret.reveal();
    return vault.put(*change.entry, writer);
}

void VaultKeeper::send(std::shared_ptr<Change> change) {
    const auto api = m_parts.sessions.apiOf(change->uid);
    if (!api) {
        change->done(propagate(api.error()));
        return;
    }
    const auto write = prepare(*change);
    if (!write) {
        change->done(propagate(write.error()));
        return;
    }
    ++change->tries;
    client::VaultService(**api)
        .put(*write, m_open.at(change->uid)->vault.rev())
        .then(this, [this, change, write = *write](const Result<wire::VaultManifest>& reply) {
            onSent(change, write, reply);
        });
}

void VaultKeeper::onSent(const std::shared_ptr<Change>& change, const wire::VaultWrite& write,
                         const Result<wire::VaultManifest>& reply) {
    if (!reply) {
        if (reply.error().code == ErrorCode::StaleRevision && change->tries < kMostTries) {
            sendAgainAfterSync(change);
        } else {
            change->done(propagate(reply.error()));
        }
        return;
    }
    const auto found = m_open.find(change->uid);
    if (found != m_open.end()) {
        if (const Status adopted = found->second->vault.adopt(write, *reply); !adopted) {
            change->done(propagate(adopted.error()));
            return;
        }
    }
    if (const Status kept = m_cache.keep(write, *reply); !kept) {
        change->done(propagate(kept.error()));
        return;
    }
    const VaultItemId id = change->entry ? change->entry->id : change->removed;
    const long long version = write.items.empty() ? 0 : write.items.front().version;
    static_cast<void>(note(change->uid,
                           !change->entry       ? "DELETE"
                           : version == 1       ? "REGISTER"
                           : change->isRotation ? "ROTATE"
                                                : "UPDATE",
                           "ok", {}));
    change->done(Saved{id, version, change->isCopy});
}

void VaultKeeper::sendAgainAfterSync(const std::shared_ptr<Change>& change) {
    const auto isOver = std::make_shared<bool>(false);
    auto* waiting = new QObject(this);
    QTimer::singleShot(kSyncTime, waiting, [waiting, change, isOver] {
        if (!std::exchange(*isOver, true)) {
            waiting->deleteLater();
            change->done(
                fail(ErrorCode::StaleRevision, "another PC was faster, and its change did not come"));
        }
    });
    connect(
        &m_parts.syncer, &Syncer::roundEnded, waiting,
        [this, waiting, change, isOver](bool) {
            if (!std::exchange(*isOver, true)) {
                waiting->deleteLater();
                send(change);
            }
        },
        Qt::QueuedConnection); // behind reloadAll()
    m_parts.syncer.syncNow();
}

} // namespace kaomon::agent

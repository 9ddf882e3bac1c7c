// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent_state.h"

#include <algorithm>
#include <filesystem>

#include "base/log.h"
#include "crypto/bytes_io.h"
#include "wire/codec.h"
#include "wire/licences.h"

namespace kaomon::agent {

namespace {

using localstore::LocalStore;
using localstore::MachineKey;

Result<std::unique_ptr<LocalStore>> openStore(const std::string& folder, const std::string& keyPath) {
    auto key = MachineKey::open(keyPath, MachineKey::IfMissing::Create);
    if (!key) {
        return propagate(key.error());
    }
    return LocalStore::open(folder, std::move(*key));
}

// Made for the agent alone; an existing folder keeps its mode.
Status makeFolder(const std::string& folder) {
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        return fail(ErrorCode::StorageFailed, "the state folder cannot be made: " + error.message());
    }
    return {};
}

bool isBeyondRepair(ErrorCode code) {
    return code == ErrorCode::StorageCorrupt || code == ErrorCode::StorageRolledBack;
}

} // namespace

Result<std::unique_ptr<AgentState>> AgentState::open(const std::string& folder, const Clock& clock) {
    if (const auto made = makeFolder(folder); !made) {
        return propagate(made.error());
    }
    std::unique_ptr<AgentState> state(new AgentState(clock));
    const std::string keyPath = folder + "/machine.key";
    if (const auto opened = state->openIdentity(folder + "/identity", keyPath); !opened) {
        return propagate(opened.error());
    }
    if (const auto opened = state->openCache(folder + "/cache", keyPath); !opened) {
        return propagate(opened.error());
    }
    if (const auto reloaded = state->reload(); !reloaded) {
        log::error("agent.reload",
                   {{"code", wireName(reloaded.error().code)}, {"detail", reloaded.error().detail}});
    }
    return state;
}

Status AgentState::openIdentity(const std::string& folder, const std::string& keyPath) {
    auto store = openStore(folder, keyPath);
    if (!store && isBeyondRepair(store.error().code)) {
        log::error("agent.identity_lost", {{"code", wireName(store.error().code)}});
        if (store.error().code == ErrorCode::StorageRolledBack) {
            if (const auto aside = LocalStore::setAside(folder, "rolled-back"); !aside) {
                return aside;
            }
        }
        store = openStore(folder, keyPath);
    }
    if (!store) {
        return propagate(store.error());
    }
    m_identity = std::move(*store);
    auto device = DeviceIdentity::load(*m_identity);
    if (device) {
        m_device = std::move(*device);
    } else if (device.error().code != ErrorCode::NotFound) {
        log::error("agent.identity_lost", {{"code", wireName(device.error().code)}});
    }
    return {};
}

Status AgentState::openCache(const std::string& folder, const std::string& keyPath) {
    auto store = openStore(folder, keyPath);
    if (!store && isBeyondRepair(store.error().code)) {
        log::error("agent.store_reset",
                   {{"code", wireName(store.error().code)}, {"detail", store.error().detail}});
        m_wasReset = true;
        if (store.error().code == ErrorCode::StorageRolledBack) {
            if (const auto aside = LocalStore::setAside(folder, "rolled-back"); !aside) {
                return aside;
            }
        }
        if (const auto unknown = m_identity->removeState("sequence_base"); !unknown) {
            return unknown;
        }
        store = openStore(folder, keyPath);
    }
    if (!store) {
        return propagate(store.error());
    }
    m_cache = std::move(*store);
    if (const auto stored = m_cache->state("last_sync")) {
        crypto::BytesReader reader(stored->reveal());
        const TimePoint time = reader.time();
        if (reader.finish()) {
            m_lastSync = time;
        }
    }
    return {};
}

Status AgentState::adopt(DeviceIdentity device) {
    if (const auto wiped = m_cache->wipeAll(); !wiped) {
        return wiped;
    }
    // The numbers of the outbox go on in the store and begin at 1 for the server's new device.
    const auto last = m_cache->append({});
    if (!last) {
        return propagate(last.error());
    }
    if (const auto dropped = m_cache->acknowledge(*last); !dropped) {
        return dropped;
    }
    if (const auto wiped = m_identity->wipeAll(); !wiped) {
        return wiped;
    }
    crypto::BytesWriter base;
    base.number(0 - *last);
    if (const auto saved = m_identity->setState("sequence_base", base.result()); !saved) {
        return saved;
    }
    if (const auto saved = device.save(*m_identity); !saved) {
        return saved;
    }
    m_device = std::move(device);
    m_lastSync.reset();
    m_policies.clear();
    m_templates.clear();
    return {};
}

Result<std::optional<TimePoint>> AgentState::readFacesUntil() const {
    const auto ends = m_cache->list("tenant_end");
    if (!ends) {
        return propagate(ends.error());
    }
    std::optional<TimePoint> until;
    for (const auto& object : *ends) {
        const auto end = wire::decode<wire::TenantEnd>(std::string(object.bytes.begin(), object.bytes.end()));
        if (!end) {
            return propagate(end.error());
        }
        if (end->facesUntil && (!until || *end->facesUntil < *until)) {
            until = end->facesUntil;
        }
    }
    return until;
}

Status AgentState::reload() {
    if (!m_device) {
        m_facesUntil.reset();
        m_policies.clear();
        m_templates.clear();
        return {};
    }
    const auto facesUntil = readFacesUntil();
    if (!facesUntil) {
        return propagate(facesUntil.error());
    }
    m_facesUntil = *facesUntil;
    if (const auto read = m_policies.reload(*m_cache, *m_device); !read) {
        return read;
    }
    if (!m_policies.manifest()) {
        m_templates.clear();
        return {};
    }
    const auto mayRefresh = [this](const UserId& user) {
        return m_policies.policyFor(user).refreshesTemplates;
    };
    if (const auto read = m_templates.reload(*m_cache, *m_device, *m_policies.manifest(),
                                             {m_policies.removedFaces(), mayRefresh});
        !read) {
        return read;
    }
    for (const std::string& id : m_templates.staleDerived()) {
        log::info("agent.derived_dropped", {{"template", id}});
        if (const auto removed = m_cache->remove(kDerivedTemplate, id); !removed) {
            return removed;
        }
    }
    for (const std::string& id : m_templates.staleRefreshed()) {
        log::info("agent.refreshed_dropped", {{"template", id}});
        if (const auto removed = m_cache->remove(kRefreshedTemplate, id); !removed) {
            return removed;
        }
    }
    return {};
}

Status AgentState::keepRefreshed(const wire::FaceTemplate& sealed, const vision::Template& refreshed) {
    const std::string id = sealed.id.text();
    const std::string body = wire::encode(sealed);
    if (const auto put = m_cache->put(kRefreshedTemplate, id, 0, Bytes(body.begin(), body.end())); !put) {
        return put;
    }
    m_templates.setRefreshed(sealed.user, id, refreshed, sealed.createdAt);
    return {};
}

Status AgentState::keepDerived(const wire::FaceTemplate& sealed, const vision::Template& derived) {
    const std::string id = sealed.id.text();
    const std::string body = wire::encode(sealed);
    if (const auto put = m_cache->put(kDerivedTemplate, id, 0, Bytes(body.begin(), body.end())); !put) {
        return put;
    }
    m_templates.setDerived(sealed.user, id, derived);
    return {};
}

std::string AgentState::deviceState() const {
    const auto stored = m_identity->state("device_state");
    if (!stored) {
        return "not_enrolled";
    }
    return {stored->reveal().begin(), stored->reveal().end()};
}

Status AgentState::setDeviceState(std::string_view state) {
    if (state == deviceState()) {
        return {};
    }
    log::info("agent.device_state", {{"state", state}});
    const Bytes bytes(state.begin(), state.end());
    return m_identity->setState("device_state", bytes);
}

Status AgentState::setGroup(const std::string& group) {
    if (m_device->group == group) {
        return {};
    }
    log::info("agent.device_group", {{"group", group}});
    m_device->group = group;
    if (const auto saved = m_device->save(*m_identity); !saved) {
        return saved;
    }
    return reload(); // other settings apply
}

// The state is written first: an end in between leaves a PC that knows that it must erase.
Status AgentState::revoke() {
    if (const auto kept = setDeviceState("revoked"); !kept) {
        return kept;
    }
    return eraseCache();
}

Status AgentState::eraseCache() {
    m_policies.clear();
    m_templates.clear();
    m_lastSync.reset();
    m_facesUntil.reset();
    return m_cache->wipeAll();
}

Status AgentState::wipe() {
    log::warning("agent.wiped");
    if (const auto wiped = eraseCache(); !wiped) {
        return wiped;
    }
    m_device.reset();
    if (const auto wiped = m_identity->wipeAll(); !wiped) {
        return wiped;
    }
    return setDeviceState("wiped");
}

Status AgentState::setLastSync(TimePoint time) {
    m_lastSync = time;
    crypto::BytesWriter writer;
    writer.time(time);
    if (const auto stored = m_cache->setState("last_sync", writer.result()); !stored) {
        return stored;
    }
    const auto counted = uses();
    return counted && *counted == 0 ? Status() : setUses(0);
}

std::optional<std::uint64_t> AgentState::sequenceBase() const {
    const auto stored = m_identity->state("sequence_base");
    if (!stored) {
        return std::nullopt;
    }
    crypto::BytesReader reader(stored->reveal());
    const std::uint64_t base = reader.number();
    return reader.finish() ? std::optional(base) : std::nullopt;
}

Status AgentState::setSequenceBase(std::uint64_t base) {
    crypto::BytesWriter writer;
    writer.number(base);
    return m_identity->setState("sequence_base", writer.result());
}

} // namespace kaomon::agent

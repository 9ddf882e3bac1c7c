// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/changes/change_bodies.h"

#include <map>

#include "base/base64.h"
#include "features/notices/notices_routes.h"
#include "storage/repositories/confirmation_repository.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/diagnostics_request_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/tenant_life_repository.h"
#include "storage/repositories/two_person_act_repository.h"
#include "storage/repositories/user_feed.h"
#include "storage/repositories/vault_repository.h"
#include "wire/changes.h"
#include "wire/codec.h"
#include "wire/licences.h"
#include "wire/vault.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;
using Body = std::optional<std::string>;

struct Reader {
    UnitOfWork& unit;
    const DeviceId& device;
    DeliveryScope& scope;
    TimePoint now;
    const UsersOfPage& users;
};

template<class T>
Body encoded(const std::optional<T>& message) {
    return message ? Body(wire::encode(*message)) : std::nullopt;
}

// "kind|rest"
std::pair<std::string, std::string> splitId(const std::string& id) {
    const auto bar = id.find('|');
    return bar == std::string::npos ? std::pair(id, std::string())
                                    : std::pair(id.substr(0, bar), id.substr(bar + 1));
}

Body tenantEndBody(const Reader& reader, const std::string&) {
    const auto life = storage::TenantLifeRepository(reader.unit).find(reader.unit.tenant());
    wire::TenantEnd end;
    if (life) {
        end.facesUntil = life->purgeFacesAt;
    }
    if (life && life->operatorDeleteAt && (!end.facesUntil || *life->operatorDeleteAt < *end.facesUntil)) {
        end.facesUntil = life->operatorDeleteAt;
    }
    return wire::encode(end);
}

Body manifestBody(const Reader& reader, const std::string&) {
    return encoded(storage::KeyRepository(reader.unit).manifest());
}

Body confirmationBody(const Reader& reader, const std::string&) {
    return encoded(storage::ConfirmationRepository(reader.unit).find());
}

Body policyBody(const Reader& reader, const std::string& id) {
    const auto [kind, scope] = splitId(id);
    if (scope.starts_with("user:")) {
        const auto user = UserId::parse(std::string_view(scope).substr(5));
        if (!user || !reader.scope.includes(*user)) {
            return std::nullopt;
        }
    }
    return encoded(storage::PolicyRepository(reader.unit).find(kind, scope));
}

// One whose row has another revision than the change was not read with the page.
Body userBody(const Reader& reader, const std::string& id) {
    const auto userId = UserId::parse(id);
    if (!userId || !reader.scope.includes(*userId)) {
        return std::nullopt;
    }
    const auto known = reader.users.find(id);
    return known != reader.users.end() ? Body(wire::encode(known->second))
                                       : encoded(storage::syncedUser(reader.unit, *userId, reader.now));
}

Body userKeyBody(const Reader& reader, const std::string& id) {
    const auto user = UserId::parse(id);
    if (!user || !reader.scope.includes(*user)) {
        return std::nullopt;
    }
    wire::UserKeys keys{.user = *user, .identity = {}, .vaultKeys = {}};
    keys.vaultKeys = storage::KeyRepository(reader.unit).vaultKeysFor(*user, reader.device.text());
    return wire::encode(keys);
}

// Vaults go to the PCs that can open them, as long as they can.
bool canOpenVault(const Reader& reader, const UserId& user) {
    return reader.scope.includes(user) &&
           !storage::KeyRepository(reader.unit).vaultKeysFor(user, reader.device.text()).empty();
}

Body vaultBody(const Reader& reader, const std::string& id) {
    const auto user = UserId::parse(id);
    if (!user || !canOpenVault(reader, *user)) {
        return std::nullopt;
    }
    return encoded(storage::VaultRepository(reader.unit, reader.now).manifest(*user));
}

Body vaultItemBody(const Reader& reader, const std::string& id) {
    const auto [owner, item] = splitId(id);
    const auto user = UserId::parse(owner);
    const auto itemId = VaultItemId::parse(item);
    if (!user || !itemId || !canOpenVault(reader, *user)) {
        return std::nullopt;
    }
    return encoded(storage::VaultRepository(reader.unit, reader.now).find(*user, *itemId));
}

Body templateBody(const Reader& reader, const std::string& id) {
    const auto templateId = TemplateId::parse(id);
    const auto face = templateId ? storage::FaceRepository(reader.unit).find(*templateId) : std::nullopt;
    return face && reader.scope.includes(face->user) ? encoded(face) : std::nullopt;
}

Body deviceBody(const Reader& reader, const std::string& id) {
    return id == reader.device.text() ? encoded(storage::DeviceRepository(reader.unit).find(reader.device))
                                      : std::nullopt;
}

Body deviceKeyBody(const Reader& reader, const std::string& id) {
    const auto deviceId = DeviceId::parse(id);
    const auto device = deviceId ? storage::DeviceRepository(reader.unit).find(*deviceId) : std::nullopt;
    if (!device) {
        return std::nullopt;
    }
    return wire::encode(wire::SyncedDeviceKey{id, device->state, toBase64Url(device->certificate)});
}

Body sealBody(const Reader& reader, const std::string& id) {
    const auto [kind, keyId] = splitId(id);
    return encoded(storage::KeyRepository(reader.unit).seal(kind, keyId, reader.device.text()));
}

// Only what a PC acts on: an agreed new face. The half of RK never goes to a PC.
Body actBody(const Reader& reader, const std::string& id) {
    auto act = storage::TwoPersonActRepository(reader.unit, reader.now).find(id);
    if (!act || act->kind != "face_after_reissue" || (act->state != "approved" && act->state != "done")) {
        return std::nullopt;
    }
    act->sealedPart.clear();
    return wire::encode(*act);
}

Body diagnosticsRequestBody(const Reader& reader, const std::string&) {
    const auto request = storage::DiagnosticsRequestRepository(reader.unit).find(reader.device);
    return request && request->state == "open" ? encoded(request) : std::nullopt;
}

Body noticeBody(const Reader& reader, const std::string& id) {
    return noticeForPcs(reader.unit, id, reader.now);
}

} // namespace

UsersOfPage usersOfPage(storage::UnitOfWork& unit, const std::vector<storage::ChangeRow>& changes,
                        TimePoint now) {
    UsersOfPage users;
    if (changes.empty()) {
        return users;
    }
    auto found = storage::syncedUsersChangedBetween(unit, changes.front().rev, changes.back().rev, now);
    for (auto& user : found) {
        std::string id = user.id;
        users.emplace(std::move(id), std::move(user));
    }
    return users;
}

std::optional<std::string> bodyOfChange(storage::UnitOfWork& unit, const storage::ChangeRow& change,
                                        const DeviceId& device, DeliveryScope& scope, TimePoint now,
                                        const UsersOfPage& users) {
    static const std::map<std::string, Body (*)(const Reader&, const std::string&)> kReaders = {
        {"manifest", manifestBody},
        {"policy", policyBody},
        {"confirmation", confirmationBody},
        {"user", userBody},
        {"user_key", userKeyBody},
        {"template", templateBody},
        {"device", deviceBody},
        {"seal", sealBody},
        {"device_key", deviceKeyBody},
        {"act", actBody},
        {"tenant_end", tenantEndBody},
        {"notice", noticeBody},
        {"diagnostics_request", diagnosticsRequestBody},
        {"vault", vaultBody},
        {"vault_item", vaultItemBody},
    };
    const auto reader = kReaders.find(change.kind);
    return reader == kReaders.end() ? std::nullopt
                                    : reader->second({unit, device, scope, now, users}, change.id);
}

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/groups/face_keys.h"

#include "auth/manifest_root.h"
#include "crypto/trust.h"
#include "storage/repositories/device_group_repository.h"

namespace kaomon::features {

Status adoptFaceKeys(storage::UnitOfWork& unit, const Bytes& manifestRecord, TimePoint now) {
    const auto manifest = auth::openOwnManifest(manifestRecord, unit.tenant().text());
    if (!manifest) {
        return propagate(manifest.error());
    }
    std::vector<std::pair<std::string, std::string>> faceKeys;
    for (const crypto::ManifestFaceKey& key : manifest->faceKeys) {
        faceKeys.emplace_back(key.id, key.group);
    }
    storage::DeviceGroupRepository(unit, now).adoptFaceKeys(faceKeys);
    return {};
}

} // namespace kaomon::features

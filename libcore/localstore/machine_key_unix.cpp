// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/machine_key.h"

#include "localstore/files_impl.h"

namespace kaomon::localstore {

Result<MachineKey> MachineKey::open(const std::string& path, IfMissing ifMissing) {
    const auto stored = readPrivateFile(path, crypto::SecretKey::kSize + 1);
    if (stored) {
        auto key = crypto::SecretKey::fromBytes(stored->reveal());
        if (!key) {
            return fail(ErrorCode::KeyUnavailable, "the machine key file has not 32 bytes");
        }
        return MachineKey(std::move(*key));
    }
    if (stored.error().code != ErrorCode::NotFound) {
        return propagate(stored.error());
    }
    if (ifMissing == IfMissing::Fail) {
        return fail(ErrorCode::KeyUnavailable, "the machine key file is missing");
    }
    auto key = crypto::SecretKey::generate();
    if (const auto written = replacePrivateFile(path, key.reveal()); !written) {
        return propagate(written.error());
    }
    return MachineKey(std::move(key));
}

std::string_view MachineKey::protectionName() const {
    return "root-only file";
}

} // namespace kaomon::localstore

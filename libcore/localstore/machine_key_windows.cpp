// SPDX-License-Identifier: GPL-3.0-or-later
#include <windows.h>
// after windows.h, which they need
#include <dpapi.h>

#include "localstore/files_impl.h"
#include "localstore/machine_key.h"

namespace kaomon::localstore {
namespace {

constexpr std::size_t kMaxFileBytes = 4096;
// Besides the PC's own secret: what seals something else by DPAPI does not open this.
constexpr std::string_view kPurpose = "kaomon.machine_key.1";

DATA_BLOB blobOf(std::span<const std::uint8_t> bytes) {
    // DPAPI does not write into what it is given.
    return {static_cast<DWORD>(bytes.size()), const_cast<BYTE*>(bytes.data())};
}

DATA_BLOB purpose() {
    return blobOf({reinterpret_cast<const std::uint8_t*>(kPurpose.data()), kPurpose.size()});
}

SecretBytes taken(DATA_BLOB& blob) {
    SecretBytes bytes(Bytes(blob.pbData, blob.pbData + blob.cbData));
    wipe(blob.pbData, blob.cbData);
    ::LocalFree(blob.pbData);
    return bytes;
}

Result<SecretBytes> seal(std::span<const std::uint8_t> key) {
    DATA_BLOB plain = blobOf(key), entropy = purpose(), sealed{};
    if (::CryptProtectData(&plain, L"Kaomon", &entropy, nullptr, nullptr,
                           CRYPTPROTECT_LOCAL_MACHINE | CRYPTPROTECT_UI_FORBIDDEN, &sealed) == 0) {
        return fail(ErrorCode::KeyUnavailable, "DPAPI does not seal: " + std::to_string(::GetLastError()));
    }
    return taken(sealed);
}

Result<SecretBytes> open(std::span<const std::uint8_t> file) {
    DATA_BLOB sealed = blobOf(file), entropy = purpose(), plain{};
    if (::CryptUnprotectData(&sealed, nullptr, &entropy, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN,
                             &plain) == 0) {
        return fail(ErrorCode::KeyUnavailable, "the machine key was not sealed by this PC");
    }
    return taken(plain);
}

} // namespace

Result<MachineKey> MachineKey::open(const std::string& path, IfMissing ifMissing) {
    const auto stored = readPrivateFile(path, kMaxFileBytes);
    if (stored) {
        const auto plain = localstore::open(stored->reveal());
        if (!plain) {
            return propagate(plain.error());
        }
        auto key = crypto::SecretKey::fromBytes(plain->reveal());
        if (!key) {
            return fail(ErrorCode::KeyUnavailable, "the machine key has not 32 bytes");
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
    const auto sealed = seal(key.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    if (const auto written = replacePrivateFile(path, sealed->reveal()); !written) {
        return propagate(written.error());
    }
    return MachineKey(std::move(key));
}

std::string_view MachineKey::protectionName() const {
    return "DPAPI of this PC";
}

} // namespace kaomon::localstore

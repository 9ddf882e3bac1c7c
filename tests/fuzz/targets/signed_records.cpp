// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sealed and signed records. The input is either the bytes of a record, or a list of changes (position, bits
// to flip) that is applied to valid ones: whatever was changed is refused.
#include <span>

#include "crypto/aead.h"
#include "crypto/enrolment_code.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::crypto;

namespace {

constexpr const char* kTenant = "0193a000-0000-7000-8000-000000000001";
constexpr const char* kUser = "0193a000-0000-7000-8000-000000000002";

struct Valid {
    SecretKey key = SecretKey::generate();
    RecordAad aad;
    Bytes sealed;
    SigningKey root = SigningKey::generate();
    SignedRecord manifest;
    EnrolmentCode code = EnrolmentCode::generate();
    Bytes blob;
    BoxKey box = BoxKey::generate();
    Bytes boxed;

    Valid() {
        aad.tenant = kTenant;
        aad.user = kUser;
        aad.purpose = "identity";
        aad.keyId = "password";
        sealed = seal(key, aad, Bytes(48, 7));
        TenantManifest document;
        document.tenant = kTenant;
        document.rootPublic = root.publicKey();
        document.admins = {{kUser, domain::Role::Owner, root.publicKey(), box.publicKey()}};
        document.tlsPins = {"pin"};
        manifest = document.sign(root);
        EnrolmentSecrets secrets;
        secrets.delegate = SigningKey::generate();
        blob = sealEnrolmentSecrets(code, kTenant, secrets);
        boxed = sealTo(box.publicKey(), "context", Bytes(32, 9)).value();
    }
};

Bytes changed(Bytes bytes, std::span<const std::uint8_t> changes) {
    for (; changes.size() >= 3; changes = changes.subspan(3)) {
        const std::size_t at = (std::size_t{changes[0]} << 8U | changes[1]) % bytes.size();
        bytes[at] ^= changes[2];
    }
    return bytes;
}

void readRaw(const Valid& valid, std::span<const std::uint8_t> bytes) {
    fuzz::require(!open(valid.key, valid.aad, bytes), "nobody seals by chance");
    fuzz::require(!openSealed(valid.box, "context", bytes), "nor boxes");
    fuzz::require(!openEnrolmentSecrets(valid.code, kTenant, bytes), "nor a start");
    if (const auto record = SignedRecord::decode(bytes)) {
        fuzz::require(record->encode() == Bytes(bytes.begin(), bytes.end()), "a record has one form");
        fuzz::require(!TenantManifest::verify(*record, valid.root.publicKey(), kTenant, 1),
                      "nobody signs by chance");
    }
}

void readChanged(const Valid& valid, std::span<const std::uint8_t> changes) {
    const Bytes sealed = changed(valid.sealed, changes);
    fuzz::require(open(valid.key, valid.aad, sealed).has_value() == (sealed == valid.sealed),
                  "a changed seal");
    const Bytes boxed = changed(valid.boxed, changes);
    fuzz::require(openSealed(valid.box, "context", boxed).has_value() == (boxed == valid.boxed),
                  "a changed box");
    const Bytes blob = changed(valid.blob, changes);
    fuzz::require(openEnrolmentSecrets(valid.code, kTenant, blob).has_value() == (blob == valid.blob),
                  "changed start values");
    const Bytes encoded = valid.manifest.encode();
    const Bytes other = changed(encoded, changes);
    const auto record = SignedRecord::decode(other);
    const bool isBelieved = record && TenantManifest::verify(*record, valid.root.publicKey(), kTenant, 1);
    fuzz::require(isBelieved == (other == encoded), "a changed manifest");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Valid valid = [] {
        (void)initialise();
        return Valid();
    }();
    if (size > 0 && data[0] == 'r') {
        readRaw(valid, {data + 1, size - 1});
    } else if (size > 0) {
        readChanged(valid, {data + 1, size - 1});
    }
    return 0;
}

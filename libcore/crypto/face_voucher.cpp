// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/face_voucher.h"

#include <algorithm>
#include <array>

#include "crypto/bytes_io.h"
#include "crypto/face_approval.h"

namespace kaomon::crypto {
namespace {

constexpr std::string_view kWitnessPurpose = "face-witness";
constexpr std::string_view kDocumentPurpose = "policy"; // of every document that administrators sign
constexpr std::string_view kVoucherMagic = "face-voucher";
constexpr std::chrono::minutes kSlack{2}; // of clocks, as for requests

constexpr std::array<std::string_view, 2> kSources{"camera", "photo"};
constexpr std::array<std::string_view, 3> kStandings{"first", "own", "other"};

std::span<const std::uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

// A document of this kind about a person, by an owner or user admin who is not that person.
Result<SignedPolicy> openDocument(const SignedRecord& record, std::string_view kind,
                                  const TenantManifest& manifest) {
    const ManifestAdmin* admin = manifest.admin(record.signer);
    if (admin == nullptr || !domain::maySignPolicy(admin->role)) {
        return fail(ErrorCode::SignatureInvalid, "not signed by an owner or user admin of the manifest");
    }
    if (const auto verified = verify(admin->signPublic, kDocumentPurpose, record.payload, record.signature);
        !verified) {
        return propagate(verified.error());
    }
    auto document = SignedPolicy::read(record);
    if (!document) {
        return document;
    }
    if (document->kind != kind || document->tenant != manifest.tenant) {
        return fail(ErrorCode::SignatureInvalid, "another document");
    }
    if (document->scope == "user:" + record.signer) {
        return fail(ErrorCode::Forbidden, "nobody enrols himself as his own administrator");
    }
    return document;
}

} // namespace

std::string_view toWire(FaceSource source) {
    return kSources[static_cast<std::size_t>(source)];
}

std::optional<FaceSource> faceSourceFromWire(std::string_view name) {
    const auto* found = std::ranges::find(kSources, name);
    return found == kSources.end() ? std::nullopt
                                   : std::optional(static_cast<FaceSource>(found - kSources.begin()));
}

std::string_view toWire(FaceStanding standing) {
    return kStandings[static_cast<std::size_t>(standing)];
}

std::optional<FaceStanding> faceStandingFromWire(std::string_view name) {
    const auto* found = std::ranges::find(kStandings, name);
    return found == kStandings.end() ? std::nullopt
                                     : std::optional(static_cast<FaceStanding>(found - kStandings.begin()));
}

std::string EnrolmentTicket::body() const {
    return textOf(BytesWriter()
                      .text(device)
                      .text(faceTemplate)
                      .text(consent)
                      .text(toWire(source))
                      .number(hasSecrets ? 1 : 0)
                      .take());
}

Result<EnrolmentTicket> EnrolmentTicket::verify(const SignedRecord& record, const TenantManifest& manifest,
                                                TimePoint now) {
    const auto document = openDocument(record, kKind, manifest);
    if (!document) {
        return propagate(document.error());
    }
    BytesReader reader(bytesOf(document->body));
    EnrolmentTicket ticket;
    ticket.tenant = document->tenant;
    ticket.device = reader.text();
    ticket.faceTemplate = reader.text();
    ticket.consent = reader.text();
    const auto source = faceSourceFromWire(reader.text());
    ticket.hasSecrets = reader.number() != 0;
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    constexpr std::string_view kUser = "user:";
    if (!source || !document->scope.starts_with(kUser)) {
        return fail(ErrorCode::ValidationFailed, "not a ticket about a person");
    }
    ticket.user = document->scope.substr(kUser.size());
    ticket.source = *source;
    ticket.administrator = record.signer;
    ticket.issuedAt = document->issuedAt;
    if (ticket.issuedAt > now + kSlack || ticket.issuedAt + kLife + kSlack < now) {
        return fail(ErrorCode::TicketInvalid, "the ticket is too old, or a clock is wrong");
    }
    return ticket;
}

SignedRecord FaceWitness::sign(const std::string& deviceId, const SigningKey& device) const {
    SignedRecord record;
    record.payload = BytesWriter()
                         .text(tenant)
                         .text(user)
                         .text(faceTemplate)
                         .bytes(digest)
                         .text(toWire(source))
                         .text(toWire(standing))
                         .text(administrator)
                         .time(issuedAt)
                         .take();
    record.signer = deviceId;
    record.signature = device.sign(kWitnessPurpose, record.payload);
    return record;
}

Result<FaceWitness> FaceWitness::verify(const SignedRecord& record, const SealedTemplate& faceTemplate,
                                        std::span<const std::uint8_t> deviceSignPublic) {
    if (record.signer != faceTemplate.deviceId) {
        return fail(ErrorCode::SignatureInvalid, "the witness is another PC than the one that made it");
    }
    if (const auto verified =
            crypto::verify(deviceSignPublic, kWitnessPurpose, record.payload, record.signature);
        !verified) {
        return propagate(verified.error());
    }
    BytesReader reader(record.payload);
    FaceWitness witness;
    witness.tenant = reader.text();
    witness.user = reader.text();
    witness.faceTemplate = reader.text();
    witness.digest = reader.bytes();
    const auto source = faceSourceFromWire(reader.text());
    const auto standing = faceStandingFromWire(reader.text());
    witness.administrator = reader.text();
    witness.issuedAt = reader.time();
    if (const auto finished = reader.finish(); !finished) {
        return propagate(finished.error());
    }
    if (!source || !standing) {
        return fail(ErrorCode::ValidationFailed, "unknown source or standing");
    }
    if (witness.tenant != faceTemplate.tenant || witness.user != faceTemplate.user ||
        witness.faceTemplate != faceTemplate.id || witness.digest != approvalDigest(faceTemplate.signature)) {
        return fail(ErrorCode::SignatureInvalid, "the witness of another face");
    }
    witness.source = *source;
    witness.standing = *standing;
    return witness;
}

std::string FaceVoucher::body(const SealedTemplate& faceTemplate, const SignedRecord& witness) {
    return textOf(BytesWriter()
                      .text(faceTemplate.id)
                      .bytes(approvalDigest(faceTemplate.signature))
                      .bytes(hash(witness.encode()))
                      .take());
}

Bytes FaceVoucher::encode() const {
    return BytesWriter()
        .text(kVoucherMagic)
        .bytes(witness.encode())
        .bytes(vouched.encode())
        .bytes(second ? second->encode() : Bytes())
        .take();
}

bool FaceVoucher::isOne(std::span<const std::uint8_t> bytes) {
    return BytesReader(bytes).text() == kVoucherMagic;
}

Result<FaceVoucher> FaceVoucher::decode(std::span<const std::uint8_t> bytes) {
    BytesReader reader(bytes);
    const bool isVoucher = reader.text() == kVoucherMagic;
    const Bytes witness = reader.bytes();
    const Bytes vouched = reader.bytes();
    const Bytes second = reader.bytes();
    if (const auto finished = reader.finish(); !finished || !isVoucher) {
        return fail(ErrorCode::ValidationFailed, "not a voucher");
    }
    FaceVoucher voucher;
    for (const auto& [from, to] : {std::pair(&witness, &voucher.witness), {&vouched, &voucher.vouched}}) {
        auto record = SignedRecord::decode(*from);
        if (!record) {
            return propagate(record.error());
        }
        *to = std::move(*record);
    }
    if (!second.empty()) {
        auto record = SignedRecord::decode(second);
        if (!record) {
            return propagate(record.error());
        }
        voucher.second = std::move(*record);
    }
    return voucher;
}

Result<VouchedFace> checkFaceVoucher(const FaceVoucher& voucher, const SealedTemplate& faceTemplate,
                                     const TenantManifest& manifest,
                                     std::span<const std::uint8_t> deviceSignPublic) {
    const auto witness = FaceWitness::verify(voucher.witness, faceTemplate, deviceSignPublic);
    if (!witness) {
        return propagate(witness.error());
    }
    const auto document = openDocument(voucher.vouched, FaceVoucher::kKind, manifest);
    if (!document) {
        return propagate(document.error());
    }
    if (witness->tenant != manifest.tenant || document->scope != "user:" + faceTemplate.user ||
        document->body != FaceVoucher::body(faceTemplate, voucher.witness) ||
        witness->administrator != voucher.vouched.signer) {
        return fail(ErrorCode::SignatureInvalid, "the voucher of another face");
    }
    VouchedFace face{witness->source, witness->standing, witness->administrator, {}};
    if (voucher.second) {
        if (const auto approved = checkFaceApproval(*voucher.second, faceTemplate, manifest); !approved) {
            return propagate(approved.error());
        }
        if (voucher.second->signer == face.administrator) {
            return fail(ErrorCode::Forbidden, "two signatures of one administrator");
        }
        face.second = voucher.second->signer;
    }
    return face;
}

Status checkCounts(std::span<const std::uint8_t> approval, const SealedTemplate& faceTemplate,
                   const TenantManifest& manifest, std::span<const std::uint8_t> deviceSignPublic) {
    if (approval.empty()) {
        return fail(ErrorCode::ApprovalRequired, "nobody has approved it yet");
    }
    if (FaceVoucher::isOne(approval)) {
        const auto voucher = FaceVoucher::decode(approval);
        const auto face = voucher ? checkFaceVoucher(*voucher, faceTemplate, manifest, deviceSignPublic)
                                  : Result<VouchedFace>(propagate(voucher.error()));
        if (!face) {
            return propagate(face.error());
        }
        return face->isComplete() ? Status()
                                  : fail(ErrorCode::ApprovalRequired, "a second administrator is wanted");
    }
    const auto record = SignedRecord::decode(approval);
    const auto said = record ? checkFaceApproval(*record, faceTemplate, manifest)
                             : Result<FaceApproval>(propagate(record.error()));
    return said ? Status() : propagate(said.error());
}

} // namespace kaomon::crypto

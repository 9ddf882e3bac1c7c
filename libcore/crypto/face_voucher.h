// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"

namespace kaomon::crypto {

// Faces that an administrator has taken, with the camera of his PC or from a photograph, instead of the
// person at a PC of his own. Three people's words make such a face count: the administrator's ticket starts
// the PC, the PC says what it saw, and the administrator vouches for both. The server can say none of it.

enum class FaceSource { Camera, Photo };
[[nodiscard]] std::string_view toWire(FaceSource source); // camera, photo
[[nodiscard]] std::optional<FaceSource> faceSourceFromWire(std::string_view name);

// What the PC found out about the face before it sealed it.
enum class FaceStanding {
    First, // the person had nothing to protect
    Own,   // it fits a face of his that counts
    Other, // neither: one administrator alone is not enough
};
[[nodiscard]] std::string_view toWire(FaceStanding standing); // first, own, other
[[nodiscard]] std::optional<FaceStanding> faceStandingFromWire(std::string_view name);

// What an administrator signs to have a PC take a person's face: whose, on which PC, into which template,
// with which consent. Signed as a document of an administrator (AdminKeyring::signDocument) of this kind and
// the scope user:<id>.
struct EnrolmentTicket {
    std::string tenant;
    std::string user;
    std::string device;
    std::string faceTemplate; // the id that the new template gets
    std::string consent;
    FaceSource source = FaceSource::Camera;
    bool hasSecrets = false;        // the person has something to protect, as the server knows
    std::string administrator = {}; // who signed; set by verify()
    TimePoint issuedAt = {};        // likewise

    static constexpr std::string_view kKind = "enrolment_ticket";
    static constexpr std::chrono::minutes kLife{10};
    [[nodiscard]] std::string scope() const { return "user:" + user; }
    [[nodiscard]] std::string body() const;
    // ErrorCode::SignatureInvalid (not by an owner or user admin of the manifest, or another document),
    // Forbidden (the person himself), TicketInvalid (older than kLife, or from the future),
    // ValidationFailed.
    [[nodiscard]] static Result<EnrolmentTicket> verify(const SignedRecord& record,
                                                        const TenantManifest& manifest, TimePoint now);
};

// What the PC signs about the face that it has sealed.
struct FaceWitness {
    std::string tenant;
    std::string user;
    std::string faceTemplate;
    Bytes digest; // approvalDigest() of the template's signature
    FaceSource source = FaceSource::Camera;
    FaceStanding standing = FaceStanding::Other;
    std::string administrator; // of the ticket
    TimePoint issuedAt;

    [[nodiscard]] SignedRecord sign(const std::string& deviceId, const SigningKey& device) const;
    // ErrorCode::SignatureInvalid (another key, or about another face), ValidationFailed.
    [[nodiscard]] static Result<FaceWitness> verify(const SignedRecord& record,
                                                    const SealedTemplate& faceTemplate,
                                                    std::span<const std::uint8_t> deviceSignPublic);
};

// What the administrator who was there vouches for: this template and what the PC said of it. Signed like a
// ticket. The second one is a FaceApproval of another administrator, wanted where the standing is Other.
struct FaceVoucher {
    SignedRecord witness;
    SignedRecord vouched;
    std::optional<SignedRecord> second = {};

    static constexpr std::string_view kKind = "face_voucher";
    [[nodiscard]] static std::string body(const SealedTemplate& faceTemplate, const SignedRecord& witness);
    [[nodiscard]] Bytes encode() const;
    // Whether bytes claim to be one, as opposed to the encoded SignedRecord of a FaceApproval.
    [[nodiscard]] static bool isOne(std::span<const std::uint8_t> bytes);
    [[nodiscard]] static Result<FaceVoucher> decode(std::span<const std::uint8_t> bytes);
};

struct VouchedFace {
    FaceSource source = FaceSource::Camera;
    FaceStanding standing = FaceStanding::Other;
    std::string administrator; // who was there
    std::string second;        // empty: nobody, or nobody is wanted
    [[nodiscard]] bool isComplete() const { return standing != FaceStanding::Other || !second.empty(); }
};

// Checks every signature of it against the manifest of today and the key of the PC that made the template.
// ErrorCode::SignatureInvalid, Forbidden (by the person himself, or one administrator twice),
// ValidationFailed.
[[nodiscard]] Result<VouchedFace> checkFaceVoucher(const FaceVoucher& voucher,
                                                   const SealedTemplate& faceTemplate,
                                                   const TenantManifest& manifest,
                                                   std::span<const std::uint8_t> deviceSignPublic);

// Whether a face that waits may count: `approval` is the encoded record of a FaceApproval, or a FaceVoucher
// with as many administrators as it needs. ErrorCode::ApprovalRequired (nobody yet, or a second one is
// wanted), and those of checkFaceApproval() and checkFaceVoucher().
[[nodiscard]] Status checkCounts(std::span<const std::uint8_t> approval, const SealedTemplate& faceTemplate,
                                 const TenantManifest& manifest,
                                 std::span<const std::uint8_t> deviceSignPublic);

} // namespace kaomon::crypto

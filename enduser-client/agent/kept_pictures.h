// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "agent/policy_store.h"
#include "base/id.h"
#include "crypto/secret_key.h"
#include "vision/template.h"

namespace kaomon::agent {

// Sealed pictures of faces that were taken here and that the server does not have yet, by id of the template.
inline constexpr std::string_view kPendingFacePictures = "pending_face_pictures";
// What this PC's model pack made of kept pictures; by the id of the enrolled face, on this PC only.
inline constexpr std::string_view kDerivedTemplate = "derived_template";

// What an enrolled template says of the pictures that were kept of it. It is part of what the PC that took
// the face has sealed and signed, so that the pictures can be exchanged by nobody, are opened by whoever can
// open the template, and are lost with it.
struct PictureKey {
    crypto::SecretKey key;
    Bytes digest; // BLAKE2b-256 of packed pictures
};

// The plaintext of a sealed template.
struct EnrolledPlain {
    vision::Template face;
    std::optional<PictureKey> pictures;

    [[nodiscard]] static SecretBytes serialise(const vision::Template& face, const PictureKey* pictures);
    // ErrorCode::ValidationFailed.
    [[nodiscard]] static Result<EnrolledPlain> parse(std::span<const std::uint8_t> bytes);
};

// The text that a person agrees to where pictures are kept; it covers what the text without them says.
inline constexpr std::string_view kPicturesConsentVersion = "2";
// Whether the policy keeps pictures of this person's enrolments.
[[nodiscard]] bool keepsPictures(const PolicyStore& policies, const UserId& user);

// Whose pictures.
struct PicturePlace {
    TenantId tenant;
    UserId user;
    TemplateId face;
};

struct SealedPictures {
    PictureKey key;
    Bytes sealed;
};

[[nodiscard]] SealedPictures sealPictures(const PicturePlace& place, std::span<const SecretBytes> pictures);
// ErrorCode::DecryptionFailed, SignatureInvalid (others than the template names), ValidationFailed.
[[nodiscard]] Result<std::vector<SecretBytes>> openPictures(const PicturePlace& place, const PictureKey& key,
                                                            std::span<const std::uint8_t> sealed);

} // namespace kaomon::agent

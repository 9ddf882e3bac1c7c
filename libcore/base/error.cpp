// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kaomon {
namespace {

// One row per code, in the order of the enumeration; wireName() relies on that order and the unit test checks
// it.
constexpr std::array kNames = std::to_array<std::pair<ErrorCode, std::string_view>>({
    {ErrorCode::Internal, "internal"},
    {ErrorCode::Cancelled, "cancelled"},
    {ErrorCode::Timeout, "timeout"},
    {ErrorCode::Unavailable, "unavailable"},
    {ErrorCode::ValidationFailed, "validation_failed"},
    {ErrorCode::MalformedRequest, "malformed_request"},
    {ErrorCode::PayloadTooLarge, "payload_too_large"},
    {ErrorCode::HeaderTooLarge, "header_too_large"},
    {ErrorCode::UnsupportedMediaType, "unsupported_media_type"},
    {ErrorCode::NotFound, "not_found"},
    {ErrorCode::MethodNotAllowed, "method_not_allowed"},
    {ErrorCode::Conflict, "conflict"},
    {ErrorCode::StaleRevision, "stale_revision"},
    {ErrorCode::PreconditionRequired, "precondition_required"},
    {ErrorCode::ConfirmationRequired, "confirmation_required"},
    {ErrorCode::IdempotencyKeyReused, "idempotency_key_reused"},
    {ErrorCode::IdempotencyInProgress, "idempotency_in_progress"},
    {ErrorCode::IdempotencyKeyRequired, "idempotency_key_required"},
    {ErrorCode::RateLimited, "rate_limited"},
    {ErrorCode::ResyncRequired, "resync_required"},
    {ErrorCode::DiskFull, "disk_full"},
    {ErrorCode::QuotaExceeded, "quota_exceeded"},
    {ErrorCode::ReadOnlyMaintenance, "read_only_maintenance"},
    {ErrorCode::Unauthenticated, "unauthenticated"},
    {ErrorCode::Forbidden, "forbidden"},
    {ErrorCode::AddressNotAllowed, "address_not_allowed"},
    {ErrorCode::LoginFailed, "login_failed"},
    {ErrorCode::PasswordChangeRequired, "password_change_required"},
    {ErrorCode::ReauthRequired, "reauth_required"},
    {ErrorCode::SecondFactorRequired, "second_factor_required"},
    {ErrorCode::SecondFactorSetupRequired, "second_factor_setup_required"},
    {ErrorCode::SecondFactorWrong, "second_factor_wrong"},
    {ErrorCode::PasswordTooWeak, "password_too_weak"},
    {ErrorCode::BootstrapCodeInvalid, "bootstrap_code_invalid"},
    {ErrorCode::EnrolmentCodeInvalid, "enrolment_code_invalid"},
    {ErrorCode::EnrolmentCodeExpired, "enrolment_code_expired"},
    {ErrorCode::EnrolmentCodeUsed, "enrolment_code_used"},
    {ErrorCode::ProofInvalid, "proof_invalid"},
    {ErrorCode::ClockSkew, "clock_skew"},
    {ErrorCode::ClientTooOld, "client_too_old"},
    {ErrorCode::UserDisabled, "user_disabled"},
    {ErrorCode::UserLocked, "user_locked"},
    {ErrorCode::DuplicateLogin, "duplicate_login"},
    {ErrorCode::LastOwner, "last_owner"},
    {ErrorCode::FaceFrozen, "face_frozen"},
    {ErrorCode::EmergencyCodeInvalid, "emergency_code_invalid"},
    {ErrorCode::EmergencyCodeExpired, "emergency_code_expired"},
    {ErrorCode::SeatsExceeded, "seats_exceeded"},
    {ErrorCode::LicenceEnded, "licence_ended"},
    {ErrorCode::ServerUnreachable, "server_unreachable"},
    {ErrorCode::CertificatePinMismatch, "certificate_pin_mismatch"},
    {ErrorCode::TlsFailed, "tls_failed"},
    {ErrorCode::ProtocolError, "protocol_error"},
    {ErrorCode::SignatureInvalid, "signature_invalid"},
    {ErrorCode::ManifestRolledBack, "manifest_rolled_back"},
    {ErrorCode::PolicyRolledBack, "policy_rolled_back"},
    {ErrorCode::PolicyUnsigned, "policy_unsigned"},
    {ErrorCode::KeyUnavailable, "key_unavailable"},
    {ErrorCode::DecryptionFailed, "decryption_failed"},
    {ErrorCode::ApprovalRequired, "approval_required"},
    {ErrorCode::ApprovalExpired, "approval_expired"},
    {ErrorCode::WeakParameters, "weak_parameters"},
    {ErrorCode::StorageFailed, "storage_failed"},
    {ErrorCode::StorageCorrupt, "storage_corrupt"},
    {ErrorCode::StorageRolledBack, "storage_rolled_back"},
    {ErrorCode::StorageTooNew, "storage_too_new"},
    {ErrorCode::ModelMissing, "model_missing"},
    {ErrorCode::ModelCorrupt, "model_corrupt"},
    {ErrorCode::ModelMismatch, "model_mismatch"},
    {ErrorCode::SelfTestFailed, "self_test_failed"},
    {ErrorCode::CameraMissing, "camera_missing"},
    {ErrorCode::CameraBusy, "camera_busy"},
    {ErrorCode::CameraDenied, "camera_denied"},
    {ErrorCode::CameraLost, "camera_lost"},
    {ErrorCode::CameraFailed, "camera_failed"},
    {ErrorCode::NoFace, "no_face"},
    {ErrorCode::SeveralFaces, "several_faces"},
    {ErrorCode::FaceTooSmall, "face_too_small"},
    {ErrorCode::FaceTooDark, "face_too_dark"},
    {ErrorCode::FaceTooBright, "face_too_bright"},
    {ErrorCode::FaceBlurred, "face_blurred"},
    {ErrorCode::FaceTurned, "face_turned"},
    {ErrorCode::FaceOffCentre, "face_off_centre"},
    {ErrorCode::FaceMasked, "face_masked"},
    {ErrorCode::FaceCovered, "face_covered"},
    {ErrorCode::EyesClosed, "eyes_closed"},
    {ErrorCode::FaceNoMatch, "face_no_match"},
    {ErrorCode::FaceInconsistent, "face_inconsistent"},
    {ErrorCode::SpoofSuspected, "spoof_suspected"},
    {ErrorCode::ChallengeFailed, "challenge_failed"},
    {ErrorCode::StreamSuspect, "stream_suspect"},
    {ErrorCode::LivenessUnavailable, "liveness_unavailable"},
    {ErrorCode::DuplicatePerson, "duplicate_person"},
    {ErrorCode::NotEnrolled, "not_enrolled"},
    {ErrorCode::ConsentRequired, "consent_required"},
    {ErrorCode::FaceCooldown, "face_cooldown"},
    {ErrorCode::FaceDisabled, "face_disabled"},
    {ErrorCode::OfflineExpired, "offline_expired"},
    {ErrorCode::DeviceNotEnrolled, "device_not_enrolled"},
    {ErrorCode::DevicePending, "device_pending"},
    {ErrorCode::DeviceSuspended, "device_suspended"},
    {ErrorCode::DeviceRevoked, "device_revoked"},
    {ErrorCode::AccountNotLinked, "account_not_linked"},
    {ErrorCode::ScenarioDenied, "scenario_denied"},
    {ErrorCode::LidClosed, "lid_closed"},
    {ErrorCode::RemoteSession, "remote_session"},
    {ErrorCode::SecretStale, "secret_stale"},
    {ErrorCode::SecondStepRequired, "second_step_required"},
    {ErrorCode::SuperuserDenied, "superuser_denied"},
    {ErrorCode::TicketInvalid, "ticket_invalid"},
    {ErrorCode::AgentUnreachable, "agent_unreachable"},
    {ErrorCode::AgentBusy, "agent_busy"},
    {ErrorCode::PeerDenied, "peer_denied"},
    {ErrorCode::NotSignedIn, "not_signed_in"},
});

} // namespace

std::string_view wireName(ErrorCode code) {
    const auto index = static_cast<std::size_t>(code);
    return index < kNames.size() ? kNames[index].second : kNames[0].second;
}

std::optional<ErrorCode> errorCodeFromWire(std::string_view name) {
    const auto row = std::ranges::find(kNames, name, &std::pair<ErrorCode, std::string_view>::second);
    if (row == kNames.end()) {
        return std::nullopt;
    }
    return row->first;
}

} // namespace kaomon

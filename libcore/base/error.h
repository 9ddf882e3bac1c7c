// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <source_location>
#include <string>
#include <string_view>

namespace kaomon {

// Every way in which something may be refused or fail, from the server's storage to the face in front of the
// camera. The same code travels server -> client -> screen -> log -> help desk: its wire name (see
// wireName()) never changes once released, and libcore/ui has a translated sentence with the next step for
// each.
enum class ErrorCode {
    // general
    Internal,
    Cancelled,
    Timeout,
    Unavailable,
    ValidationFailed,
    MalformedRequest,
    PayloadTooLarge,
    HeaderTooLarge,
    UnsupportedMediaType,
    NotFound,
    MethodNotAllowed,
    Conflict,
    StaleRevision,
    PreconditionRequired,
    ConfirmationRequired,
    IdempotencyKeyReused,
    IdempotencyInProgress,
    IdempotencyKeyRequired,
    RateLimited,
    ResyncRequired,
    DiskFull,
    QuotaExceeded,
    ReadOnlyMaintenance,
    // who you are
    Unauthenticated,
    Forbidden,
    AddressNotAllowed,
    LoginFailed,
    PasswordChangeRequired,
    ReauthRequired,
    SecondFactorRequired,
    SecondFactorSetupRequired,
    SecondFactorWrong,
    PasswordTooWeak,
    BootstrapCodeInvalid,
    EnrolmentCodeInvalid,
    EnrolmentCodeExpired,
    EnrolmentCodeUsed,
    ProofInvalid,
    ClockSkew,
    ClientTooOld,
    UserDisabled,
    UserLocked,
    DuplicateLogin,
    LastOwner,
    FaceFrozen,
    EmergencyCodeInvalid,
    EmergencyCodeExpired,
    SeatsExceeded,
    LicenceEnded,
    // connection
    ServerUnreachable,
    CertificatePinMismatch,
    TlsFailed,
    ProtocolError,
    // keys and trust
    SignatureInvalid,
    ManifestRolledBack,
    PolicyRolledBack,
    PolicyUnsigned,
    KeyUnavailable,
    DecryptionFailed,
    ApprovalRequired,
    ApprovalExpired,
    WeakParameters,
    // storage
    StorageFailed,
    StorageCorrupt,
    StorageRolledBack,
    StorageTooNew,
    // models
    ModelMissing,
    ModelCorrupt,
    ModelMismatch,
    SelfTestFailed,
    // camera
    CameraMissing,
    CameraBusy,
    CameraDenied,
    CameraLost,
    CameraFailed,
    // face
    NoFace,
    SeveralFaces,
    FaceTooSmall,
    FaceTooDark,
    FaceTooBright,
    FaceBlurred,
    FaceTurned,
    FaceOffCentre,
    FaceMasked,
    FaceCovered,
    EyesClosed,
    FaceNoMatch,
    FaceInconsistent,
    SpoofSuspected,
    ChallengeFailed,
    StreamSuspect,
    LivenessUnavailable,
    DuplicatePerson,
    // logon
    NotEnrolled,
    ConsentRequired,
    FaceCooldown,
    FaceDisabled,
    OfflineExpired,
    DeviceNotEnrolled,
    DevicePending,
    DeviceSuspended,
    DeviceRevoked,
    AccountNotLinked,
    ScenarioDenied,
    LidClosed,
    RemoteSession,
    SecretStale,
    SecondStepRequired,
    SuperuserDenied,
    TicketInvalid,
    // agent
    AgentUnreachable,
    AgentBusy,
    PeerDenied,
    NotSignedIn,
};

// Stable wire name such as "enrolment_code_expired"; part of the API contract.
[[nodiscard]] std::string_view wireName(ErrorCode code);

// The code of a wire name; nullopt for a name this version does not know (a newer server).
[[nodiscard]] std::optional<ErrorCode> errorCodeFromWire(std::string_view name);

// An expected failure. `detail` is English, for logs only, and never carries a secret, a token, a template or
// a picture. `field` is a JSON pointer when one input field is at fault.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
    std::string field;
    std::source_location where = std::source_location::current();

    Error(ErrorCode c, std::string d = {}, std::string f = {},
          std::source_location w = std::source_location::current())
        : code(c)
        , detail(std::move(d))
        , field(std::move(f))
        , where(w) {}
};

} // namespace kaomon

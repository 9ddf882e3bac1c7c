// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/liveness.h"
#include "domain/lockout.h"
#include "domain/password_rule.h"
#include "domain/presence.h"
#include "domain/scenario.h"

namespace kaomon::domain {

// How sure a match must be, as false match rate. Fmr1e6 means 1e-5 on two independent frames: no picture set
// at hand can show 1e-6 on one.
enum class MatchLevel { Fmr1e4, Fmr1e5, Fmr1e6 };

enum class ConsentMode { First, Daily, Each };

// What it takes until a new face counts: nothing more, or the approval of an administrator unless the person
// has a face already that the new one fits.
enum class EnrolMode { Self, Approval };

// What somebody may use instead of his face.
enum class PasswordFallback { On, CodeOnly, Off };

// What is kept of somebody whom the face logon refused: his picture, one in which nobody can be told,
// nothing.
enum class PictureStore { On, Blurred, Off };

// Faces with a mask. A mask is never let through by the passive liveness score alone.
enum class MaskPolicy { Allow, AllowWithFactor, Deny };

// What must be shown to get in. Whether a password helps when the face does not is PasswordFallback.
enum class FactorSet { FaceOrPassword, Password, Face, FacePassword, FacePin };

// What is done when the person of a session is gone, or another one sits there.
enum class AbsenceAction { Log, ScreenOff, Lock, LogOff };

// What is done when a session has stayed locked for the time of the setting.
enum class AfterLock { LogOff, ShutDown };

// What is done when somebody else looks at the screen.
enum class OnlookerAction { Log, Notify, Dim, Blur, Lock };

// What is done when this PC has no camera that can be used. Ignore: as if it had no face logon, the password
// is enough. Password: what the fallback says. Lock: no password in the place of the face, and an open
// session is locked.
enum class MissingCamera { Ignore, Password, Lock };

// Whether a camera sends compressed pictures (MJPEG), where it can be asked for either.
enum class CompressedPictures { Auto, Off, On };

// What is shown of a person's name on a PC that several people use.
enum class NameForm { Full, Family, Login, None };

// How long each part of a request to the server may take.
struct ServerPatience {
    std::chrono::milliseconds resolve{1500};
    std::chrono::milliseconds connect{3000}; // with the greeting of TLS
    std::chrono::milliseconds send{15000};   // without progress
    std::chrono::milliseconds receive{15000};

    friend bool operator==(const ServerPatience&, const ServerPatience&) = default;
};

// The settings that apply here and now, typed. A default-constructed one holds the defaults of the registry.
// A value; any thread.
struct Policy {
    MatchLevel matchLevel = MatchLevel::Fmr1e5;
    std::chrono::seconds matchTimeout{5};
    int matchAttempts = 3;
    FaceCooldownRule faceCooldown;
    int livenessLogon = 2;
    int livenessUnlock = 1;
    int livenessContinuous = 1;
    int livenessAppFill = 1;
    Strictness livenessStrictness = Strictness::Standard;
    bool requireEyesOpen = true;
    MaskPolicy maskPolicy = MaskPolicy::Allow;
    bool lightsUpInTheDark = true;
    bool isSharedPc = false; // who sits there is found among everybody of the PC
    std::chrono::seconds sharedBanner{
        60}; // without use, until a shared PC shows whose session it is; 0: never
    NameForm nameForm = NameForm::Family;
    // Parts of names of cameras that are programs; see refusesCamera().
    std::vector<std::string> refusedCameras{"OBS Virtual Camera", "ManyCam",  "XSplit",
                                            "Snap Camera",        "DroidCam", "v4l2loopback",
                                            "Dummy video device"};
    // Kinds of cameras, the first one first: names of the setting's choices.
    std::vector<std::string> cameraOrder{"internal_ir", "internal_rgb", "usb"};
    int cameraExposure = 0; // in 0.1 ms for each picture; 0: the camera's own choice
    CompressedPictures cameraCompression = CompressedPictures::Auto;
    int cameraHeight = 720; // of the pictures that are looked at, at most
    int cameraRotation = 0; // degrees clockwise by which pictures are turned before they are looked at
    int minimumFacePixels = 80;
    int minimumLuma = 20;
    PasswordFallback passwordFallback = PasswordFallback::On;
    FactorSet factorsLogon = FactorSet::FaceOrPassword;
    FactorSet factorsUnlock = FactorSet::Face;
    FactorSet factorsElevation = FactorSet::Password;
    FactorSet factorsRemote = FactorSet::Password; // of somebody at another machine, who shows no face
    int pinLength = 6;                             // the shortest
    bool refusesClosedLid = true;
    // Also those of whom it is only possible that they are at another machine. Who certainly is, is never
    // looked at.
    bool refusesRemote = true;
    std::vector<std::string> excludedAccounts{"Administrator"}; // see excludes()
    MissingCamera missingCamera = MissingCamera::Password;
    bool watchesPresence = true;
    PresenceRules presence;
    bool warnsWithSound = false;
    AbsenceAction absenceAction = AbsenceAction::Lock;
    AbsenceAction strangerAction = AbsenceAction::Lock;
    std::chrono::minutes afterLock{0}; // 0: a locked session stays
    AfterLock afterLockAction = AfterLock::LogOff;
    OnlookerAction onlookerAction = OnlookerAction::Notify;
    bool offlineAllowed = true;
    std::chrono::days offlineUsable{30};
    std::chrono::days offlineDeleted{37};
    int offlineUses = 0;                 // faces accepted since the server was heard last; 0: no limit
    std::chrono::days offlineRefresh{1}; // between two times that everything is fetched; 0: at each start
    ServerPatience serverPatience;
    bool isRemovalLocked = true; // the programs are not removed from a PC that belongs to the tenant
    // Without an administrator's confirmation for longer, PCs say so; 0: never. Longer than the holidays in
    // which no administrator signs in: a warning that comes each time is not read.
    std::chrono::days confirmedWithin{14};
    int offlineMisses = 0; // wrong PINs in a row after which a person's faces go; 0: never
    int templatesPerUser = 6;
    EnrolMode enrolMode = EnrolMode::Self;
    std::chrono::days templateAge{1095}; // older faces go on working and ask for new pictures; 0: any age
    bool refreshesTemplates = false;     // enrolled faces slowly follow the person's looks
    ConsentMode consentMode = ConsentMode::First;
    std::chrono::hours reissueValid{72};
    PasswordRule password;
    int passwordHistory = 5;
    std::chrono::days passwordExpires{0}; // 0: never
    std::chrono::hours emergencyCodeLife{8};
    int lockAfterFailures = 5; // wrong passwords before each further one waits
    std::chrono::minutes longestLock{15};
    std::chrono::hours failuresForgotten{24};
    std::chrono::minutes sessionIdle{15};
    std::chrono::hours sessionLimit{8};
    PictureStore refusedPictures = PictureStore::Off;
    std::chrono::days keepAuthLog{365};
    std::chrono::days keepAdminLog{1095};
    std::chrono::days keepDiagnosticLog{30};

    // Not a setting: a suspected spoof always ends the attempt.
    static constexpr bool kSpoofEndsAttempt = true;
    // The loosest false match rate that an agent ever accepts.
    static constexpr double kLoosestFalseMatchRate = 1e-4;

    // Reads the values of a settings document over the defaults. ErrorCode::ValidationFailed with the field
    // path for a setting that this version does not know, a value out of range, offline_days below
    // offline_inactive_days, or pw_max below pw_min.
    [[nodiscard]] static Result<Policy> fromDocument(const std::map<std::string, std::string>& values);
    // The same for values that were resolved from several documents (setting_resolver.h): a value that does
    // not fit counts as not given, and of two that exclude each other the stricter one wins.
    [[nodiscard]] static Policy fromValues(const std::map<std::string, std::string>& values);
    // The agent's own hard floors, whatever a signed document says: liveness is never 0 outside a demo
    // tenant.
    [[nodiscard]] Policy withFloors(bool isDemoTenant) const;

    // For each frame that counts; never above kLoosestFalseMatchRate.
    [[nodiscard]] double falseMatchRate() const;
    // Frames that must match independently of one another.
    [[nodiscard]] int framesToMatch() const;
    [[nodiscard]] int liveness(Scenario scenario) const;
    // Whether the name of a camera contains one of the refused ones, in either case.
    [[nodiscard]] bool refusesCamera(std::string_view description) const;
    // Whether this account of the operating system (name, DOMAIN\name or name@domain) is left alone: in
    // either case of letters, and by its bare name where the setting has no domain.
    [[nodiscard]] bool excludes(std::string_view osUser) const;
    // FaceOrPassword for what opens no session.
    [[nodiscard]] FactorSet factors(Scenario scenario) const;
    // Whether anything asks for a PIN of the person.
    [[nodiscard]] bool wantsPin() const {
        return factorsLogon == FactorSet::FacePin || factorsUnlock == FactorSet::FacePin ||
               factorsElevation == FactorSet::FacePin || factorsRemote == FactorSet::FacePin;
    }
};

} // namespace kaomon::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#include "logonhelp/logon_findings.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "models/display_text.h"
#include "shell/local_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/setting_choice_text.h"

namespace kaomon::logonhelp {
namespace {

using namespace std::chrono_literals;
using models::DisplayText;
using models::Tone;

constexpr auto kSilentAfter = 24h;
constexpr int kMostReasons = 4;

int rankOf(Tone tone) {
    switch (tone) {
    case Tone::Bad:
        return 0;
    case Tone::Warning:
        return 1;
    case Tone::Good:
        return 3;
    default:
        return 2;
    }
}

std::string valueOf(const LogonFacts& facts, std::string_view name) {
    if (facts.settings) {
        for (const wire::ExplainedSetting& setting : facts.settings->items) {
            if (setting.name == name) {
                return setting.value;
            }
        }
    }
    return {};
}

int numberOf(const LogonFacts& facts, std::string_view name, int otherwise) {
    bool isNumber = false;
    const int number = ui::toQString(valueOf(facts, name)).toInt(&isNumber);
    return isNumber ? number : otherwise;
}

bool hasFaceThatCounts(const LogonFacts& facts) {
    return facts.templates && std::ranges::any_of(*facts.templates, [](const wire::FaceTemplate& row) {
               return !row.needsApproval.value_or(false) || row.approval.has_value();
           });
}

} // namespace

std::vector<Finding> LogonFindings::of(const LogonFacts& facts, TimePoint now) {
    List found;
    account(facts, now, found);
    if (facts.user.deletedAt) {
        return found; // nothing else matters
    }
    lock(facts, now, found);
    licence(facts, now, found);
    face(facts, found);
    model(facts, found);
    link(facts, found);
    pc(facts, now, found);
    group(facts, found);
    policy(facts, found);
    refusals(facts, found);
    std::ranges::stable_sort(found, {}, [](const Finding& finding) { return rankOf(finding.tone); });
    return found;
}

void LogonFindings::account(const LogonFacts& facts, TimePoint now, List& found) {
    const wire::User& user = facts.user;
    if (user.deletedAt) {
        found.push_back(
            {"account", Tone::Bad, tr("The account is deleted"),
             tr("Deleted at %1. It can be restored within 30 days.").arg(DisplayText::time(user.deletedAt)),
             Mend::OpenUser});
    } else if (user.accountState == "disabled") {
        found.push_back({"account", Tone::Bad, tr("The account is disabled"),
                         tr("Neither face nor password is accepted until it is enabled."), Mend::Enable});
    } else if (user.accountState == "expired") {
        found.push_back(
            {"account", Tone::Bad, tr("The account has expired"),
             tr("It was valid until %1. Give it a later end.").arg(DisplayText::time(user.validTo)),
             Mend::OpenUser});
    } else if (user.validFrom && *user.validFrom > now) {
        found.push_back({"account", Tone::Bad, tr("The account is not valid yet"),
                         tr("It begins at %1.").arg(DisplayText::time(user.validFrom)), Mend::OpenUser});
    } else if (user.accountState == "provisional") {
        found.push_back({"account", Tone::Bad, tr("The first sign-in has not happened"),
                         tr("The person signs in once with the one-time password, on the PC, and chooses a "
                            "password. A lost one-time password is reissued."),
                         Mend::OpenUser});
    } else {
        found.push_back({"account", Tone::Good, tr("The account is enabled"), {}});
    }
}

void LogonFindings::lock(const LogonFacts& facts, TimePoint now, List& found) {
    if (!facts.security) {
        return;
    }
    bool isLocked = false;
    for (const wire::LockSource& source : facts.security->sources) {
        if (source.lockedUntil && *source.lockedUntil > now) {
            isLocked = true;
            found.push_back({"lock", Tone::Bad, tr("Locked after wrong passwords"),
                             tr("%1 wrong passwords; locked until %2. The face still opens the PC; the "
                                "password does not.")
                                 .arg(source.failures)
                                 .arg(DisplayText::time(*source.lockedUntil)),
                             Mend::Unlock});
        }
    }
    if (!isLocked) {
        found.push_back({"lock", Tone::Good, tr("No lock after wrong passwords"), {}});
    }
    if (facts.security->vaultFrozenAt) {
        found.push_back({"vault", Tone::Warning, tr("The vault rests since a reissue"),
                         tr("Since %1 a new face is refused until a face from before is seen on a PC that "
                            "the person has used, or two administrators agree to a new face.")
                             .arg(DisplayText::time(facts.security->vaultFrozenAt)),
                         Mend::OpenAdministrators});
    }
}

void LogonFindings::licence(const LogonFacts& facts, TimePoint now, List& found) {
    if (!facts.licence) {
        return;
    }
    const wire::LicenceStatus& licence = *facts.licence;
    const bool isFull = licence.seats && licence.seatsTaken >= *licence.seats;
    if (licence.facesDeletedAt && *licence.facesDeletedAt <= now) {
        found.push_back({"licence", Tone::Bad, tr("The licence has ended and faces are erased"),
                         tr("Everybody logs on by password until a licence is installed and faces are "
                            "enrolled again."),
                         Mend::OpenLicences});
    } else if (licence.isReadOnly) {
        found.push_back({"licence", Tone::Warning, tr("The licence has ended"),
                         tr("Faces work until %1; nothing can be changed any more.")
                             .arg(DisplayText::time(licence.facesDeletedAt)),
                         Mend::OpenLicences});
    } else if (isFull && facts.user.faceState == "none") {
        found.push_back({"licence", Tone::Bad, tr("Every seat is taken"),
                         tr("%1 of %2 seats: a further face is refused. Disable somebody or install a larger "
                            "licence.")
                             .arg(licence.seatsTaken)
                             .arg(*licence.seats),
                         Mend::OpenLicences});
    } else {
        found.push_back({"licence", Tone::Good, tr("The licence allows it"), {}});
    }
}

void LogonFindings::face(const LogonFacts& facts, List& found) {
    const std::string& state = facts.user.faceState;
    const bool isUnderReview =
        facts.templates && std::ranges::any_of(*facts.templates, [](const wire::FaceTemplate& row) {
            return row.review.has_value();
        });
    if (state == "none" || state == "erased") {
        found.push_back({"face", Tone::Bad, tr("No face is enrolled"),
                         tr("The person enrols it on a PC: sign in to the Kaomon client with the password "
                            "and choose \"Enrol my face\"."),
                         Mend::None});
    } else if (state == "waiting") {
        found.push_back({"face", hasFaceThatCounts(facts) ? Tone::Warning : Tone::Bad,
                         tr("A face waits for approval"),
                         tr("Look at it on page Users, under Enrolled faces, and approve or refuse it. Until "
                            "then only a face that was approved before works."),
                         Mend::OpenUser});
    } else if (isUnderReview) {
        found.push_back({"face", Tone::Warning, tr("A face waits for its review"),
                         tr("It was enrolled on a PC that was revoked later. Accept it when the enrolment "
                            "was in order, or ask for a new one."),
                         Mend::AcceptFaces});
    } else if (state == "re_enrol" && !facts.user.reEnrolRequestedAt) {
        found.push_back(
            {"face", Tone::Warning, tr("Every face of this person is old"),
             tr("Older than the setting \"Age of a face\" says. They go on working; the person's PC "
                "asks for a new enrolment."),
             Mend::ReEnrol});
    } else if (state == "low_quality" || state == "re_enrol") {
        found.push_back({"face", Tone::Warning, DisplayText::faceState(state),
                         tr("The face may be missed often. Ask for a new enrolment; the present face works "
                            "until then."),
                         facts.user.reEnrolRequestedAt ? Mend::None : Mend::ReEnrol});
    } else {
        found.push_back({"face", Tone::Good, tr("A face is enrolled"),
                         tr("Enrolments: %1").arg(facts.user.templateCount), Mend::None});
    }
}

void LogonFindings::model(const LogonFacts& facts, List& found) {
    if (!facts.templates || facts.templates->empty()) {
        return;
    }
    std::set<std::string> models;
    for (const wire::FaceTemplate& row : *facts.templates) {
        models.insert(row.modelId);
    }
    QStringList names;
    for (const std::string& name : models) {
        names.append(ui::toQString(name));
    }
    const QString list = shell::listText(names);
    if (facts.modelOnPc && !models.contains(*facts.modelOnPc)) {
        found.push_back({"model", Tone::Bad, tr("The face was enrolled with another model"),
                         tr("Enrolled with %1, this PC compares with %2. The person has to enrol again.")
                             .arg(list, ui::toQString(*facts.modelOnPc)),
                         Mend::ReEnrol});
    } else if (facts.modelOnPc) {
        found.push_back({"model", Tone::Good, tr("Face and PC use the same model"), list});
    } else {
        found.push_back({"model", Tone::Neutral, tr("Model of the enrolled face: %1").arg(list),
                         tr("No event of this PC has named its model yet."), Mend::None});
    }
}

void LogonFindings::link(const LogonFacts& facts, List& found) {
    const auto& links = facts.user.osAccounts;
    if (!links || links->empty()) {
        found.push_back({"link", Tone::Bad, tr("No account of a PC is linked"),
                         tr("The face opens nothing until an account of the PC is linked to the person."),
                         Mend::OpenUser});
        return;
    }
    if (!facts.device) {
        return;
    }
    const auto here = std::ranges::find_if(
        *links, [&](const wire::AccountLink& row) { return row.authority == facts.device->id.text(); });
    const bool hasDomain = std::ranges::any_of(
        *links, [](const wire::AccountLink& row) { return !DeviceId::parse(row.authority); });
    if (here != links->end()) {
        found.push_back({"link", Tone::Good, tr("Linked to an account of this PC"),
                         tr("Account: %1").arg(ui::toQString(here->name)), Mend::None});
    } else if (hasDomain) {
        found.push_back({"link", Tone::Neutral, tr("Linked through a domain only"),
                         tr("That counts when the person logs on with the account of that domain."),
                         Mend::OpenUser});
    } else {
        found.push_back({"link", Tone::Bad, tr("Not linked to an account of this PC"),
                         tr("Links exist on other PCs. Link the account that the person uses here."),
                         Mend::OpenUser});
    }
}

void LogonFindings::pc(const LogonFacts& facts, TimePoint now, List& found) {
    if (!facts.device) {
        found.push_back({"pc", Tone::Neutral, tr("No PC is chosen"),
                         tr("Choose the PC above: its state and its link are looked at then."), Mend::None});
        return;
    }
    const wire::Device& device = *facts.device;
    if (device.state != "active") {
        found.push_back({"pc", Tone::Bad,
                         tr("The PC is not in use: %1").arg(DisplayText::deviceState(device.state)),
                         device.stateReason.empty() ? tr("Nobody is logged on by face there.")
                                                    : tr("Reason: %1").arg(ui::toQString(device.stateReason)),
                         Mend::OpenDevices});
        return;
    }
    const auto offline = std::chrono::hours(24 * numberOf(facts, "offline_inactive_days", 30));
    if (!device.lastSeenAt || now - *device.lastSeenAt > offline) {
        found.push_back({"pc", Tone::Bad, tr("The PC has been offline for too long"),
                         tr("Last seen %1; faces are not used there after %n day(s) without the server. "
                            "Connect it to the network.",
                            nullptr, numberOf(facts, "offline_inactive_days", 30))
                             .arg(DisplayText::time(device.lastSeenAt)),
                         Mend::OpenDevices});
    } else if (now - *device.lastSeenAt > kSilentAfter) {
        found.push_back(
            {"pc", Tone::Warning, tr("The PC has not called for a while"),
             tr("Last seen %1. What was changed since then has not reached it; faces work there "
                "until %2.")
                 .arg(DisplayText::time(device.lastSeenAt), DisplayText::time(*device.lastSeenAt + offline)),
             Mend::OpenDevices});
    } else {
        found.push_back({"pc", Tone::Good, tr("The PC is in use"),
                         tr("Last seen %1, version %2")
                             .arg(DisplayText::time(device.lastSeenAt), ui::toQString(device.clientVersion)),
                         Mend::None});
    }
}

void LogonFindings::group(const LogonFacts& facts, List& found) {
    if (!facts.deviceGroup || facts.deviceGroup->userGroups.empty()) {
        return;
    }
    const bool isIn = std::ranges::any_of(facts.user.groups, [&](const GroupId& group) {
        return std::ranges::find(facts.deviceGroup->userGroups, group) != facts.deviceGroup->userGroups.end();
    });
    const QString name = ui::toQString(facts.deviceGroup->name);
    if (isIn) {
        found.push_back({"group", Tone::Good, tr("The PC is open to a group of this person"), name});
    } else {
        found.push_back(
            {"group", Tone::Bad, tr("The PC is kept for other groups"),
             tr("The PCs of %1 are given only the faces of certain groups of people. Put the person "
                "into one of them, or open the PCs to his group.")
                 .arg(name),
             Mend::OpenUser});
    }
}

void LogonFindings::policy(const LogonFacts& facts, List& found) {
    if (!facts.settings) {
        return;
    }
    // Only settings that a program of this version acts on.
    const QString text = tr("Liveness level %1, strictness %2, %3 tries of %4 s.")
                             .arg(ui::toQString(valueOf(facts, "liveness_logon")),
                                  ui::settingChoiceText(valueOf(facts, "match_level")),
                                  ui::toQString(valueOf(facts, "match_attempts")),
                                  ui::toQString(valueOf(facts, "match_timeout_s")));
    found.push_back({"policy", Tone::Neutral, tr("Settings in force"), text, Mend::OpenSettings});
}

void LogonFindings::refusals(const LogonFacts& facts, List& found) {
    std::set<std::string> told;
    for (const wire::StoredEvent& row : facts.refusals) {
        const std::string reason = row.event.detail.reason.value_or("");
        const auto code = errorCodeFromWire(reason);
        if (!code || static_cast<int>(told.size()) >= kMostReasons || !told.insert(reason).second) {
            continue;
        }
        const auto times = std::ranges::count_if(facts.refusals, [&](const wire::StoredEvent& other) {
            return other.event.detail.reason == reason;
        });
        const ui::ErrorText text = ui::errorText(*code);
        found.push_back({"refusal", Tone::Warning, text.sentence,
                         tr("%1 of the last %2 refusals, last at %3 on %4.")
                                 .arg(times)
                                 .arg(facts.refusals.size())
                                 .arg(DisplayText::time(row.event.at), ui::toQString(row.deviceName)) +
                             QLatin1Char(' ') + text.nextStep,
                         Mend::OpenEvents});
    }
    if (facts.refusals.empty()) {
        found.push_back({"refusal", Tone::Good, tr("No refusal was reported"),
                         tr("If the person was refused just now, the PC has not sent the event yet."),
                         Mend::None});
    }
}

QString LogonFindings::mendText(Mend mend) {
    switch (mend) {
    case Mend::Unlock:
        return tr("Unlock…");
    case Mend::Enable:
        return tr("Enable the account");
    case Mend::ReEnrol:
        return tr("Ask to enrol again…");
    case Mend::AcceptFaces:
        return tr("Accept the face");
    case Mend::OpenUser:
        return tr("Open the person");
    case Mend::OpenDevices:
        return tr("Open the PC");
    case Mend::OpenLicences:
        return tr("Open licences");
    case Mend::OpenSettings:
        return tr("Show the settings");
    case Mend::OpenEvents:
        return tr("Show the events");
    case Mend::OpenAdministrators:
        return tr("Open acts of two");
    case Mend::None:
        break;
    }
    return {};
}

} // namespace kaomon::logonhelp

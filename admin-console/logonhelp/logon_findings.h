// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "models/list_state.h"
#include "wire/accounts.h"
#include "wire/devices.h"
#include "wire/events.h"
#include "wire/groups.h"
#include "wire/licences.h"
#include "wire/settings.h"
#include "wire/templates.h"
#include "wire/users.h"

namespace kaomon::logonhelp {

// What the server knows about one person, and about one PC where one was chosen. What this administrator's
// role may not read is absent, and then nothing is said about it.
struct LogonFacts {
    wire::User user;
    std::optional<wire::AccountSecurity> security;
    std::optional<wire::LicenceStatus> licence;
    std::optional<std::vector<wire::FaceTemplate>> templates;
    std::optional<wire::Device> device;
    std::optional<wire::DeviceGroup> deviceGroup;
    std::optional<wire::SettingsExplanation> settings;
    std::vector<wire::StoredEvent> refusals; // of this person (on this PC), newest first
    std::optional<std::string> modelOnPc;    // of the newest event of this PC that names one
};

// What mends a finding. The first four the page does itself, after asking for a reason; the others lead to
// the page where it is done.
enum class Mend {
    None,
    Unlock,
    Enable,
    ReEnrol,
    AcceptFaces,
    OpenUser,
    OpenDevices,
    OpenLicences,
    OpenSettings,
    OpenEvents,
    OpenAdministrators,
};

// One thing that was looked at.
struct Finding {
    std::string subject; // account, lock, vault, licence, face, model, link, pc, group, policy, refusal, ...
    models::Tone tone = models::Tone::Neutral;
    QString title;
    QString text; // and the next step
    Mend mend = Mend::None;
};

// What stands in the way of a logon, in the order in which it should be mended: what refuses first, then what
// is doubtful, then what was looked at and is right. Pure; GUI thread (it speaks the language of the screen).
class LogonFindings {
    Q_DECLARE_TR_FUNCTIONS(LogonFindings)

public:
    [[nodiscard]] static std::vector<Finding> of(const LogonFacts& facts, TimePoint now);
    [[nodiscard]] static QString mendText(Mend mend);

private:
    using List = std::vector<Finding>;
    static void account(const LogonFacts& facts, TimePoint now, List& found);
    static void lock(const LogonFacts& facts, TimePoint now, List& found);
    static void licence(const LogonFacts& facts, TimePoint now, List& found);
    static void face(const LogonFacts& facts, List& found);
    static void model(const LogonFacts& facts, List& found);
    static void link(const LogonFacts& facts, List& found);
    static void pc(const LogonFacts& facts, TimePoint now, List& found);
    static void group(const LogonFacts& facts, List& found);
    static void policy(const LogonFacts& facts, List& found);
    static void refusals(const LogonFacts& facts, List& found);
};

} // namespace kaomon::logonhelp

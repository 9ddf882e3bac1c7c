// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "wire/templates.h"

namespace kaomon::wire {

// A consent that a person gave beside an administrator, who shows him the text on his own screen and records
// it.
struct WitnessedConsent {
    ConsentId id;
    std::string textVersion;
    std::string language;
};

// A face that an administrator has taken for somebody else: what his PC sealed, and the word of both.
struct AssistedFace {
    FaceTemplate face;
    Bytes voucher; // encoded crypto::FaceVoucher, without a second administrator
};

// What an administrator has to know before he takes somebody's face.
struct EnrolmentFacts {
    UserId user;
    std::string login;
    std::string displayName;
    std::string accountState;
    std::optional<ConsentId> consent = {}; // the newest one that was not withdrawn
    std::optional<std::string> consentTextVersion = {};
    std::optional<TimePoint> consentGivenAt = {};
    int faces = 0;           // that count
    int waiting = 0;         // for an administrator
    bool hasSecrets = false; // one administrator is not enough unless the face fits one of these
    bool isFrozen = false;   // after a reissue: needs the agreement of two administrators
    bool mayEnrol = true;    // by the asking administrator: not himself, an administrator by owners only
};

// In the order of the question.
struct EnrolmentFactsList {
    std::vector<EnrolmentFacts> items;
};

// Logins that nobody has are left out of the answer.
struct EnrolmentFactsQuery {
    std::vector<std::string> logins;
};

// Where a face comes from that the person did not enrol himself.
struct FaceOrigin {
    TemplateId face;
    std::string source;   // crypto::FaceSource
    std::string standing; // crypto::FaceStanding
    UserId administrator;
    std::string administratorName;
    std::optional<UserId> second = {};
};

struct FaceOriginList {
    std::vector<FaceOrigin> items;
};

} // namespace kaomon::wire

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "agent/vision_worker.h"
#include "domain/policy.h"
#include "domain/presence.h"
#include "vision/template.h"
#include "vision/thresholds.h"

namespace kaomon::agent {

// What a look that was made for something else (a logon, a test, an enrolment) says of the person of a
// session. Recognises the main face of every look anew. A face that cannot be recognised (turned away,
// blurred) but sits where the person was recognised a moment ago counts as followed. A usable face counts as
// a stranger's only when it is clearly not the person's; in between it is unclear. Main thread.
class MatchingEye final {
public:
    MatchingEye(std::vector<vision::Template> templates, vision::ThresholdTable thresholds,
                domain::MatchLevel level);

    [[nodiscard]] domain::PresenceLook judge(const Look& look);

    // Longer ago than this, the place of a face says nothing of whose it is.
    static constexpr std::chrono::milliseconds kFollowTime{2000};

private:
    [[nodiscard]] domain::PresenceLook::Face judgeFace(const Look& look);
    [[nodiscard]] bool isWherePersonWas(const Look& look) const;

    struct Seen {
        vision::Box box;
        std::chrono::milliseconds at{0};
    };

    std::vector<vision::Template> m_templates;
    vision::ThresholdTable m_thresholds;
    domain::MatchLevel m_level;
    std::optional<Seen> m_last;
};

} // namespace kaomon::agent

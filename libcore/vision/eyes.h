// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace kaomon::vision {

// The eyes and the nose of one frame, cut out in the same place and size whatever the face does. Part of a
// face: wiped when it goes, never stored.
struct EyeLook {
    static constexpr int kWidth = 27;
    static constexpr int kHeight = 21;
    using Patch = std::array<std::uint8_t, static_cast<std::size_t>(kWidth) * kHeight>;

    std::array<Patch, 3> patches{}; // left eye, right eye, nose
    float closedOdds = 0.0F; // log-odds of "closed", mean of both eyes; only its change means something

    EyeLook() = default;
    EyeLook(const EyeLook&) = default;
    EyeLook& operator=(const EyeLook&) = default;
    ~EyeLook();
};

// Remembers how a person's eyes looked a moment ago, so that a lid that comes down stands out whatever the
// shape of the eyes. One per attempt, one thread.
class EyeMemory {
public:
    // How much a part is like itself in the frames before, -1..1.
    struct Likeness {
        float eyes = 0.0F; // of the less changed eye
        float rest = 0.0F; // of the nose, which a blink leaves as it is and another picture does not
    };
    // Nullopt until enough frames are known. Errors of the imaging library count as "not alike" (0).
    [[nodiscard]] std::optional<Likeness> add(const EyeLook& look);

    static constexpr std::size_t kFewest = 5;
    static constexpr std::size_t kMost = 12;

private:
    std::deque<EyeLook> m_looks;
};

} // namespace kaomon::vision

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaomon::domain {

// Numbers that are missing, both ends included.
struct SeqGap {
    long long from = 0;
    long long to = 0;
    friend bool operator==(const SeqGap&, const SeqGap&) = default;
};

// Which numbers of one sender have come: each is taken once and for ever, in whatever order they come, in a
// few bytes. Numbers start at 1. A value; any thread.
class SeqMark {
public:
    // More gaps than this are not remembered: the oldest is given up, so that a sender cannot make a mark
    // grow without end. Its numbers count as taken then, and lost() counts them.
    static constexpr std::size_t kMostGaps = 1000;

    SeqMark() = default;
    // What was stored: the highest number that came, gaps as text(), and lost(). nullopt when they do not
    // fit together.
    [[nodiscard]] static std::optional<SeqMark> restore(long long highest, std::string_view gaps,
                                                        long long lost);

    // False when the number came before, or is below 1.
    [[nodiscard]] bool take(long long seq);

    [[nodiscard]] long long highest() const { return m_highest; }
    // Every number up to here has come.
    [[nodiscard]] long long highWater() const { return m_gaps.empty() ? m_highest : m_gaps.front().from - 1; }
    [[nodiscard]] const std::vector<SeqGap>& gaps() const { return m_gaps; }
    [[nodiscard]] long long missing() const;
    [[nodiscard]] long long lost() const { return m_lost; }
    // "5-7,9-9", ascending.
    [[nodiscard]] std::string text() const;

private:
    void close(std::vector<SeqGap>::iterator gap, long long seq);

    long long m_highest = 0;
    long long m_lost = 0;
    std::vector<SeqGap> m_gaps;
};

} // namespace kaomon::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/seq_mark.h"

#include <algorithm>
#include <charconv>

namespace kaomon::domain {
namespace {

std::optional<long long> numberOf(std::string_view text) {
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<SeqMark> SeqMark::restore(long long highest, std::string_view gaps, long long lost) {
    SeqMark mark;
    mark.m_highest = highest;
    mark.m_lost = lost;
    long long last = 0;
    while (!gaps.empty()) {
        const std::string_view part = gaps.substr(0, gaps.find(','));
        gaps.remove_prefix(std::min(gaps.size(), part.size() + 1));
        const auto dash = part.find('-');
        const auto from = numberOf(part.substr(0, dash));
        const auto to = dash == std::string_view::npos ? from : numberOf(part.substr(dash + 1));
        if (!from || !to || *from <= last || *to < *from || *to >= highest) {
            return std::nullopt;
        }
        mark.m_gaps.push_back({*from, *to});
        last = *to + 1; // two gaps never touch
    }
    return highest >= 0 && lost >= 0 ? std::optional(mark) : std::nullopt;
}

bool SeqMark::take(long long seq) {
    if (seq < 1) {
        return false;
    }
    if (seq > m_highest) {
        if (seq > m_highest + 1) {
            m_gaps.push_back({m_highest + 1, seq - 1});
        }
        m_highest = seq;
        if (m_gaps.size() > kMostGaps) {
            m_lost += m_gaps.front().to - m_gaps.front().from + 1;
            m_gaps.erase(m_gaps.begin());
        }
        return true;
    }
    const auto gap = std::ranges::lower_bound(m_gaps, seq, {}, &SeqGap::to);
    if (gap == m_gaps.end() || seq < gap->from) {
        return false;
    }
    close(gap, seq);
    return true;
}

void SeqMark::close(std::vector<SeqGap>::iterator gap, long long seq) {
    if (gap->from == gap->to) {
        m_gaps.erase(gap);
    } else if (seq == gap->from) {
        ++gap->from;
    } else if (seq == gap->to) {
        --gap->to;
    } else {
        const SeqGap before{gap->from, seq - 1};
        gap->from = seq + 1;
        m_gaps.insert(gap, before);
        if (m_gaps.size() > kMostGaps) {
            m_lost += m_gaps.front().to - m_gaps.front().from + 1;
            m_gaps.erase(m_gaps.begin());
        }
    }
}

long long SeqMark::missing() const {
    long long sum = 0;
    for (const SeqGap& gap : m_gaps) {
        sum += gap.to - gap.from + 1;
    }
    return sum;
}

std::string SeqMark::text() const {
    std::string text;
    for (const SeqGap& gap : m_gaps) {
        text += text.empty() ? "" : ",";
        text += std::to_string(gap.from) + "-" + std::to_string(gap.to);
    }
    return text;
}

} // namespace kaomon::domain

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kaomon::metrics {

// How long things took, in the buckets that every figure of this server has. Not thread-safe.
class Histogram {
public:
    static constexpr std::array<double, 11> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,   0.25,   0.5,   1,    2.5};

    void add(std::chrono::steady_clock::duration took);
    [[nodiscard]] long long count() const { return m_count; }
    [[nodiscard]] double sum() const { return m_sum; }
    // How many took at most kBounds[i].
    [[nodiscard]] long long upTo(std::size_t i) const;

private:
    std::array<long long, kBounds.size()> m_buckets{};
    long long m_count = 0;
    double m_sum = 0;
};

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// The text format 0.0.4 of Prometheus, written line by line. Names and labels are the caller's own, never
// input; a tenant or a person has no place in them. One thread.
class Exposition {
public:
    // Before the lines of a name; `type` is counter, gauge or histogram.
    void begin(std::string_view name, std::string_view type, std::string_view help);
    void line(std::string_view name, double value, Labels labels = {});
    // The lines of a histogram.
    void lines(std::string_view name, const Histogram& histogram, Labels labels = {});
    // begin() and line() for a name with one value.
    void one(std::string_view name, std::string_view type, std::string_view help, double value);

    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    void add(std::string_view name, double value, Labels labels, std::string_view bound);

    std::string m_text;
};

} // namespace kaomon::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/exposition.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kaomon::metrics {
namespace {

std::string textOf(double value) {
    char buffer[32];
    const bool isWhole = std::abs(value) < 1e15 && value == std::floor(value);
    std::snprintf(buffer, sizeof buffer, isWhole ? "%.0f" : "%.9g", value);
    return buffer;
}

void addLabel(std::string& text, bool& isFirst, std::string_view name, std::string_view value) {
    text += isFirst ? '{' : ',';
    isFirst = false;
    text += name;
    text += "=\"";
    for (const char c : value) {
        if (c == '\\' || c == '"') {
            text += '\\';
        }
        text += c == '\n' ? ' ' : c;
    }
    text += '"';
}

} // namespace

void Histogram::add(std::chrono::steady_clock::duration took) {
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bucket = std::ranges::lower_bound(kBounds, seconds);
    if (bucket != kBounds.end()) {
        ++m_buckets[static_cast<std::size_t>(bucket - kBounds.begin())];
    }
    ++m_count;
    m_sum += seconds;
}

long long Histogram::upTo(std::size_t i) const {
    long long sum = 0;
    for (std::size_t j = 0; j <= i; ++j) {
        sum += m_buckets[j];
    }
    return sum;
}

void Exposition::begin(std::string_view name, std::string_view type, std::string_view help) {
    for (const auto& [word, rest] : {std::pair{"# HELP ", help}, std::pair{"# TYPE ", type}}) {
        m_text += word;
        m_text += name;
        m_text += ' ';
        m_text += rest;
        m_text += '\n';
    }
}

void Exposition::line(std::string_view name, double value, Labels labels) {
    add(name, value, labels, {});
}

void Exposition::lines(std::string_view name, const Histogram& histogram, Labels labels) {
    const std::string bucket = std::string(name) + "_bucket";
    for (std::size_t i = 0; i < Histogram::kBounds.size(); ++i) {
        add(bucket, static_cast<double>(histogram.upTo(i)), labels, textOf(Histogram::kBounds[i]));
    }
    add(bucket, static_cast<double>(histogram.count()), labels, "+Inf");
    add(std::string(name) + "_sum", histogram.sum(), labels, {});
    add(std::string(name) + "_count", static_cast<double>(histogram.count()), labels, {});
}

void Exposition::one(std::string_view name, std::string_view type, std::string_view help, double value) {
    begin(name, type, help);
    line(name, value);
}

void Exposition::add(std::string_view name, double value, Labels labels, std::string_view bound) {
    m_text += name;
    bool isFirst = true;
    for (const auto& [label, text] : labels) {
        addLabel(m_text, isFirst, label, text);
    }
    if (!bound.empty()) {
        addLabel(m_text, isFirst, "le", bound);
    }
    m_text += isFirst ? " " : "} ";
    m_text += textOf(value);
    m_text += '\n';
}

} // namespace kaomon::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tickets/bundle_search.h"

#include <algorithm>
#include <map>
#include <set>

#include <QString>
#include <QStringList>

#include "ui/qt_text.h"

namespace kaomon::tickets {
namespace {

int rankOf(const std::string& level) {
    return level == "error" ? 3 : level == "warning" ? 2 : level == "debug" ? 0 : 1;
}

} // namespace

void sortByTime(std::vector<diagnostics::LogLine>& lines) {
    std::map<std::string, std::optional<TimePoint>> last; // by source
    std::vector<std::pair<TimePoint, std::size_t>> order;
    order.reserve(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& before = last[lines[i].source];
        before = lines[i].at ? lines[i].at : before;
        order.emplace_back(before.value_or(TimePoint()), i);
    }
    std::ranges::stable_sort(order, {}, &std::pair<TimePoint, std::size_t>::first);
    std::vector<diagnostics::LogLine> sorted;
    sorted.reserve(lines.size());
    for (const auto& [at, place] : order) {
        sorted.push_back(std::move(lines[place]));
    }
    lines = std::move(sorted);
}

std::vector<std::uint32_t> findLines(const std::vector<diagnostics::LogLine>& lines, const LineQuery& query) {
    const QStringList words = ui::toQString(query.words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const int least = query.atLeast.empty() ? -1 : rankOf(query.atLeast);
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const diagnostics::LogLine& line = lines[i];
        const bool isOf = (query.source.empty() || line.source == query.source) &&
                          (query.attempt.empty() || line.attempt == query.attempt) &&
                          rankOf(line.level) >= least;
        if (!isOf) {
            continue;
        }
        const QString text = words.isEmpty() ? QString() : ui::toQString(line.text);
        if (std::ranges::all_of(
                words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); })) {
            found.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return found;
}

std::vector<std::string> sourcesOf(const std::vector<diagnostics::LogLine>& lines) {
    std::set<std::string> sources;
    for (const diagnostics::LogLine& line : lines) {
        sources.insert(line.source);
    }
    return {sources.begin(), sources.end()};
}

} // namespace kaomon::tickets

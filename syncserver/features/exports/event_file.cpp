// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/exports/event_file.h"

#include <algorithm>
#include <array>

#include "exchange/csv_cell.h"
#include "storage/repositories/event_list.h"
#include "wire/codec.h"

namespace kaomon::features {
namespace {

using wire::StoredEvent;

constexpr int kEventsPerPiece = 1000;
// Numbers looked at in one transaction: a filter that finds little must not hold it for long.
constexpr long long kSpan = 50'000;

std::string textOf(const std::optional<std::string>& text) {
    return text.value_or(std::string());
}

template<class T>
std::string numberText(const std::optional<T>& number) {
    return number ? std::to_string(*number) : std::string();
}

struct ExportColumn {
    std::string_view english;
    std::string_view japanese;
    std::string (*value)(const StoredEvent& event);
};

constexpr auto kColumns = std::to_array<ExportColumn>({
    {"number", "番号", [](const StoredEvent& e) { return numberText(e.number); }},
    {"time", "発生日時", [](const StoredEvent& e) { return toRfc3339(e.event.at); }},
    {"received", "受信日時", [](const StoredEvent& e) { return toRfc3339(e.receivedAt); }},
    {"kind", "種別", [](const StoredEvent& e) { return e.event.kind; }},
    {"code", "コード", [](const StoredEvent& e) { return e.event.code; }},
    {"result", "結果", [](const StoredEvent& e) { return e.event.result; }},
    {"severity", "重要度", [](const StoredEvent& e) { return e.event.severity; }},
    {"reason", "理由", [](const StoredEvent& e) { return textOf(e.event.detail.reason); }},
    {"login", "利用者ID", [](const StoredEvent& e) { return textOf(e.login); }},
    {"display_name", "表示名", [](const StoredEvent& e) { return textOf(e.displayName); }},
    {"os_account", "OSアカウント", [](const StoredEvent& e) { return textOf(e.event.osAccount); }},
    {"device", "端末名", [](const StoredEvent& e) { return e.deviceName; }},
    {"device_id", "端末の識別子", [](const StoredEvent& e) { return e.device.text(); }},
    {"online", "オンライン", [](const StoredEvent& e) { return std::string(e.event.online ? "1" : "0"); }},
    {"client_version", "クライアントの版", [](const StoredEvent& e) { return e.event.clientVersion; }},
    {"scenario", "場面", [](const StoredEvent& e) { return textOf(e.event.detail.scenario); }},
    {"factors", "要素", [](const StoredEvent& e) { return textOf(e.event.detail.factors); }},
    {"camera", "カメラ", [](const StoredEvent& e) { return textOf(e.event.detail.cameraName); }},
    {"score_band", "類似度の段階", [](const StoredEvent& e) { return textOf(e.event.detail.scoreBand); }},
    {"liveness_level", "生体検知の段階",
     [](const StoredEvent& e) { return numberText(e.event.detail.livenessLevel); }},
    {"elapsed_ms", "所要時間（ミリ秒）",
     [](const StoredEvent& e) { return numberText(e.event.detail.elapsedMs); }},
    {"attempt", "試行の識別子",
     [](const StoredEvent& e) { return e.event.attempt ? e.event.attempt->text() : std::string(); }},
    {"event_id", "イベントの識別子", [](const StoredEvent& e) { return e.event.id.text(); }},
});

} // namespace

std::string EventFile::begin() const {
    if (m_options.after > 0) {
        return {}; // goes on in a file that has its head
    }
    if (m_options.format == EventFormat::JsonLines) {
        return wire::encode(m_options.header) + "\n";
    }
    std::vector<std::string> names;
    for (const ExportColumn& column : kColumns) {
        names.emplace_back(m_options.language == exchange::Language::Japanese ? column.japanese
                                                                              : column.english);
    }
    return (m_options.isMarked ? std::string(exchange::kByteOrderMark) : std::string()) +
           exchange::csvLine(names);
}

std::string EventFile::line(const StoredEvent& event) const {
    if (m_options.format == EventFormat::JsonLines) {
        return wire::encode(event) + "\n";
    }
    std::vector<std::string> cells;
    cells.reserve(kColumns.size());
    for (const ExportColumn& column : kColumns) {
        cells.push_back(exchange::guard(column.value(event)));
    }
    return exchange::csvLine(cells);
}

http::Awaitable<Result<std::string>> EventFile::next() {
    std::string text;
    if (!m_isBegun) {
        m_isBegun = true;
        text = begin();
    }
    while (text.empty() && m_after < m_options.upto) {
        const long long end = std::min(m_options.upto, m_after + kSpan);
        const auto events = co_await m_services.database.read(
            m_tenant, [&](storage::UnitOfWork& unit) -> Result<std::vector<StoredEvent>> {
                return storage::EventList(unit).arrived(m_options.filter, m_after, end, kEventsPerPiece);
            });
        if (!events) {
            co_return propagate(events.error());
        }
        const bool isFull = static_cast<int>(events->size()) == kEventsPerPiece;
        m_after = isFull ? events->back().number.value_or(end) : end;
        for (const StoredEvent& event : *events) {
            text += line(event);
        }
    }
    exchange::TextConverter converter(m_options.encoding);
    auto encoded = converter.fromUtf8(text);
    m_unmappable += encoded.unmappable;
    co_return std::move(encoded.bytes);
}

} // namespace kaomon::features

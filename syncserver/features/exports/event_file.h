// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "exchange/import_reason.h"
#include "exchange/text_encoding.h"
#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/event_list.h"
#include "wire/events.h"

namespace kaomon::features {

enum class EventFormat { Csv, JsonLines };

struct EventFileOptions {
    EventFormat format = EventFormat::Csv;
    exchange::Language language = exchange::Language::Japanese;
    exchange::TextEncoding encoding = exchange::TextEncoding::Utf8;
    bool isMarked = false; // begins with a byte order mark
    storage::EventFilter filter;
    wire::EventExportHeader header; // the first line of JSON Lines
    long long after = 0;            // number of the last event that the receiver has
    long long upto = 0;             // of the newest one there was when the export began
};

// Events of a tenant in the order of their arrival, a thousand at a time, in memory that does not grow with
// their number. Each line carries the event's number; an export that was cut goes on behind the last whole
// line, and up to the same end, so that both parts together are the file. Used by one coroutine; `services`
// outlives it.
class EventFile {
public:
    EventFile(ServiceContext& services, TenantId tenant, EventFileOptions options)
        : m_services(services)
        , m_tenant(std::move(tenant))
        , m_options(std::move(options))
        , m_after(m_options.after) {}

    // The next piece; empty at the end. Errors of Database.
    [[nodiscard]] http::Awaitable<Result<std::string>> next();
    // Characters so far that the encoding does not have, written as geta marks.
    [[nodiscard]] std::size_t unmappable() const { return m_unmappable; }

private:
    [[nodiscard]] std::string begin() const;
    [[nodiscard]] std::string line(const wire::StoredEvent& event) const;

    ServiceContext& m_services;
    TenantId m_tenant;
    EventFileOptions m_options;
    long long m_after;
    std::size_t m_unmappable = 0;
    bool m_isBegun = false;
};

} // namespace kaomon::features

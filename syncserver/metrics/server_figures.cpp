// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/server_figures.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "storage/query.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::metrics {
namespace {

using storage::Query;
using storage::UnitOfWork;

constexpr std::chrono::seconds kSlowEvery{60};

double secondsOf(TimePoint time) {
    return static_cast<double>(toEpochMicros(time)) / 1e6;
}

long long countOf(UnitOfWork& unit, std::string_view sql) {
    const auto row = Query(unit, sql).bind("tenant", unit.tenant()).first<long long>();
    return row ? std::get<0>(*row) : 0;
}

double residentBytes() {
    std::ifstream file("/proc/self/statm");
    double size = 0;
    double resident = 0;
    file >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double openFiles() {
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    return error ? 0 : static_cast<double>(std::distance(begin(files), end(files)));
}

} // namespace

void ServerFigures::setCertificateEnd(TimePoint notAfter) {
    const std::lock_guard lock(m_mutex);
    m_certificateEnd = notAfter;
}

Result<ServerFigures::Slow> ServerFigures::load() {
    Slow slow;
    const auto tenants = m_sources.database.runBlocking(
        storage::Access::Read, TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
            slow.jobs.clear();
            for (auto& [name, finished, next, failure] :
                 Query(unit, "SELECT name, finished_at, next_at, failure FROM job")
                     .all<std::string, std::optional<long long>, long long, std::string>()) {
                slow.jobs[name] = {static_cast<double>(finished.value_or(0)) / 1e6,
                                   static_cast<double>(next) / 1e6, !failure.empty()};
            }
            return storage::TenantRepository(unit, m_clock.now()).list();
        });
    if (!tenants) {
        return propagate(tenants.error());
    }
    slow.tenants = static_cast<long long>(tenants->size());
    for (const auto& tenant : *tenants) {
        const auto counts = m_sources.database.runBlocking(
            storage::Access::Read, tenant.id,
            [&](UnitOfWork& unit) -> Result<std::pair<long long, long long>> {
                return std::pair(countOf(unit, "SELECT COUNT(*) FROM session WHERE tenant_id = :tenant"),
                                 countOf(unit,
                                         "SELECT COUNT(*) FROM mail_outbox WHERE tenant_id = :tenant AND "
                                         "sent_at IS NULL"));
            });
        if (!counts) {
            return propagate(counts.error());
        }
        slow.sessions += counts->first;
        slow.mails += counts->second;
    }
    return slow;
}

void ServerFigures::describeSlow(Exposition& text) {
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.steadyNow();
    bool isFresh = true;
    if (!m_slow || now - m_loadedAt >= kSlowEvery) {
        auto loaded = load();
        isFresh = loaded.has_value();
        if (loaded) {
            m_slow = std::move(*loaded);
            m_loadedAt = now;
        }
    }
    text.one("kaomon_db_up", "gauge", "Whether the database answered the last look.", isFresh ? 1 : 0);
    text.one("kaomon_tls_certificate_not_after_seconds", "gauge", "When the certificate in use ends.",
             secondsOf(m_certificateEnd));
    if (!m_slow) {
        return;
    }
    text.one("kaomon_tenants", "gauge", "Tenants in the database.", static_cast<double>(m_slow->tenants));
    text.one("kaomon_sessions", "gauge", "Sessions of people.", static_cast<double>(m_slow->sessions));
    text.one("kaomon_mail_queue", "gauge", "Mails that wait.", static_cast<double>(m_slow->mails));
    text.begin("kaomon_job_finished_seconds", "gauge", "When a background job ended last, on any node.");
    for (const auto& [name, job] : m_slow->jobs) {
        text.line("kaomon_job_finished_seconds", job.finishedAt, {{"job", name}});
    }
    text.begin("kaomon_job_due_seconds", "gauge", "When a background job is due next.");
    for (const auto& [name, job] : m_slow->jobs) {
        text.line("kaomon_job_due_seconds", job.nextAt, {{"job", name}});
    }
    text.begin("kaomon_job_failed", "gauge", "Whether the last run of a background job failed.");
    for (const auto& [name, job] : m_slow->jobs) {
        text.line("kaomon_job_failed", job.isFailed ? 1 : 0, {{"job", name}});
    }
}

std::string ServerFigures::text() {
    Exposition text;
    text.begin("kaomon_build_info", "gauge", "The version of this program.");
    text.line("kaomon_build_info", 1, {{"version", m_sources.version}});
    m_sources.requests.describe(text);
    m_sources.database.describe(text);
    const auto streams = m_sources.streams.figures();
    text.one("kaomon_streams", "gauge", "Open streams and waiting requests.",
             static_cast<double>(streams.open));
    text.one("kaomon_stream_hints_total", "counter", "Hints handed to streams.",
             static_cast<double>(streams.hints));
    text.one("kaomon_streams_ended_total", "counter", "Streams ended because somebody is no longer let in.",
             static_cast<double>(streams.ended));
    text.one("kaomon_streams_dropped_total", "counter", "Streams ended because nobody read them.",
             static_cast<double>(streams.dropped));
    text.one("kaomon_streams_refused_total", "counter", "Streams refused by the limits.",
             static_cast<double>(streams.refused));
    text.one("kaomon_connections", "gauge", "Open TLS connections.",
             static_cast<double>(m_sources.server.connections()));
    text.one("process_resident_memory_bytes", "gauge", "Resident memory.", residentBytes());
    text.one("process_open_fds", "gauge", "Open files and sockets.", openFiles());
    describeSlow(text);
    return text.take();
}

} // namespace kaomon::metrics

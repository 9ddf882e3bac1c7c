// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/releases/releases_routes.h"

#include "crypto/signed_text.h"
#include "duties/release_book.h"
#include "features/bind.h"
#include "features/reply.h"
#include "storage/repositories/release_repository.h"
#include "wire/releases.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::ReleaseFileRow;
using storage::ReleaseRepository;
using storage::ReleaseRow;
using storage::UnitOfWork;

// The calendar as it is now.
struct Calendar {
    std::vector<ReleaseRow> rows;
    std::vector<domain::ReleaseTimes> times;
    domain::TimeZone zone;
    TimePoint now;

    [[nodiscard]] static Result<Calendar> read(UnitOfWork& unit, TimePoint now) {
        auto settings = duties::OperatorSettings::load(unit);
        if (!settings) {
            return propagate(settings.error());
        }
        auto rows = ReleaseRepository(unit).list();
        auto times = duties::timesOf(rows);
        return Calendar{std::move(rows), std::move(times), std::move(settings->zone), now};
    }
    [[nodiscard]] domain::Support supportOf(const domain::Version& version) const {
        return domain::supportOf(version, times, zone, now);
    }
    [[nodiscard]] bool isOut(const ReleaseRow& row) const {
        return !row.withdrawnAt && row.releasedAt <= now;
    }
};

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

wire::Release shown(UnitOfWork& unit, const Calendar& calendar, const ReleaseRow& row) {
    const bool isOut = calendar.isOut(row);
    const auto version = domain::parseVersion(row.version);
    const domain::Support support = version ? calendar.supportOf(*version) : domain::Support();
    wire::Release release{.version = row.version,
                          .state = row.withdrawnAt ? "withdrawn"
                                   : isOut         ? "released"
                                                   : "planned",
                          .releasedAt = row.releasedAt,
                          .notesJa = row.notesJa,
                          .notesEn = row.notesEn,
                          .systems = linesOf(row.systems),
                          .isLatest = isOut && support.isLatest,
                          .supportEndsAt = support.sunsetAt,
                          .isSupported = !support.isOver(calendar.now),
                          .withdrawReason = row.withdrawReason,
                          .files = {}};
    if (isOut) {
        for (auto& file : ReleaseRepository(unit).files(row.version)) {
            release.files.push_back({std::move(file.name), std::move(file.platform), file.size,
                                     std::move(file.sha256), std::move(file.manifest)});
        }
    }
    return release;
}

AsyncReply listReleases(ServiceContext& services, const ReleaseStore& store, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto calendar = Calendar::read(unit, now);
        if (!calendar) {
            return propagate(calendar.error());
        }
        wire::ReleaseList list;
        for (const ReleaseRow& row : calendar->rows) {
            list.items.push_back(shown(unit, *calendar, row));
        }
        for (const Bytes& key : store.keys()) {
            list.keys.push_back(crypto::keyName(key));
        }
        return jsonReply(200, list);
    });
}

AsyncReply fleet(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto calendar = Calendar::read(unit, now);
        if (!calendar) {
            return propagate(calendar.error());
        }
        wire::FleetStatistics statistics;
        for (auto& count : ReleaseRepository(unit).fleet()) {
            const auto version = domain::parseVersion(count.version);
            const domain::Support support = version ? calendar->supportOf(*version) : domain::Support();
            const bool isSupported = !support.isOver(now);
            statistics.devices += count.devices;
            statistics.unsupported += isSupported ? 0 : count.devices;
            statistics.items.push_back({std::move(count.version), count.devices, version && support.isLatest,
                                        isSupported, support.sunsetAt});
        }
        return jsonReply(200, statistics);
    });
}

// A part is only given while the file is the one that the caller has begun with.
RangeAnswer rangeOf(const http::Request& request, const ReleaseFileRow& file, const std::string& etag,
                    ByteRange& range) {
    const auto condition = request.header("if-range");
    const bool isSame = condition.empty() || condition == etag;
    return readRange(isSame ? request.header("range") : std::string_view(), file.size, range);
}

AsyncReply getFile(ServiceContext& services, ReleaseStore& store, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const std::string version = context.parameter("release");
    const std::string name = context.parameter("file");
    const auto find = [&](UnitOfWork& unit) -> Result<ReleaseFileRow> {
        ReleaseRepository releases(unit);
        const auto release = releases.find(version);
        auto file = releases.file(version, name);
        if (!release || !file || release->withdrawnAt || release->releasedAt > now) {
            return fail(ErrorCode::NotFound, "no such file");
        }
        return std::move(*file);
    };
    const auto file = co_await services.database.read(context.principal.tenant, find);
    if (!file) {
        co_return propagate(file.error());
    }
    const std::string etag = "\"" + file->sha256 + "\"";
    ByteRange range;
    const RangeAnswer answer = rangeOf(context.request, *file, etag, range);
    const std::string size = std::to_string(file->size);
    if (answer == RangeAnswer::Unsatisfiable) {
        http::Response response;
        response.status = 416;
        co_return std::move(response).with("Content-Range", "bytes */" + size);
    }
    auto source = co_await store.open(version, name, file->size, range);
    if (!source) {
        co_return propagate(source.error());
    }
    auto response = http::Response::streamed("application/octet-stream", std::move(*source));
    if (answer == RangeAnswer::Part) {
        response.status = 206;
        response.with("Content-Range",
                      "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + "/" + size);
    }
    response.with("Accept-Ranges", "bytes").with("ETag", etag).with("Kaomon-Size", size);
    co_return std::move(response).with("Content-Disposition", "attachment; filename=\"" + name + "\"");
}

} // namespace

std::vector<http::Route> releasesRoutes(ServiceContext& services, ReleaseStore& store) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/releases",
         .operation = "listReleases",
         .summary = "The client's releases with their files, supported systems and ends of support",
         .access = http::withDevice(http::everyUser()),
         .response = schemaNamed<wire::ReleaseList>("ReleaseList"),
         .handler = [&services, &store](
                        http::RequestContext& context) { return listReleases(services, store, context); }},
        {.method = "GET",
         .path = "/v1/releases/{release}/files/{file}",
         .operation = "getReleaseFile",
         .summary = "An installer or package, whole or one range of its bytes",
         .access = http::withDevice(administrators()),
         .response = {"InstallerFile", R"({"type":"string"})", "application/octet-stream"},
         .problems = {NotFound, Unavailable},
         .handler = [&services,
                     &store](http::RequestContext& context) { return getFile(services, store, context); }},
        {.method = "GET",
         .path = "/v1/releases:fleet",
         .operation = "getFleetStatistics",
         .summary = "How many of the tenant's PCs run which version, and until when each is supported",
         .access = administrators(),
         .response = schemaNamed<wire::FleetStatistics>("FleetStatistics"),
         .handler = bindTo(services, fleet)},
    };
}

} // namespace kaomon::features

// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file of people of the largest size that is taken: within a minute, and without the file in memory.
#include <QElapsedTimer>

#include "soak_context.h"
#include "wire/imports.h"

namespace kaomon::soak {
namespace {

constexpr std::size_t kPart = 1024 * 1024;
constexpr double kMostGrowthMiB = 48;

std::string fileOf(const std::string& prefix, int rows) {
    std::string csv = "login,name,kana,mail,note\n";
    for (int i = 0; i < rows; ++i) {
        const std::string login = prefix + std::to_string(i);
        csv += login;
        csv +=
            ",利用者 " + login + ",りようしゃ," + login + "@example.org,\"" + std::string(60, 'x') + "\"\n";
    }
    return csv;
}

// Repeats a step until it is over.
wire::ImportJob run(SoakContext& soak, const std::string& id, const std::string& step,
                    const std::string& under) {
    const std::string body = step == "apply" ? "{}" : "";
    while (true) {
        const Reply reply =
            soak.client->send({"POST", "/v1/imports/" + id + ":" + step, body}, &soak.kit->console);
        const auto job = test::bodyOf<wire::ImportJob>(reply);
        soak.require(job.has_value(), step + ": " + describe(reply));
        if (!job || job->state != under) {
            return job.value_or(wire::ImportJob());
        }
    }
}

// The seconds of uploading, checking and applying; adds `rows` people.
double importPeople(SoakContext& soak, const std::string& prefix, int rows) {
    const std::string csv = fileOf(prefix, rows);
    QElapsedTimer timer;
    timer.start();
    const wire::NewImport request{
        ImportId::generate(), "people.csv", "add", "auto", {}, static_cast<long long>(csv.size())};
    const std::string id = request.id.text();
    (void)soak.client->send({"POST", "/v1/imports", wire::encode(request)}, &soak.kit->console);
    for (std::size_t at = 0; at < csv.size(); at += kPart) {
        const Call call{"PUT",
                        "/v1/imports/" + id + "/parts/" + std::to_string(at / kPart),
                        csv.substr(at, kPart),
                        {{"Content-Type", "application/octet-stream"}}};
        const Reply reply = soak.client->send(call, &soak.kit->console);
        soak.require(reply.status == 200, "a part: " + describe(reply));
    }
    const auto checked = run(soak, id, "check", "checking");
    soak.require(checked.found.added == rows, "not every row was taken");
    const auto applied = run(soak, id, "apply", "applying");
    soak.require(applied.applied == rows, "not every row was applied");
    return static_cast<double>(timer.elapsed()) / 1000;
}

} // namespace

void largeImport(SoakContext& soak) {
    const int rows = soak.pick(4'000, 100'000);
    (void)importPeople(soak, "first", 1'000); // what a server needs for any import
    const double before = memoryOf(soak.server, "VmHWM");
    const double seconds = importPeople(soak, "many", rows);
    const double growth = memoryOf(soak.server, "VmHWM") - before;
    soak.measure("rows", rows);
    soak.measure("seconds", seconds);
    soak.measure("rows_per_second", rows / seconds);
    soak.measure("peak_rss_mib", before + growth);
    soak.measure("growth_mib", growth);
    soak.require(growth < kMostGrowthMiB, "the memory grows with the file");
    soak.require(!soak.isFull() || seconds <= 60, "100 000 rows take more than a minute");
}

} // namespace kaomon::soak

// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/devices/device_news.h"

#include <algorithm>
#include <string_view>

#include "base/base64.h"
#include "domain/release.h"

namespace kaomon::features {
namespace {

using storage::DeviceRepository;
using storage::UnitOfWork;

constexpr auto kSeenEvery = std::chrono::minutes(10);
constexpr std::ptrdiff_t kMostPins = 8;
constexpr std::size_t kPinText = 43; // base64url of a SHA-256

bool arePins(std::string_view text) {
    if (text.size() > kMostPins * (kPinText + 1) || std::ranges::count(text, ',') >= kMostPins) {
        return false;
    }
    while (text.size() >= kPinText) {
        if (!fromBase64Url(text.substr(0, kPinText))) {
            return false;
        }
        text.remove_prefix(kPinText);
        if (text.empty()) {
            return true;
        }
        if (text.front() != ',') {
            return false;
        }
        text.remove_prefix(1);
    }
    return false;
}

} // namespace

storage::DeviceNews deviceNewsOf(const http::Request& request) {
    storage::DeviceNews news;
    if (const auto client = domain::parseClientHeader(request.header("kaomon-client"))) {
        news.version = domain::versionText(client->version);
    }
    if (std::string pins(request.header("kaomon-pins")); arePins(pins)) {
        news.knownPins = std::move(pins);
    }
    return news;
}

bool isHeardAnew(UnitOfWork& unit, const DeviceId& device, const storage::DeviceNews& news, TimePoint now) {
    return DeviceRepository(unit).isNews(device, news, now - kSeenEvery);
}

http::Awaitable<void> noteHeard(ServiceContext& services, const http::Principal& caller,
                                const storage::DeviceNews& news, TimePoint now) {
    (void)co_await services.database.write(caller.tenant, [&](UnitOfWork& unit) -> Status {
        DeviceRepository(unit).noteSeen(caller.device, news, now);
        return {};
    });
}

} // namespace kaomon::features

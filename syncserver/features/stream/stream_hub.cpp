// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/stream/stream_hub.h"

#include <algorithm>

#include "base/log.h"
#include "storage/repositories/stream_repository.h"
#include "wire/stream.h"

namespace kaomon::features {
namespace {

using storage::StreamRepository;
using storage::UnitOfWork;
using Members = std::vector<std::shared_ptr<Subscription>>;

constexpr std::chrono::milliseconds kPoll{500};
constexpr std::chrono::seconds kSuspectEvery{1};
constexpr std::chrono::seconds kPeopleEvery{5};
constexpr std::chrono::seconds kEverybodyEvery{60};
constexpr std::chrono::seconds kNewcomersOver{1};
// So many PCs a second are asked to come for what is new.
constexpr int kFetchesPerSecond = 500;
constexpr int kLongestSpreadMs = 30'000;

Members lock(const std::vector<std::weak_ptr<Subscription>>& members) {
    Members locked;
    for (const auto& member : members) {
        if (auto subscription = member.lock()) {
            locked.push_back(std::move(subscription));
        }
    }
    return locked;
}

bool isPerson(const std::shared_ptr<Subscription>& member) {
    return member->principal().isUser();
}

std::string hintOf(long long rev, std::size_t members) {
    const auto spread = static_cast<long long>(members) * 1000 / kFetchesPerSecond;
    return wire::encode(wire::StreamHint{
        .rev = rev, .withinMs = static_cast<int>(std::min<long long>(spread, kLongestSpreadMs))});
}

struct Standing {
    std::set<std::string> closedDevices;
    std::set<std::string> openSessions;

    [[nodiscard]] std::optional<ErrorCode> endOf(const http::Principal& principal) const {
        if (!principal.device.isEmpty() && closedDevices.contains(principal.device.text())) {
            return ErrorCode::DeviceRevoked;
        }
        if (principal.isUser() && !openSessions.contains(principal.sessionId)) {
            return ErrorCode::Unauthenticated;
        }
        return std::nullopt;
    }
};

} // namespace

void StreamHub::start() {
    m_thread = std::jthread([this](const std::stop_token& ending) { loop(ending); });
}

void StreamHub::stop() {
    Members all;
    {
        const std::lock_guard guard(m_mutex);
        m_isStopped = true;
        for (const auto& [id, room] : m_rooms) {
            for (auto& member : lock(room.members)) {
                all.push_back(std::move(member));
            }
        }
    }
    for (const auto& member : all) {
        member->end(std::nullopt);
    }
    m_thread = std::jthread();
}

Status StreamHub::admit(Room& room) {
    const auto now = m_clock.steadyNow();
    if (now - room.countedFrom >= kNewcomersOver) {
        room.countedFrom = now;
        room.newcomers = 0;
    }
    ++room.newcomers;
    if (m_isStopped || m_open >= m_limits.all || room.members.size() >= m_limits.ofTenant ||
        room.newcomers > m_limits.newPerSecond) {
        ++m_figures.refused;
        // those who come too fast are spread over the time that all of them need
        const int wait = std::min(60, 1 + room.newcomers / std::max(1, m_limits.newPerSecond));
        return fail(ErrorCode::Unavailable, "too many streams", std::to_string(wait));
    }
    return {};
}

Result<std::shared_ptr<Subscription>> StreamHub::subscribe(const http::Principal& principal,
                                                           const boost::asio::any_io_executor& executor,
                                                           long long rev) {
    const std::lock_guard guard(m_mutex);
    const auto [place, isNew] = m_rooms.try_emplace(principal.tenant.text());
    Room& room = place->second;
    if (isNew) {
        room.tenant = principal.tenant;
        room.rev = rev;
        room.generation = m_database.callers().of(principal.tenant);
        room.checkedAt = m_clock.steadyNow();
    }
    if (Status admitted = admit(room); !admitted) {
        return propagate(admitted.error());
    }
    auto subscription = std::make_shared<Subscription>(principal, executor);
    if (room.rev != rev) {
        subscription->push(hintOf(std::max(room.rev, rev), room.members.size()));
    }
    room.members.push_back(subscription);
    ++m_open;
    return subscription;
}

StreamFigures StreamHub::figures() const {
    const std::lock_guard guard(m_mutex);
    StreamFigures figures = m_figures;
    figures.open = static_cast<long long>(m_open);
    return figures;
}

void StreamHub::loop(const std::stop_token& ending) {
    std::mutex idle;
    while (!ending.stop_requested()) {
        {
            std::unique_lock guard(idle);
            (void)m_wake.wait_for(guard, ending, kPoll, [&ending] { return ending.stop_requested(); });
        }
        if (!ending.stop_requested()) {
            pollOnce();
        }
    }
}

// Forgets who has gone.
std::vector<TenantId> StreamHub::tenants() {
    const std::lock_guard guard(m_mutex);
    std::vector<TenantId> tenants;
    m_open = 0;
    for (auto room = m_rooms.begin(); room != m_rooms.end();) {
        std::erase_if(room->second.members, [](const auto& member) { return member.expired(); });
        m_open += room->second.members.size();
        if (room->second.members.empty()) {
            room = m_rooms.erase(room);
        } else {
            tenants.push_back(room->second.tenant);
            ++room;
        }
    }
    return tenants;
}

void StreamHub::pollOnce() {
    const auto rooms = tenants();
    if (rooms.empty()) {
        return;
    }
    const auto revisions = m_database.runBlocking(
        storage::Access::Read, TenantId(), [&](UnitOfWork& unit) -> Result<std::map<std::string, long long>> {
            return StreamRepository(unit).revisions(rooms);
        });
    if (!revisions) {
        log::warning("stream.poll_failed", {{"code", wireName(revisions.error().code)}});
        return;
    }
    for (const TenantId& tenant : rooms) {
        const auto found = revisions->find(tenant.text());
        note(tenant, found == revisions->end() ? std::nullopt : std::optional(found->second));
        check(tenant);
    }
}

void StreamHub::note(const TenantId& tenant, std::optional<long long> rev) {
    Members members;
    {
        const std::lock_guard guard(m_mutex);
        const auto place = m_rooms.find(tenant.text());
        if (place == m_rooms.end() || place->second.rev == rev) {
            return;
        }
        place->second.isSuspect = true;
        place->second.rev = rev.value_or(0);
        members = lock(place->second.members);
    }
    if (!rev) { // the tenant is gone
        for (const auto& member : members) {
            member->end(ErrorCode::Unauthenticated);
        }
        return;
    }
    const std::string hint = hintOf(*rev, members.size());
    long long dropped = 0;
    for (const auto& member : members) {
        dropped += member->push(hint) ? 0 : 1;
    }
    const std::lock_guard guard(m_mutex);
    m_figures.hints += static_cast<long long>(members.size());
    m_figures.dropped += dropped;
}

bool StreamHub::isDue(const Room& room, const Members& members) const {
    const auto age = m_clock.steadyNow() - room.checkedAt;
    const bool isMoved = m_database.callers().of(room.tenant) != room.generation;
    return isMoved || (room.isSuspect && age >= kSuspectEvery) || age >= kEverybodyEvery ||
           (age >= kPeopleEvery && std::ranges::any_of(members, isPerson));
}

void StreamHub::check(const TenantId& tenant) {
    Members members;
    {
        const std::lock_guard guard(m_mutex);
        const auto place = m_rooms.find(tenant.text());
        members = place == m_rooms.end() ? Members() : lock(place->second.members);
        if (members.empty() || !isDue(place->second, members)) {
            return;
        }
        place->second.generation = m_database.callers().of(tenant);
        place->second.isSuspect = false;
        place->second.checkedAt = m_clock.steadyNow();
    }
    std::vector<std::string> sessions;
    for (const auto& member : members) {
        if (isPerson(member)) {
            sessions.push_back(member->principal().sessionId);
        }
    }
    const TimePoint now = m_clock.now();
    const auto standing =
        m_database.runBlocking(storage::Access::Read, tenant, [&](UnitOfWork& unit) -> Result<Standing> {
            StreamRepository streams(unit);
            return Standing{streams.closedDevices(),
                            sessions.empty() ? std::set<std::string>() : streams.openSessions(sessions, now)};
        });
    if (!standing) {
        const std::lock_guard guard(m_mutex);
        if (const auto place = m_rooms.find(tenant.text()); place != m_rooms.end()) {
            place->second.isSuspect = true; // asked again with the next look
        }
        return;
    }
    long long ended = 0;
    for (const auto& member : members) {
        if (const auto why = standing->endOf(member->principal())) {
            member->end(*why, wire::encode(wire::StreamHint{.ended = std::string(wireName(*why))}));
            ++ended;
        }
    }
    const std::lock_guard guard(m_mutex);
    m_figures.ended += ended;
}

} // namespace kaomon::features

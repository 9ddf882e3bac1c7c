// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/filter.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "localipc/blocking_client.h"
#include "localipc/wide_text.h"
#include "logon/windows/probation.h"
#include "logon/windows/provider_settings.h"
#include "logon/windows/tile.h"

namespace kaomon::logon {
namespace {

constexpr std::chrono::milliseconds kPatience{500};

// {60B78E88-EAD8-445C-9CFD-0B87F74EA6CD}: Windows' own for a name and a password. It is the only one in which
// somebody can log on who has no tile here, so that it goes only where the policy names it.
constexpr GUID kPasswordProvider{
    0x60b78e88, 0xead8, 0x445c, {0x9c, 0xfd, 0x0b, 0x87, 0xf7, 0x4e, 0xa6, 0xcd}};

// "{...},{...}"; a part that is no class id names nothing.
std::vector<GUID> idsIn(std::string_view text) {
    std::vector<GUID> ids;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        GUID id{};
        if (SUCCEEDED(::CLSIDFromString(localipc::toWide(part).c_str(), &id))) {
            ids.push_back(id);
        }
    }
    return ids;
}

struct Wish {
    bool isForAll = false;   // but the standard provider and ours
    std::vector<GUID> named; // else
};

// What the agent wants hidden; nothing when it wants that not now, or does not answer in time.
std::optional<Wish> askAgent() {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    auto agent = localipc::BlockingClient::connect(readProviderSettings().endpoint, deadline);
    if (!agent) {
        return std::nullopt;
    }
    localipc::Message question{"status", 0, {}};
    const auto id = agent->send(question, deadline);
    if (!id) {
        return std::nullopt;
    }
    const auto reply = agent->receiveFor(*id, deadline);
    if (!reply || reply->type != "status" || !reply->flag("hides_providers")) {
        return std::nullopt;
    }
    const std::string list = reply->text("hidden_providers");
    return Wish{list.empty(), idsIn(list)};
}

bool isHidden(const GUID& provider, const Wish& wish) {
    if (provider == kProviderId) {
        return false;
    }
    return wish.isForAll ? provider != kPasswordProvider
                         : std::ranges::find(wish.named, provider) != wish.named.end();
}

} // namespace

void* ProviderFilter::find(REFIID id) {
    return id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderFilter)
               ? static_cast<ICredentialProviderFilter*>(this)
               : nullptr;
}

HRESULT ProviderFilter::Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario, DWORD, GUID* providers,
                               BOOL* isAllowed, DWORD count) {
    return guarded([&] {
        if (count > 0 && (providers == nullptr || isAllowed == nullptr)) {
            return E_INVALIDARG;
        }
        const std::span<const GUID> ids(providers, count);
        const std::span<BOOL> allowed(isAllowed, count);
        // In other scenarios we have no tile; somebody at another machine shows no face.
        const bool isOurs = scenario == CPUS_LOGON || scenario == CPUS_UNLOCK_WORKSTATION;
        if (!isOurs || ::GetSystemMetrics(SM_REMOTESESSION) != 0) {
            return S_OK;
        }
        const auto own = std::ranges::find(ids, kProviderId);
        const bool areWeThere =
            own != ids.end() && allowed[static_cast<std::size_t>(own - ids.begin())] != FALSE;
        if (!areWeThere || !isProbationOver() || isEndMissing()) {
            return S_OK;
        }
        const auto wish = askAgent();
        if (!wish || std::ranges::none_of(ids, [&](const GUID& id) { return isHidden(id, *wish); }) ||
            !expectEnd()) {
            return S_OK;
        }
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (isHidden(ids[i], *wish)) {
                allowed[i] = FALSE;
            }
        }
        return S_OK;
    });
}

} // namespace kaomon::logon

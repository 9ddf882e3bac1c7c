// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/fill_watch.h"

#include <algorithm>

#include "applogin/matcher.h"
#include "base/log.h"
#include "wire/codec.h"
#include "wire/vault.h"

namespace kaomon::shell {

namespace {

using namespace std::chrono_literals;

constexpr auto kAskAgain = 60s; // a policy or a template may have changed
constexpr auto kLookAgain = 500ms;

} // namespace

FillWatch::FillWatch(agentlink::AgentLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link) {
    m_asking.setInterval(kAskAgain);
    m_looking.setInterval(kLookAgain);
    connect(&m_asking, &QTimer::timeout, this, &FillWatch::askAgent);
    connect(&m_looking, &QTimer::timeout, this, &FillWatch::look);
    connect(&m_link, &agentlink::AgentLink::connectionChanged, this, [this](bool isConnected) {
        if (isConnected && m_asking.isActive()) {
            askAgent();
        }
    });
}

Status FillWatch::listen(const std::string& combination) {
    m_key.reset();
    if (combination.empty()) {
        return {};
    }
    auto key = SessionHotKey::grab(combination);
    if (!key) {
        log::warning("fill.no_key", {{"code", wireName(key.error().code)}, {"detail", key.error().detail}});
        return propagate(key.error());
    }
    m_key = std::move(*key);
    connect(m_key.get(), &SessionHotKey::pressed, this, &FillWatch::fillRequested);
    return {};
}

void FillWatch::watchWindows() {
    auto front = applogin::FrontWindow::open();
    if (!front) {
        log::info("fill.no_windows", {{"detail", front.error().detail}});
        return;
    }
    m_front = std::move(*front);
    m_asking.start();
    if (m_link.isConnected()) {
        askAgent();
    }
}

void FillWatch::askAgent() {
    m_link.request({"vaultState", 0, {}}).then(this, [this](const agentlink::Answer& answer) {
        m_starting.clear();
        const auto list = answer && answer->flag("may_start")
                              ? wire::decode<wire::VaultEntrySummaryList>(answer->text("starting"))
                              : Result<wire::VaultEntrySummaryList>(fail(ErrorCode::NotFound));
        for (const wire::VaultEntrySummary& one :
             list ? list->items : std::vector<wire::VaultEntrySummary>()) {
            if (auto form = applogin::AppTemplate::parse(one.templateJson.value_or(std::string()))) {
                m_starting.push_back(std::move(*form));
            }
        }
        m_starting.empty() ? m_looking.stop() : m_looking.start();
    });
}

// Once for each window that comes to the front or changes its title: a sign-in that was refused does not
// start again by itself.
void FillWatch::look() {
    const auto facts = m_front->look();
    const bool isNew = facts && (facts->window != m_last.window || facts->process != m_last.process ||
                                 facts->title != m_last.title);
    if (facts) {
        m_last = *facts;
    }
    const auto isMeant = [&](const applogin::AppTemplate& form) { return applogin::mayBe(form, *facts); };
    if (isNew && std::ranges::any_of(m_starting, isMeant)) {
        emit fillRequested();
    }
    emit looked();
}

} // namespace kaomon::shell

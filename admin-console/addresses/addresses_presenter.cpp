// SPDX-License-Identifier: GPL-3.0-or-later
#include "addresses/addresses_presenter.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "domain/ip_rules.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::addresses {
namespace {

using namespace std::chrono_literals;
using models::DisplayText;
using Row = AddressesPresenter::Row;

std::optional<domain::AddressRule> ruleOf(const wire::IpRule& rule) {
    const auto scope = domain::addressScopeFromWire(rule.scope);
    const auto action = domain::addressActionFromWire(rule.action);
    auto range = domain::IpRange::parse(rule.range);
    if (!scope || !action || !range) {
        return std::nullopt;
    }
    return domain::AddressRule{*scope, *action, *range, rule.expiresAt};
}

bool isSame(const std::optional<wire::IpRule>& a, const std::optional<wire::IpRule>& b) {
    if (!a || !b) {
        return a.has_value() == b.has_value();
    }
    return a->range == b->range && a->scope == b->scope && a->action == b->action && a->label == b->label &&
           a->expiresAt == b->expiresAt;
}

// Which rules of two lists are one and the same: range and kind of caller, and the how manieth of these.
using RuleKey = std::tuple<std::string, std::string, int>;

std::map<RuleKey, wire::IpRule> byKey(const std::vector<wire::IpRule>& rules) {
    std::map<RuleKey, wire::IpRule> found;
    for (const wire::IpRule& rule : rules) {
        int number = 0;
        while (!found.try_emplace({rule.range, rule.scope, number}, rule).second) {
            ++number;
        }
    }
    return found;
}

std::optional<wire::IpRule> valueAt(const std::map<RuleKey, wire::IpRule>& rules, const RuleKey& key) {
    const auto found = rules.find(key);
    return found == rules.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

QString AddressesPresenter::scopeText(const std::string& scope) {
    if (scope == "console") {
        return tr("Consoles");
    }
    if (scope == "client") {
        return tr("PCs");
    }
    return scope == "enrolment" ? tr("PCs that join") : ui::toQString(scope);
}

AddressesPresenter::AddressesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Addresses"); }, [](const Row& row) { return ui::toQString(row.rule.range); }},
               {[] { return tr("For"); }, [](const Row& row) { return scopeText(row.rule.scope); }},
               {[] { return tr("Action"); },
                [](const Row& row) { return row.rule.action == "allow" ? tr("Let in") : tr("Refuse"); },
                [](const Row& row) {
                    return std::optional(row.rule.action == "allow" ? models::Tone::Good : models::Tone::Bad);
                }},
               {[] { return tr("Label"); }, [](const Row& row) { return ui::toQString(row.rule.label); }},
               {[] { return tr("Until"); },
                [](const Row& row) {
                    return row.rule.expiresAt ? DisplayText::time(row.rule.expiresAt) : tr("For ever");
                }}},
              [](const Row& row) { return std::to_string(row.position); }) {
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!secondsLeft()) {
            m_tick.stop();
            reload(); // the list before is back
        }
        emit changed();
    });
}

void AddressesPresenter::reload() {
    if (!beginLoading(state() == models::ListState::Content || state() == models::ListState::Empty)) {
        return;
    }
    load(client::IpRuleService(api()).get(), [this](const wire::IpRuleList& list) {
        if (m_isChanged) {
            merge(list); // what was typed stays
        } else {
            take(list);
        }
        return m_rules.empty() ? models::ListState::Empty : models::ListState::Content;
    });
}

void AddressesPresenter::clear() {
    m_tick.stop();
    m_list = {};
    m_rules.clear();
    m_isChanged = false;
    show();
    FeaturePresenter::clear();
}

void AddressesPresenter::take(const wire::IpRuleList& list) {
    m_list = list;
    m_rules = list.rules;
    m_isChanged = false;
    list.revertsAt ? m_tick.start() : m_tick.stop();
    show();
}

// What only they have changed is taken, what only I have changed stays.
void AddressesPresenter::merge(const wire::IpRuleList& list) {
    const auto before = byKey(m_list.rules);
    const auto theirs = byKey(list.rules);
    const auto mine = byKey(m_rules);
    std::vector<Collision> collisions;
    std::map<RuleKey, wire::IpRule> all = before;
    all.insert(theirs.begin(), theirs.end());
    for (const auto& [key, rule] : all) {
        const Collision one{valueAt(before, key), valueAt(theirs, key), valueAt(mine, key)};
        if (isSame(one.theirs, one.before) || isSame(one.theirs, one.mine)) {
            continue;
        }
        if (!isSame(one.mine, one.before)) {
            collisions.push_back(one);
        } else {
            put(one);
        }
    }
    m_list = list;
    m_isChanged = !std::ranges::equal(m_rules, list.rules, isSame);
    list.revertsAt ? m_tick.start() : m_tick.stop();
    show();
    if (!collisions.empty()) {
        emit collided(collisions);
    }
}

void AddressesPresenter::put(const Collision& collision) {
    const auto mine =
        std::ranges::find_if(m_rules, [&](const wire::IpRule& rule) { return isSame(collision.mine, rule); });
    if (mine != m_rules.end() && collision.theirs) {
        *mine = *collision.theirs;
    } else if (mine != m_rules.end()) {
        m_rules.erase(mine);
    } else if (collision.theirs) {
        m_rules.push_back(*collision.theirs);
    }
}

void AddressesPresenter::takeTheirs(const Collision& collision) {
    put(collision);
    m_isChanged = !std::ranges::equal(m_rules, m_list.rules, isSame);
    show();
    emit changed();
}

void AddressesPresenter::show() {
    std::vector<Row> rows;
    for (const wire::IpRule& rule : m_rules) {
        rows.push_back({static_cast<int>(rows.size()), rule});
    }
    m_model.setRows(std::move(rows));
}

QString AddressesPresenter::ownAddress() const {
    return ui::toQString(m_list.callerAddress);
}

bool AddressesPresenter::locksSelfOut() const {
    const auto own = domain::IpAddress::parse(m_list.callerAddress);
    std::vector<domain::AddressRule> rules;
    for (const wire::IpRule& rule : m_rules) {
        if (auto known = ruleOf(rule)) {
            rules.push_back(std::move(*known));
        }
    }
    return own && session().isOpen() &&
           !domain::isAddressAllowed(rules, domain::AddressScope::Console, *own, session().clock().now());
}

std::optional<int> AddressesPresenter::secondsLeft() const {
    if (!m_list.revertsAt || !session().isOpen()) {
        return std::nullopt;
    }
    // By the server's clock: that of this PC may be wrong.
    const auto* signer = session().api().signer();
    const TimePoint now = signer != nullptr ? signer->serverNow() : session().clock().now();
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(*m_list.revertsAt - now).count();
    return left > 0 ? std::optional(static_cast<int>(left)) : std::nullopt;
}

bool AddressesPresenter::isRange(const QString& text) {
    return domain::IpRange::parse(ui::toUtf8(text.trimmed())).has_value();
}

void AddressesPresenter::add(const wire::IpRule& rule) {
    m_rules.push_back(rule);
    m_isChanged = true;
    show();
    endLoading(models::ListState::Content);
}

void AddressesPresenter::replace(int position, const wire::IpRule& rule) {
    m_rules.at(static_cast<std::size_t>(position)) = rule;
    m_isChanged = true;
    show();
    emit changed();
}

void AddressesPresenter::remove(int position) {
    m_rules.erase(m_rules.begin() + position);
    m_isChanged = true;
    show();
    endLoading(m_rules.empty() ? models::ListState::Empty : models::ListState::Content);
}

void AddressesPresenter::discard() {
    m_isChanged = false;
    reload();
}

void AddressesPresenter::save(const QString& typedAddress) {
    wire::IpRuleUpdate update{m_rules, std::nullopt};
    if (!typedAddress.isEmpty()) {
        update.confirmation = ui::toUtf8(typedAddress);
    }
    command([this, update, rev = m_list.rev] { return client::IpRuleService(api()).save(update, rev); },
            [this](const wire::IpRuleList& list) {
                take(list);
                endLoading(m_rules.empty() ? models::ListState::Empty : models::ListState::Content);
            });
}

void AddressesPresenter::confirm() {
    command([this] { return client::IpRuleService(api()).confirm(); },
            [this](const wire::IpRuleList& list) {
                take(list);
                endLoading(m_rules.empty() ? models::ListState::Empty : models::ListState::Content);
            });
}

} // namespace kaomon::addresses

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QTimer>

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::addresses {

// The list of addresses from which the organisation may be reached. It is edited here and saved as a whole;
// while something is not saved, a reload takes over what others have saved and keeps what was typed; where
// both have changed the same rule, collided() tells, and the typed one stays until takeTheirs() says
// otherwise. A list that would keep its author out needs his address, typed; it counts at once, and the list
// before comes back after ten minutes unless he confirms. GUI thread; the session outlives it.
class AddressesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    struct Row {
        int position = 0;
        wire::IpRule rule;
    };
    using Model = models::ColumnTableModel<Row>;

    explicit AddressesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] const std::vector<wire::IpRule>& rules() const { return m_rules; }
    [[nodiscard]] QString ownAddress() const;
    [[nodiscard]] bool isChanged() const { return m_isChanged; }

    // A rule that was edited here while somebody else saved it differently. nullopt: it is not in that list.
    struct Collision {
        std::optional<wire::IpRule> before;
        std::optional<wire::IpRule> theirs;
        std::optional<wire::IpRule> mine;
    };
    void takeTheirs(const Collision& collision);
    // Would the rules as they stand here keep this console out?
    [[nodiscard]] bool locksSelfOut() const;
    // While a list waits for confirm(): the seconds until the one before comes back.
    [[nodiscard]] std::optional<int> secondsLeft() const;

    [[nodiscard]] static QString scopeText(const std::string& scope);
    [[nodiscard]] static bool isRange(const QString& text);
    void add(const wire::IpRule& rule);
    void replace(int position, const wire::IpRule& rule);
    void remove(int position);
    void discard();
    // `typedAddress` only where locksSelfOut(). ErrorCode::ConfirmationRequired when it is not the own one.
    void save(const QString& typedAddress = {});
    void confirm();

signals:
    // Before the merged list is told by changed().
    void collided(const std::vector<kaomon::addresses::AddressesPresenter::Collision>& collisions);

private:
    void take(const wire::IpRuleList& list);
    void merge(const wire::IpRuleList& list);
    void put(const Collision& collision);
    void show();

    Model m_model;
    wire::IpRuleList m_list; // as it is in force
    std::vector<wire::IpRule> m_rules;
    bool m_isChanged = false;
    QTimer m_tick;
};

} // namespace kaomon::addresses

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QTimer>

#include "client/services.h"
#include "models/device_list_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::devices {

// The list of PCs, filtered by the server, and what can be done to one of them. A stale answer is dropped.
// GUI thread; the session outlives it.
class DevicesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    // Wipe: revoked, and the PC erases itself when it calls. Move: to another group of PCs.
    // Ask: the people there for diagnostics.
    enum class Action { Suspend, Reactivate, Revoke, Wipe, Approve, Move, Rename, Ask };

    explicit DevicesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::DeviceListModel& model() { return m_model; }
    [[nodiscard]] const models::DeviceListModel& model() const { return m_model; }
    [[nodiscard]] std::optional<ErrorCode> listError() const { return error(); }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] long long total() const { return m_total; }
    [[nodiscard]] const client::DeviceQuery& query() const { return m_query; }
    [[nodiscard]] bool isFiltered() const;
    // Whether `action` makes sense for a PC in its present state and may be done now.
    [[nodiscard]] bool isPossible(Action action, const wire::Device& device) const;

    void reload() override;
    void loadMore();
    void clear() override;
    // A moment after the last change of the text.
    void setSearch(const QString& text);
    void setFilter(const std::string& state, const std::string& group);

    // Suspend, Reactivate, Revoke, Wipe; ignored unless isPossible(). `reason` may be empty for Reactivate.
    void apply(Action action, const wire::Device& device, const QString& reason = {});
    // Takes a waiting PC in, or moves one: vouched for with this administrator's key, and the group's face
    // keys sealed to the PC. ErrorCode::KeyUnavailable when they are not sealed to this administrator.
    void approve(const wire::Device& device, const GroupId& group);
    // Several that wait, one after the other; stops at the first that is refused.
    void approveAll(std::vector<wire::Device> devices, const GroupId& group);
    [[nodiscard]] int approving() const { return m_approving; } // how many approveAll() was given; 0: none
    [[nodiscard]] int approved() const { return m_approving - static_cast<int>(m_toApprove.size()); }
    void rename(const wire::Device& device, const QString& name);
    void askForDiagnostics(const wire::Device& device, const QString& reason);

private:
    [[nodiscard]] bool mayAsk() const;
    void fetch(const std::string& cursor);
    void approveNext(const GroupId& group);
    void patch(const wire::Device& device, const wire::DevicePatch& patch);

    models::DeviceListModel m_model;
    client::DeviceQuery m_query;
    std::optional<std::string> m_next;
    long long m_total = 0;
    QTimer m_searchDelay;
    std::vector<wire::Device> m_toApprove; // the next one last
    int m_approving = 0;
};

} // namespace kaomon::devices

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QObject>

#include "client/services.h"
#include "models/device_list_model.h"
#include "models/list_state.h"
#include "shell/console_session.h"

namespace kaomon::devices {

// The list of PCs and their states. A stale answer is dropped. GUI thread; the session outlives it. A command
// ends with commandDone() or commandFailed().
class DevicesPresenter final : public QObject {
    Q_OBJECT
public:
    enum class Action { Suspend, Reactivate, Revoke };

    explicit DevicesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::DeviceListModel& model() { return m_model; }
    [[nodiscard]] const models::DeviceListModel& model() const { return m_model; }
    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> listError() const { return m_listError; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] long long total() const { return m_total; }
    [[nodiscard]] bool mayManage() const { return m_session.isOpen() && m_session.mayManage(); }
    // Whether `action` makes sense for a PC in its present state and may be done now.
    [[nodiscard]] bool isPossible(Action action, const wire::Device& device) const;

    void reload();
    void loadMore();
    void clear();
    // Ignored unless isPossible(). A revoked PC erases its data and never returns. `reason` may be empty for
    // Reactivate only.
    void apply(Action action, const wire::Device& device, const QString& reason = {});

signals:
    void changed();
    void commandDone();
    void commandFailed(kaomon::ErrorCode code);

private:
    void fetch(const std::string& cursor);
    void setState(models::ListState state);

    shell::ConsoleSession& m_session;
    models::DeviceListModel m_model;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_listError;
    std::optional<std::string> m_next;
    long long m_total = 0;
    int m_generation = 0;
    bool m_isBusy = false;
};

} // namespace kaomon::devices

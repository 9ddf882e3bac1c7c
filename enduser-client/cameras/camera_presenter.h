// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "agentlink/agent_link.h"

namespace kaomon::cameras {

struct Camera {
    QString id;
    QString name;
    bool isRefused = false; // by the organisation

    friend bool operator==(const Camera&, const Camera&) = default;
};

// The cameras of this PC and which of them face logon looks through. Owned by its widget; GUI thread.
class CameraPresenter final : public QObject {
    Q_OBJECT

public:
    explicit CameraPresenter(agentlink::AgentLink& link, QObject* parent = nullptr);

    // Asks the agent; also after each choice.
    void refresh();
    // By name, since the ids of some media layers change when a camera is plugged in again; empty: whichever
    // comes first.
    void choose(const QString& name);

    [[nodiscard]] const std::vector<Camera>& cameras() const { return m_cameras; }
    [[nodiscard]] const QString& chosen() const { return m_chosen; }
    // Whether there is anything to choose: several cameras, or a chosen one that is not there.
    [[nodiscard]] bool isOffered() const;
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    // Why the last choice was not taken.
    [[nodiscard]] const std::optional<ErrorCode>& fault() const { return m_fault; }

signals:
    void changed();

private:
    void take(const localipc::Message& list);

    agentlink::AgentLink& m_link;
    std::vector<Camera> m_cameras;
    QString m_chosen;
    bool m_isBusy = false;
    std::optional<ErrorCode> m_fault;
    quint64 m_generation = 0;
};

} // namespace kaomon::cameras

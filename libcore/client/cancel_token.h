// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

namespace kaomon::client {

// Lets whoever started a call give it up: pass one to as many calls as belong together. Shared by caller and
// calls, used on one thread. A call given up ends with ErrorCode::Cancelled.
class CancelToken final : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] static std::shared_ptr<CancelToken> create() { return std::make_shared<CancelToken>(); }

    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    // Second and later calls change nothing.
    void cancel();

signals:
    void cancelled();

private:
    bool m_isCancelled = false;
};

} // namespace kaomon::client

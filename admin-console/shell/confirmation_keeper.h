// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QTimer>

#include "base/error.h"
#include "shell/console_session.h"
#include "shell/message_bar.h"
#include "wire/confirmations.h"

namespace kaomon::shell {

// Confirms, with the signature of whoever is signed in, which signed documents are the newest: at the
// sign-in, soon after each new one, and once a day, so that PCs notice what a server keeps from them. Tells
// above every page when the server shows this console less than another one has confirmed. Only owners and
// user administrators sign. A server that cannot take it now is asked again. GUI thread; session and bar
// outlive it.
class ConfirmationKeeper final : public QObject {
    Q_OBJECT
public:
    ConfirmationKeeper(ConsoleSession& session, MessageBar& bar, QObject* parent = nullptr);

    void confirmNow();
    // Why the last try ended without a confirmation; nullopt when it did not.
    [[nodiscard]] const std::optional<ErrorCode>& error() const { return m_error; }

signals:
    void ended(); // a try, well or not

private:
    void sign(const wire::ConfirmationBasis& basis);
    void end(std::optional<ErrorCode> error);
    void clear();

    ConsoleSession& m_session;
    MessageBar& m_bar;
    QTimer m_each;
    std::optional<ErrorCode> m_error;
    bool m_isRunning = false;
    bool m_wasBehind = false; // the last try: the manifest known here is older than the confirmed one
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QTimer>

#include "shell/message_bar.h"
#include "shell/service_watch.h"

namespace kaomon::shell {

// What the service has to say above every page: that the console is read-only for a maintenance and how long,
// the next maintenance, an emergency with the time that is left until people have to be told, and a notice
// that was not read. GUI thread; session and bar outlive it.
class ServiceMessages final : public QObject {
    Q_OBJECT
public:
    ServiceMessages(ConsoleSession& session, MessageBar& bar, QObject* parent = nullptr);

    void retranslate() { refresh(); }

signals:
    void linkActivated(const QString& page, const QString& query);

private:
    using Told = std::optional<MessageBar::Message>;

    void refresh();
    void open(const QString& key);
    [[nodiscard]] Told maintenance() const;
    [[nodiscard]] Told incident() const;
    [[nodiscard]] Told notice() const;

    ServiceWatch m_watch;
    MessageBar& m_bar;
    QTimer m_second; // while a time runs down
};

} // namespace kaomon::shell

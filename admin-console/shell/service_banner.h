// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "shell/service_watch.h"
#include "ui/banner.h"

namespace kaomon::shell {

// Above every page: that the console is read-only for a maintenance and how long, the next maintenance, an
// emergency with the time that is left until people have to be told, and a notice that was not read. Hidden
// while there is nothing. GUI thread; the session outlives it.
class ServiceBanner final : public QWidget {
    Q_OBJECT
public:
    explicit ServiceBanner(ConsoleSession& session, QWidget* parent = nullptr);

signals:
    void linkActivated(const QString& page, const QString& query);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showMaintenance();
    void showIncident();
    void showNotice();

    ServiceWatch m_watch;
    QTimer m_second; // while a time runs down
    ui::Banner* m_maintenance;
    ui::Banner* m_incident;
    ui::Banner* m_notice;
};

} // namespace kaomon::shell

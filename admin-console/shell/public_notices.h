// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "shell/server_connection.h"
#include "wire/notices.h"

class QVBoxLayout;

namespace kaomon::shell {

// What the operator tells everybody before they sign in: maintenance, emergencies. Asks the server when it is
// given one and then every minute; a server that does not answer changes nothing. Hidden while there is
// nothing to tell. Texts are plain and follow the language. GUI thread.
class PublicNotices final : public QWidget {
    Q_OBJECT
public:
    explicit PublicNotices(QWidget* parent = nullptr);

    // Asks this server from here on; null ends it.
    void follow(std::shared_ptr<ServerConnection> connection);
    [[nodiscard]] const std::vector<wire::PublicNotice>& notices() const { return m_notices; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void show(std::vector<wire::PublicNotice> notices);
    void rebuild();

    std::shared_ptr<ServerConnection> m_connection;
    std::vector<wire::PublicNotice> m_notices;
    QVBoxLayout* m_column;
    QTimer m_tick;
    int m_generation = 0;
};

} // namespace kaomon::shell

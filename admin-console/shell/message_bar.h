// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QWidget>

#include "ui/theme.h"

class QFrame;
class QPushButton;
class QVBoxLayout;

namespace kaomon::ui {
class OneLineLabel;
}

namespace kaomon::shell {

// What everybody has to know whatever page he is on, in one line above it: the worst message, and "2 more"
// that unfolds the others with their whole texts. Hidden while there is nothing. GUI thread.
class MessageBar final : public QWidget {
    Q_OBJECT
public:
    struct Message {
        QString key; // told by activated()
        ui::Tone tone = ui::Tone::Neutral;
        QString text;
        QString action = {}; // text of the button that leads on; empty: none
    };

    explicit MessageBar(QWidget* parent = nullptr);

    // All of one source; sources do not touch each other's.
    void setMessages(const QString& source, std::vector<Message> messages);
    // Worst first.
    [[nodiscard]] std::vector<Message> messages() const;
    [[nodiscard]] bool isUnfolded() const { return m_isUnfolded; }

signals:
    void activated(const QString& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QFrame* frame;
        ui::OneLineLabel* text;
        QPushButton* more;
        QPushButton* action;
    };

    void refresh();
    void addRow();
    void fill(const Row& row, const Message& message);

    std::map<QString, std::vector<Message>> m_sources;
    std::vector<Row> m_rows;
    QVBoxLayout* m_column;
    bool m_isUnfolded = false;
};

} // namespace kaomon::shell

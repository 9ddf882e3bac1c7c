// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QScrollArea>
#include <QString>

class QHBoxLayout;

namespace kaomon::shell {

// The filters that are in force, each as a button that takes it away; the last one takes all. Hidden without
// any. Tab and Space reach each chip, its accessible name says what pressing it does. GUI thread.
class ChipRow final : public QScrollArea {
    Q_OBJECT
public:
    struct Chip {
        QString key;
        QString text; // "Result: Refused"
        bool operator==(const Chip&) const = default;
    };

    explicit ChipRow(QWidget* parent = nullptr);

    void setChips(const std::vector<Chip>& chips);
    void retranslate();

signals:
    void removed(const QString& key);
    void cleared();

private:
    std::vector<Chip> m_chips;
    QHBoxLayout* m_row;
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QComboBox>
#include <QFuture>
#include <QTimer>

#include "base/result.h"
#include "shell/console_session.h"

namespace kaomon::shell {

// Something that a search has found.
struct Found {
    std::string id;
    QString text;
};

using LookUp = std::function<QFuture<Result<std::vector<Found>>>(const QString& typed)>;

// Searches of the server for people (login and name) and for PCs; at most 20 answers. The session outlives
// them.
[[nodiscard]] LookUp findPeople(ConsoleSession& session);
[[nodiscard]] LookUp findDevices(ConsoleSession& session);

// One of very many, chosen by typing a part of its name: the server looks, the list opens below. A stale
// answer is dropped. GUI thread.
class LookUpEdit final : public QComboBox {
    Q_OBJECT
public:
    explicit LookUpEdit(LookUp lookUp, QWidget* parent = nullptr);

    // Empty while nothing is chosen.
    [[nodiscard]] std::string chosen() const { return m_chosen; }
    void choose(const Found& found);
    void clearChoice();
    void setPlaceholder(const QString& text);

signals:
    void chosenChanged();

private:
    void search();
    void take(const std::vector<Found>& found);

    LookUp m_lookUp;
    QTimer m_delay;
    std::string m_chosen;
    int m_generation = 0;
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "agentlink/client_session.h"

class QGridLayout;
class QLabel;

namespace kaomon::ui {
class Badge;
}

namespace kaomon::shell {

// How this PC and the person's face stand, in words that the help desk asks for. Shows only.
class StatusPage final : public QWidget {
    Q_OBJECT

public:
    explicit StatusPage(agentlink::ClientSession& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Row {
        Person,
        Face,
        PcPassword,
        Device,
        Connection,
        LastSync,
        Outbox,
        Camera,
        Liveness,
        Model,
        Protection,
        Version
    };
    static constexpr std::size_t kRows = 12;

    void addRow(QGridLayout& grid, Row row, const char* name);
    void refresh();
    void refreshPerson();
    void refreshDevice();
    void set(Row row, const QString& text);
    void retranslate();
    [[nodiscard]] QString personText() const;
    [[nodiscard]] QString faceText() const;
    [[nodiscard]] QString deviceText() const;
    [[nodiscard]] QString passwordText() const;
    [[nodiscard]] QString connectionText() const;
    [[nodiscard]] QString cameraText() const;
    [[nodiscard]] QString protectionText() const;
    [[nodiscard]] QString versionText() const;

    agentlink::ClientSession& m_session;
    QLabel* m_title;
    ui::Badge* m_online;
    std::array<QLabel*, kRows> m_names{};
    std::array<QLabel*, kRows> m_values{};
};

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QWidget>

#include "shell/console_session.h"
#include "shell/look_up_edit.h"

class QComboBox;
class QLabel;

namespace kaomon::settings {

// Chooses the place whose settings are shown: the whole organisation, a group of people, a person, a group of
// PCs. Reads the groups itself. GUI thread; the session outlives it.
class ScopeBar final : public QWidget {
    Q_OBJECT
public:
    explicit ScopeBar(shell::ConsoleSession& session, QWidget* parent = nullptr);

    // Reads the groups anew; what is chosen stays.
    void reload();
    void reset();
    void retranslate();
    // For links from other pages; `name` is what is shown.
    void choosePerson(const std::string& user, const QString& name);
    // "tenant", or empty while nothing is chosen.
    [[nodiscard]] std::string scope() const;
    [[nodiscard]] QString scopeName() const;

signals:
    void scopeChanged();
    void failed(kaomon::ErrorCode code);

private:
    enum Kind { Tenant, Group, Person, DeviceGroup };
    void showKind();
    void loadGroups();

    shell::ConsoleSession& m_session;
    QLabel* m_label;
    QComboBox* m_kind;
    QComboBox* m_group;
    QComboBox* m_deviceGroup;
    shell::LookUpEdit* m_person;
    int m_generation = 0;
};

} // namespace kaomon::settings

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "devices/device_groups_presenter.h"
#include "shell/form_dialog.h"

class QCheckBox;
class QListWidget;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::devices {

// A group of PCs, new or changed. Opened with open(); deletes itself when closed. The presenter outlives it.
class DeviceGroupDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    // `group` nullopt: a new one.
    DeviceGroupDialog(DeviceGroupsPresenter& presenter, const std::optional<wire::DeviceGroup>& group,
                      QWidget* parent);

private:
    [[nodiscard]] DeviceGroupForm form() const;
    [[nodiscard]] QString namesOf(const std::vector<GroupId>& groups) const;
    void tick(const std::vector<GroupId>& groups);
    void merge();
    void submit();

    DeviceGroupsPresenter& m_groups;
    std::optional<wire::DeviceGroup> m_group; // as the fields were filled from
    shell::FormField* m_name;
    shell::FormField* m_note;
    QCheckBox* m_shared;
    QListWidget* m_people;
};

} // namespace kaomon::devices

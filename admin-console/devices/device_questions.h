// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QCoreApplication>

#include "devices/devices_presenter.h"
#include "shell/form_dialog.h"
#include "ui/prompts.h"

class QComboBox;

namespace kaomon::devices {

// What is asked before an act on a PC. GUI thread.
class DeviceQuestions {
    Q_DECLARE_TR_FUNCTIONS(DeviceQuestions)

public:
    // Suspend, Reactivate, Revoke.
    [[nodiscard]] static ui::Question question(DevicesPresenter::Action action, const QString& name);
};

// Into which group of PCs one that waits is taken, or another is moved. Opened with open(); deletes itself
// when closed.
class GroupChoiceDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    GroupChoiceDialog(DevicesPresenter::Action action, const wire::Device& device,
                      const std::map<std::string, QString>& groups, QWidget* parent);
    // Several that wait; `device` is one of them.
    GroupChoiceDialog(int count, const wire::Device& device, const std::map<std::string, QString>& groups,
                      QWidget* parent);

    [[nodiscard]] std::string group() const;

private:
    GroupChoiceDialog(const Texts& texts, DevicesPresenter::Action action, const wire::Device& device,
                      const std::map<std::string, QString>& groups, QWidget* parent);
    [[nodiscard]] static Texts textsOfMany(int count);
    [[nodiscard]] static Texts textsOf(DevicesPresenter::Action action, const QString& name);

    QComboBox* m_group;
};

} // namespace kaomon::devices

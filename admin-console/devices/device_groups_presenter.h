// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "client/face_key_rotation.h"
#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::devices {

// What the form of a group of PCs holds.
struct DeviceGroupForm {
    QString name;
    QString note;
    bool isShared = false;
    std::vector<GroupId> userGroups; // whose faces the PCs get; none: everybody
};

// The groups of PCs, each with a face key of its own, and the replacement of that key: batch after batch,
// with progress; it may be stopped at any point and taken up again by this or another administrator. GUI
// thread; the session outlives it.
class DeviceGroupsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::DeviceGroup>;

    explicit DeviceGroupsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] const std::vector<wire::UserGroup>& userGroups() const { return m_userGroups; }
    [[nodiscard]] std::map<std::string, QString> names() const;

    // A new group gets its first face key at once; owners only.
    void create(const DeviceGroupForm& form);
    void change(const wire::DeviceGroup& group, const DeviceGroupForm& form);
    void remove(const wire::DeviceGroup& group);

    // Begins a rotation or takes up the one that runs.
    void rotate(const wire::DeviceGroup& group);
    void stopRotation(); // after the batch that is under way
    [[nodiscard]] bool isRotating() const { return m_rotation != nullptr; }
    [[nodiscard]] const std::optional<wire::KeyRotation>& progress() const { return m_progress; }
    // What only another administrator can do.
    [[nodiscard]] client::RotationRest rest() const;

signals:
    void rotationEnded(bool isComplete);

private:
    void giveKey(const GroupId& group);
    void takeProgress(const Result<wire::KeyRotation>& progress);
    void endRotation(bool isComplete);

    Model m_model;
    std::vector<wire::UserGroup> m_userGroups;
    std::unique_ptr<client::FaceKeyRotation> m_rotation;
    std::optional<wire::KeyRotation> m_progress;
    bool m_isStopping = false;
};

} // namespace kaomon::devices

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/assisted_faces.h"

namespace kaomon::users {

// The enrolments of one person: label, age, quality, model and PC, never what is in them: neither the server
// nor this console can open them. GUI thread; the session outlives it.
class FacesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::FaceTemplate>;

    explicit FacesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void show(const UserId& user);
    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    void remove(const wire::FaceTemplate& face);
    // Ends the review of one that a PC made which was revoked later.
    void accept(const wire::FaceTemplate& face);
    // It counts only when an administrator has approved it.
    [[nodiscard]] static bool isWaiting(const wire::FaceTemplate& face) {
        return face.needsApproval.value_or(false) && !face.approval;
    }
    // Whether this administrator may say so: one that waits, and not his own.
    [[nodiscard]] bool mayDecide(const wire::FaceTemplate& face) const;
    // One that waits: signs that it may be used.
    void approve(const wire::FaceTemplate& face);
    // One that waits: erased, and its person is told the reason.
    void refuse(const wire::FaceTemplate& face, const QString& reason);

signals:
    void facesChanged();

private:
    [[nodiscard]] QString deviceName(const DeviceId& device) const;
    // State, and who took the face if it was not the person himself.
    [[nodiscard]] QString review(const wire::FaceTemplate& face) const;

    UserId m_user;
    std::map<std::string, QString> m_devices;
    std::map<std::string, wire::FaceOrigin> m_origins; // by template
    Model m_model;
};

} // namespace kaomon::users

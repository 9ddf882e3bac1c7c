// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "shell/feature_presenter.h"
#include "users/unsent_faces.h"

namespace kaomon::users {

// Faces that whoever is signed in took here and that were not sent before the console ended. They are sent or
// given up one after the other, the oldest first. GUI thread; the session outlives it.
class UnsentFacesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit UnsentFacesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    // Looks on the disk, and asks whose the oldest one is.
    void reload() override;
    void clear() override;
    [[nodiscard]] int count() const { return static_cast<int>(m_faces.size()); }
    // Of the oldest one. Preconditions: count() > 0. The name is empty when the server does not say it.
    [[nodiscard]] const QString& person() const { return m_person; }
    [[nodiscard]] TimePoint takenAt() const { return m_faces.front().face.createdAt; }
    // A refusal leaves it where it is.
    void send();
    void giveUp();

private:
    void forget(const TemplateId& face);

    std::vector<wire::AssistedFace> m_faces;
    QString m_person;
};

} // namespace kaomon::users

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/licence_service.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::licences {

// Licences, seats, and what is erased when. GUI thread; the session outlives it.
class LicencesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::Licence>;
    using StepModel = models::ColumnTableModel<wire::ErasureStep>;

    explicit LicencesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const wire::LicenceStatus& status() const { return m_status; }
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] StepModel& steps() { return m_steps; }
    [[nodiscard]] const std::vector<wire::ErasureCertificate>& certificates() const { return m_certificates; }

    // The text of a licence file. ErrorCode::SignatureInvalid, Conflict, ValidationFailed.
    void install(const std::string& text);
    void remove(const wire::Licence& licence); // one that has not begun
    [[nodiscard]] bool mayRemove(const wire::Licence& licence) const;

private:
    wire::LicenceStatus m_status;
    Model m_model;
    StepModel m_steps;
    std::vector<wire::ErasureCertificate> m_certificates;
};

} // namespace kaomon::licences

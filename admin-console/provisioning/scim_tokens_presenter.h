// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::provisioning {

// Tokens with which identity providers write users and groups (docs/protocol.md, /scim/v2). Made here, shown
// once; the server keeps a hash. Owners only. GUI thread; the session outlives it.
class ScimTokensPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    static constexpr int kMostDays = 400; // as the server allows
    using Model = models::ColumnTableModel<wire::ScimToken>;

    explicit ScimTokensPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    // Ends with tokenMade(), or a refusal.
    void create(const QString& label, int days);
    void revoke(const wire::ScimToken& token);
    // Where the provider sends its requests.
    [[nodiscard]] QString address() const;

signals:
    // The only time that the text is there.
    void tokenMade(const QString& text);

private:
    Model m_model;
};

} // namespace kaomon::provisioning

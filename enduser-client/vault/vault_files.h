// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include "agentlink/agent_link.h"
#include "vault/import_dialog.h"
#include "vault/vault_presenter.h"

class QWidget;

namespace kaomon::vaultpage {

// Files into the vault and out of it: asks for the file, reads it within bounds, shows what is in it. Owned
// by its page; GUI thread; `link` and `presenter` outlive it.
class VaultFiles final : public QObject {
    Q_OBJECT
public:
    VaultFiles(agentlink::AgentLink& link, VaultPresenter& presenter, QWidget& page);

    // Each asks for a file first.
    void chooseEntries();
    void chooseApplications();
    void chooseExport(const QStringList& ids);

    // What is done with the file: a dialog, or said().
    void importEntries(const QString& path);
    void importApplications(const QString& path);
    void exportApplications(const QString& path, const QStringList& ids);

signals:
    void said(const QString& text);
    // Something may have come into the vault.
    void imported();

private:
    void show(std::unique_ptr<ImportRun> run, const QString& detail);

    agentlink::AgentLink& m_link;
    VaultPresenter& m_presenter;
    QWidget& m_page;
};

} // namespace kaomon::vaultpage

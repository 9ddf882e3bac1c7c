// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/duty_services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::software {

// What the signed text of a file says about it.
enum class Signature {
    Matches,  // the text names this version, file, size and hash, by a key that the server pins
    Verified, // and the signature was checked here with the operator's key
    Differs,  // it speaks of another file, or of another key
    Wrong,    // the key does not verify it
};

// Releases of the client software with their files and ends of support, and which versions the PCs have. GUI
// thread; the session outlives it.
class SoftwarePresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using ReleaseModel = models::ColumnTableModel<wire::Release>;
    using FileModel = models::ColumnTableModel<wire::ReleaseFile>;

    explicit SoftwarePresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] ReleaseModel& releases() { return m_releases; }
    [[nodiscard]] FileModel& files() { return m_files; }
    [[nodiscard]] const wire::FleetStatistics& fleet() const { return m_fleet; }
    // Whose files are listed.
    void select(const wire::Release* release);

    // The operator's public key as he gives it out: base64url of 32 bytes, or that in a file with
    // "release-key=" in front. ErrorCode::ValidationFailed.
    [[nodiscard]] Status useKey(const std::string& text);
    [[nodiscard]] Signature signatureOf(const wire::ReleaseFile& file) const;
    [[nodiscard]] static QString signatureText(Signature signature);

    // A code with which `uses` PCs may join within `days`, as the bundle file that an installer takes;
    // written to `path` for its owner only.
    void makeBundle(const QString& path, const QString& label, int uses, int days);

    [[nodiscard]] static QString stateText(const wire::Release& release);

signals:
    void bundleSaved(const QString& path);

private:
    ReleaseModel m_releases;
    FileModel m_files;
    wire::FleetStatistics m_fleet;
    std::vector<std::string> m_keyNames; // that the server pins
    std::string m_version;               // of the files listed
    Bytes m_key;                         // of the operator; empty: none given
};

} // namespace kaomon::software

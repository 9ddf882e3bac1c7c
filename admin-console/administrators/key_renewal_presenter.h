// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "client/face_key_rotation.h"
#include "client/tenant_founder.h"
#include "domain/key_kind.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "wire/key_renewals.h"

namespace kaomon::administrators {

// A key that is to be replaced, and because of whom.
struct KeyRow {
    std::string id;
    std::string kind; // of a pair; empty: the face key of a group of PCs
    wire::DeviceGroup group;
    QString holder; // empty where no single person is the reason
    std::string reason;
    std::optional<TimePoint> dueAt;
};

// The keys that somebody held who may not open them any more, and their replacement: pairs in one act, then
// the face keys of the groups of PCs, batch after batch. It may be stopped and begun again at any time. GUI
// thread; the session outlives it.
class KeyRenewalPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<KeyRow>;

    explicit KeyRenewalPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] int dueCount() const { return m_model.rowCount(); }
    [[nodiscard]] bool mayReplace() const; // owners who hold the root
    // Who gets the new keys, by name; the others of the list of keys get none.
    [[nodiscard]] QStringList receivers() const;

    // Replaces what is due; where nothing is, every pair and every face key.
    void replace();
    void stop();
    [[nodiscard]] bool isReplacing() const { return m_isReplacing; }
    [[nodiscard]] int stepsDone() const { return m_stepsDone; }
    [[nodiscard]] int stepsTotal() const { return m_stepsTotal; }
    // Of the group of PCs that is at work now.
    [[nodiscard]] const std::optional<wire::KeyRotation>& progress() const { return m_progress; }
    [[nodiscard]] QString groupAtWork() const;

signals:
    // The recovery sheet of before opens nothing that is sealed from now on; this one does.
    void sheetMade(std::shared_ptr<const kaomon::client::RecoverySheet> sheet);
    void replaced(bool isComplete);

private:
    void collect(const std::vector<wire::DeviceGroup>& groups);
    void replacePairs(std::vector<domain::KeyPair> pairs);
    [[nodiscard]] QFuture<Result<wire::KeyRenewalState>>
    renew(const std::vector<domain::KeyPair>& pairs, const std::shared_ptr<client::RenewedKeys>& made);
    void tellSheet(client::RenewedKeys& made);
    void nextGroup();
    void takeProgress(const Result<wire::KeyRotation>& progress);
    void leaveGroup(bool isComplete);
    void end(bool isComplete);

    Model m_model;
    std::vector<wire::KeyHolder> m_holders;
    std::vector<wire::DeviceGroup> m_groups; // with a face key
    std::unique_ptr<client::FaceKeyRotation> m_rotation;
    std::deque<wire::DeviceGroup> m_waiting; // the first one is at work
    std::optional<wire::KeyRotation> m_progress;
    int m_stepsDone = 0;
    int m_stepsTotal = 0;
    bool m_isReplacing = false;
    bool m_isStopping = false;
};

} // namespace kaomon::administrators

// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/key_renewal_presenter.h"

#include <algorithm>

#include <QTimer>

#include "client/admin_handover.h"
#include "client/key_renewal_service.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::administrators {
namespace {

QString keyText(const KeyRow& row) {
    if (row.kind == "ev-image") {
        return KeyRenewalPresenter::tr("Pictures of refused logons");
    }
    if (row.kind == "ev-diagnostics") {
        return KeyRenewalPresenter::tr("Diagnostics of PCs");
    }
    if (row.kind == "rk") {
        return KeyRenewalPresenter::tr("Recovery of vaults");
    }
    if (row.kind == "emergency") {
        return KeyRenewalPresenter::tr("Emergency codes");
    }
    return KeyRenewalPresenter::tr("Faces on the PCs of %1").arg(ui::toQString(row.group.name));
}

QString reasonText(const KeyRow& row) {
    if (row.group.nextKeyId && row.kind.empty()) {
        return KeyRenewalPresenter::tr("The replacement was begun and waits to be finished");
    }
    if (row.reason == "role_lost") {
        return KeyRenewalPresenter::tr("An administrator lost the role that opens it");
    }
    if (row.reason == "disabled") {
        return KeyRenewalPresenter::tr("An administrator was disabled");
    }
    if (row.reason == "ended") {
        return KeyRenewalPresenter::tr("The account of an administrator ended by its date");
    }
    if (row.reason == "deleted") {
        return KeyRenewalPresenter::tr("An administrator was deleted");
    }
    if (row.reason == "device_revoked") {
        return KeyRenewalPresenter::tr("A PC was revoked");
    }
    if (row.reason == "code_revoked") {
        return KeyRenewalPresenter::tr("An enrolment code was withdrawn");
    }
    return KeyRenewalPresenter::tr("An administrator asked for it");
}

std::vector<domain::KeyPair> pairsOf(const std::vector<KeyRow>& rows) {
    std::vector<domain::KeyPair> pairs;
    for (const domain::KeyPair pair : domain::allKeyPairs()) {
        const bool isDue = std::ranges::count(rows, std::string(domain::toWire(pair)), &KeyRow::kind) > 0;
        if (isDue || rows.empty()) {
            pairs.push_back(pair);
        }
    }
    return pairs;
}

} // namespace

KeyRenewalPresenter::KeyRenewalPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Key for"); }, keyText},
               {[] { return tr("Reason"); }, reasonText},
               {[] { return tr("Because of"); },
                [](const KeyRow& row) { return row.holder.isEmpty() ? QStringLiteral("–") : row.holder; }},
               {[] { return tr("Since"); },
                [](const KeyRow& row) { return models::DisplayText::time(row.dueAt); }}},
              [](const KeyRow& row) { return row.id; }) {}

void KeyRenewalPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    part(client::KeyRenewalService(api()).state(), [this](const wire::KeyRenewalState& found) {
        m_holders = found.holders;
        load(client::DeviceGroupService(api()).list(),
             [this, due = found.due](const wire::DeviceGroupList& list) {
                 std::vector<KeyRow> rows;
                 for (const wire::DueKey& key : due) {
                     rows.push_back({.id = key.kind + '|' + key.holder.text(),
                                     .kind = key.kind,
                                     .group = {},
                                     .holder = ui::toQString(key.holderName),
                                     .reason = key.reason,
                                     .dueAt = key.dueAt});
                 }
                 m_groups.clear();
                 for (const wire::DeviceGroup& group : list.items) {
                     if (group.faceKeyId) {
                         m_groups.push_back(group);
                     }
                     if (group.faceKeyId && (group.rotationDue || group.nextKeyId)) {
                         rows.push_back({.id = group.id.text(),
                                         .kind = {},
                                         .group = group,
                                         .holder = {},
                                         .reason = group.rotationReason,
                                         .dueAt = group.rotationDue});
                     }
                 }
                 m_model.setRows(std::move(rows));
                 return m_model.rowCount() == 0 ? models::ListState::Empty : models::ListState::Content;
             });
    });
}

void KeyRenewalPresenter::clear() {
    m_rotation.reset();
    m_waiting.clear();
    m_progress.reset();
    m_groups.clear();
    m_holders.clear();
    m_isReplacing = false;
    m_model.setRows({});
    FeaturePresenter::clear();
}

bool KeyRenewalPresenter::mayReplace() const {
    return isOwner() && session().keyring() != nullptr && session().keyring()->isRootHolder();
}

QStringList KeyRenewalPresenter::receivers() const {
    QStringList names;
    for (const wire::KeyHolder& holder : m_holders) {
        const auto role = domain::roleFromWire(holder.role);
        const auto* named =
            mayReplace() ? session().keyring()->manifest().admin(holder.user.text()) : nullptr;
        if (role && client::needsKeys(*role) && named != nullptr && named->signPublic == holder.signPublic) {
            names.append(ui::toQString(holder.name));
        }
    }
    return names;
}

QString KeyRenewalPresenter::groupAtWork() const {
    return m_rotation && !m_waiting.empty() ? ui::toQString(m_waiting.front().name) : QString();
}

void KeyRenewalPresenter::replace() {
    if (m_isReplacing || isBusy() || !mayReplace() ||
        (state() != models::ListState::Content && state() != models::ListState::Empty)) {
        return;
    }
    m_isReplacing = true;
    m_isStopping = false;
    m_progress.reset();
    m_waiting.clear();
    const auto pairs = pairsOf(m_model.rows());
    for (const wire::DeviceGroup& group : m_groups) {
        if (m_model.rows().empty() || group.rotationDue || group.nextKeyId) {
            m_waiting.push_back(group);
        }
    }
    m_stepsDone = 0;
    m_stepsTotal = static_cast<int>(m_waiting.size()) + (pairs.empty() ? 0 : 1);
    emit changed();
    pairs.empty() ? nextGroup() : replacePairs(pairs);
}

void KeyRenewalPresenter::stop() {
    m_isStopping = true;
}

// Made for the manifest and the administrators of this very moment.
QFuture<Result<wire::KeyRenewalState>>
KeyRenewalPresenter::renew(const std::vector<domain::KeyPair>& pairs,
                           const std::shared_ptr<client::RenewedKeys>& made) {
    using Answer = QFuture<Result<wire::KeyRenewalState>>;
    const auto refused = [](const Error& error) -> Answer {
        return QtFuture::makeReadyFuture(Result<wire::KeyRenewalState>(propagate(error)));
    };
    return client::KeyService(api())
        .manifest()
        .then(this,
              [this, pairs, made, refused](const Result<wire::ManifestDocument>& document) -> Answer {
                  const auto current =
                      document && mayReplace()
                          ? session().keyring()->readManifest(*document)
                          : Result<crypto::TenantManifest>(document ? fail(ErrorCode::KeyUnavailable)
                                                                    : propagate(document.error()));
                  auto next = current ? session().keyring()->renewKeys(pairs, *current, m_holders,
                                                                       session().clock().now())
                                      : Result<client::RenewedKeys>(propagate(current.error()));
                  if (!next) {
                      return refused(next.error());
                  }
                  *made = std::move(*next);
                  return client::KeyRenewalService(api()).renew(made->request);
              })
        .unwrap();
}

void KeyRenewalPresenter::replacePairs(std::vector<domain::KeyPair> pairs) {
    const auto made = std::make_shared<client::RenewedKeys>();
    // The administrators first: somebody may have left his office since the page was opened.
    client::KeyRenewalService(api())
        .state()
        .then(this,
              [this, pairs = std::move(pairs),
               made](const Result<wire::KeyRenewalState>& found) -> QFuture<Result<wire::KeyRenewalState>> {
                  if (!found || !m_isReplacing) {
                      return QtFuture::makeReadyFuture(
                          found ? Result<wire::KeyRenewalState>(fail(ErrorCode::Cancelled)) : found);
                  }
                  m_holders = found->holders;
                  return shell::proven(session(), [this, pairs, made] { return renew(pairs, made); });
              })
        .unwrap()
        .then(this, [this, made](const Result<wire::KeyRenewalState>& renewed) {
            if (!m_isReplacing) {
                return;
            }
            if (!renewed) {
                if (renewed.error().code != ErrorCode::Cancelled) {
                    emit commandFailed(renewed.error().code);
                }
                end(false);
                return;
            }
            ++m_stepsDone;
            session().refreshKeyring();
            tellSheet(*made);
            emit changed();
            nextGroup();
        });
}

void KeyRenewalPresenter::tellSheet(client::RenewedKeys& made) {
    if (!made.recoveryKey) {
        return;
    }
    const auto sheet = std::make_shared<client::RecoverySheet>();
    sheet->tenant = session().tenant().tenant;
    sheet->tenantName = ui::toUtf8(session().tenant().tenantName);
    sheet->rootFingerprint = session().keyring()->rootFingerprint();
    sheet->recoveryKey = std::move(*made.recoveryKey);
    sheet->madeAt = session().clock().now();
    emit sheetMade(sheet);
}

void KeyRenewalPresenter::nextGroup() {
    if (m_waiting.empty() || m_isStopping) {
        end(m_waiting.empty());
        return;
    }
    m_progress.reset();
    m_rotation =
        std::make_unique<client::FaceKeyRotation>(api(), session().sharedKeyring(), m_waiting.front().id);
    emit changed();
    shell::proven(session(), [this] {
        return m_rotation ? m_rotation->begin()
                          : QtFuture::makeReadyFuture(Result<wire::KeyRotation>(fail(ErrorCode::Cancelled)));
    }).then(this, [this](const Result<wire::KeyRotation>& progress) { takeProgress(progress); });
}

void KeyRenewalPresenter::takeProgress(const Result<wire::KeyRotation>& progress) {
    if (!m_rotation) {
        return;
    }
    if (!progress) {
        if (progress.error().code != ErrorCode::Cancelled) {
            emit commandFailed(progress.error().code);
        }
        leaveGroup(false);
        return;
    }
    m_progress = *progress;
    emit changed();
    if (progress->state != "running") {
        shell::proven(session(), [this] {
            return m_rotation ? m_rotation->tidyManifest()
                              : QtFuture::makeReadyFuture(Status(fail(ErrorCode::Cancelled)));
        }).then(this, [this](const Status& tidied) {
            if (!tidied && tidied.error().code != ErrorCode::Cancelled) {
                emit commandFailed(tidied.error().code);
            }
            leaveGroup(true); // the old key is of no use; a later rotation takes its name away
        });
    } else if (m_isStopping) {
        leaveGroup(false);
    } else {
        m_rotation->step().then(this, [this](const Result<wire::KeyRotation>& next) { takeProgress(next); });
    }
}

void KeyRenewalPresenter::leaveGroup(bool isComplete) {
    if (!m_rotation) {
        return;
    }
    // It may be on the stack: it goes when this call has returned.
    QTimer::singleShot(0, this,
                       [rotation = std::shared_ptr<client::FaceKeyRotation>(std::move(m_rotation))] {});
    if (!isComplete) {
        end(false);
        return;
    }
    ++m_stepsDone;
    m_waiting.pop_front();
    nextGroup();
}

void KeyRenewalPresenter::end(bool isComplete) {
    m_isReplacing = false;
    m_waiting.clear();
    m_progress.reset();
    session().refreshKeyring();
    emit replaced(isComplete);
    reload();
}

} // namespace kaomon::administrators

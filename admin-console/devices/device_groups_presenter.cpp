// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/device_groups_presenter.h"

#include <algorithm>

#include <QTimer>

#include "client/device_group_keys.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

QString keyText(const wire::DeviceGroup& row) {
    if (row.nextKeyId) {
        return DeviceGroupsPresenter::tr("Being replaced");
    }
    if (!row.faceKeyId) {
        return DeviceGroupsPresenter::tr("No face key yet");
    }
    return row.rotationDue ? DeviceGroupsPresenter::tr("To be replaced")
                           : DeviceGroupsPresenter::tr("In order");
}

models::Tone keyTone(const wire::DeviceGroup& row) {
    return row.faceKeyId && !row.nextKeyId && !row.rotationDue ? models::Tone::Good : models::Tone::Warning;
}

} // namespace

DeviceGroupsPresenter::DeviceGroupsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Group of PCs"); },
                [](const wire::DeviceGroup& row) { return ui::toQString(row.name); }},
               {[] { return tr("PCs"); },
                [](const wire::DeviceGroup& row) { return QString::number(row.devices); }},
               {[] { return tr("Used by"); },
                [](const wire::DeviceGroup& row) {
                    return row.shared ? tr("Several people") : tr("One person each");
                }},
               {[] { return tr("Faces of"); },
                [this](const wire::DeviceGroup& row) {
                    QStringList groups;
                    for (const wire::UserGroup& group : m_userGroups) {
                        if (std::ranges::find(row.userGroups, group.id) != row.userGroups.end()) {
                            groups.append(ui::toQString(group.name));
                        }
                    }
                    return row.userGroups.empty() ? tr("Everybody") : shell::listText(groups);
                }},
               {[] { return tr("Face key"); }, keyText,
                [](const wire::DeviceGroup& row) { return std::optional(keyTone(row)); }}},
              [](const wire::DeviceGroup& row) { return row.id.text(); }) {}

void DeviceGroupsPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    part(client::UserGroupService(api()).list(), [this](const wire::UserGroupList& people) {
        m_userGroups = people.items;
        load(client::DeviceGroupService(api()).list(), [this](const wire::DeviceGroupList& list) {
            m_model.setRows(list.items);
            return list.items.empty() ? models::ListState::Empty : models::ListState::Content;
        });
    });
}

void DeviceGroupsPresenter::clear() {
    m_rotation.reset();
    m_progress.reset();
    m_model.setRows({});
    m_userGroups.clear();
    FeaturePresenter::clear();
}

std::map<std::string, QString> DeviceGroupsPresenter::names() const {
    std::map<std::string, QString> names;
    for (const wire::DeviceGroup& group : m_model.rows()) {
        names.emplace(group.id.text(), ui::toQString(group.name));
    }
    return names;
}

void DeviceGroupsPresenter::create(const DeviceGroupForm& form) {
    const wire::NewDeviceGroup group{GroupId::generate(), ui::toUtf8(form.name.trimmed()),
                                     ui::toUtf8(form.note.trimmed()), form.isShared, form.userGroups};
    command([this, group] { return client::DeviceGroupService(api()).create(group); },
            [this](const wire::DeviceGroup& made) {
                reload();
                giveKey(made.id);
            });
}

void DeviceGroupsPresenter::giveKey(const GroupId& group) {
    command(
        [this, group] { return client::giveFirstFaceKey(api(), session().sharedKeyring(), group, *this); },
        [this] {
            session().refreshKeyring();
            reload();
        });
}

void DeviceGroupsPresenter::change(const wire::DeviceGroup& group, const DeviceGroupForm& form) {
    const wire::DeviceGroupPatch patch{ui::toUtf8(form.name.trimmed()), ui::toUtf8(form.note.trimmed()),
                                       form.isShared, form.userGroups};
    command(
        [this, group, patch] { return client::DeviceGroupService(api()).patch(group.id, patch, group.rev); },
        [this](const wire::DeviceGroup&) { reload(); });
}

void DeviceGroupsPresenter::remove(const wire::DeviceGroup& group) {
    command([this, group] { return client::DeviceGroupService(api()).remove(group.id, group.rev); },
            [this] { reload(); });
}

client::RotationRest DeviceGroupsPresenter::rest() const {
    return m_rotation ? m_rotation->rest() : client::RotationRest{};
}

void DeviceGroupsPresenter::rotate(const wire::DeviceGroup& group) {
    if (m_rotation || isBusy() || !mayManage()) {
        return;
    }
    if (!group.faceKeyId) {
        giveKey(group.id);
        return;
    }
    m_isStopping = false;
    m_progress.reset();
    m_rotation = std::make_unique<client::FaceKeyRotation>(api(), session().sharedKeyring(), group.id);
    emit changed();
    shell::proven(session(), [this] {
        return m_rotation ? m_rotation->begin()
                          : QtFuture::makeReadyFuture(Result<wire::KeyRotation>(fail(ErrorCode::Cancelled)));
    }).then(this, [this](const Result<wire::KeyRotation>& progress) { takeProgress(progress); });
}

void DeviceGroupsPresenter::stopRotation() {
    m_isStopping = true;
}

void DeviceGroupsPresenter::takeProgress(const Result<wire::KeyRotation>& progress) {
    if (!m_rotation) {
        return;
    }
    if (!progress) {
        if (progress.error().code != ErrorCode::Cancelled) {
            emit commandFailed(progress.error().code);
        }
        endRotation(false);
        return;
    }
    m_progress = *progress;
    emit changed();
    if (progress->state != "running") {
        endRotation(true);
    } else if (m_isStopping) {
        endRotation(false);
    } else {
        m_rotation->step().then(this, [this](const Result<wire::KeyRotation>& next) { takeProgress(next); });
    }
}

// The manifest loses the old key only when this administrator may sign it; an owner who comes later does it.
void DeviceGroupsPresenter::endRotation(bool isComplete) {
    const std::shared_ptr<client::FaceKeyRotation> rotation = std::move(m_rotation);
    const auto leave = [this, isComplete, rotation] {
        // The rotation may be on the stack: it goes when this call has returned.
        QTimer::singleShot(0, this, [rotation] {});
        session().refreshKeyring();
        emit rotationEnded(isComplete);
        reload();
    };
    if (!isComplete || !session().isOpen() || !session().keyring()->isRootHolder()) {
        leave();
        return;
    }
    shell::proven(session(), [rotation] {
        return rotation->tidyManifest();
    }).then(this, [this, leave](const Status& tidied) {
        if (!tidied && tidied.error().code != ErrorCode::Cancelled) {
            emit commandFailed(tidied.error().code);
        }
        leave();
    });
}

} // namespace kaomon::devices

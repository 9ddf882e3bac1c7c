// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/faces_presenter.h"

#include <chrono>

#include "client/admin_keyring.h"
#include "client/assisted_face_service.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr int kPoorQuality = 50; // of 100

QString qualityText(const wire::FaceTemplate& row) {
    return row.quality ? QString::number(*row.quality) : QStringLiteral("–");
}

std::optional<Tone> qualityTone(const wire::FaceTemplate& row) {
    return row.quality ? std::optional(*row.quality < kPoorQuality ? Tone::Warning : Tone::Good)
                       : std::nullopt;
}

QString reviewText(const wire::FaceTemplate& row) {
    if (FacesPresenter::isWaiting(row)) {
        return FacesPresenter::tr("Waits for approval");
    }
    if (row.review) {
        return FacesPresenter::tr("PC was revoked");
    }
    return row.approval ? FacesPresenter::tr("Approved") : QString();
}

std::optional<Tone> reviewTone(const wire::FaceTemplate& row) {
    if (FacesPresenter::isWaiting(row) || row.review) {
        return Tone::Warning;
    }
    return row.approval ? std::optional(Tone::Good) : std::nullopt;
}

} // namespace

FacesPresenter::FacesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Label"); },
                [](const wire::FaceTemplate& row) { return ui::toQString(row.label); }},
               {[] { return tr("Enrolled"); },
                [](const wire::FaceTemplate& row) { return DisplayText::time(row.createdAt); }},
               {[] { return tr("Age"); },
                [this](const wire::FaceTemplate& row) {
                    const auto age = this->session().clock().now() - row.createdAt;
                    return tr("%n day(s)", nullptr,
                              static_cast<int>(std::chrono::floor<std::chrono::days>(age).count()));
                }},
               {[] { return tr("Quality"); }, qualityText, qualityTone},
               {[] { return tr("Model"); },
                [](const wire::FaceTemplate& row) { return ui::toQString(row.modelId); }},
               {[] { return tr("On PC"); },
                [this](const wire::FaceTemplate& row) { return deviceName(row.device); }},
               {[] { return tr("Review"); }, [this](const wire::FaceTemplate& row) { return review(row); },
                reviewTone}},
              [](const wire::FaceTemplate& row) { return row.id.text(); }) {}

void FacesPresenter::show(const UserId& user) {
    m_user = user;
    m_model.setRows({});
    reload();
}

void FacesPresenter::clear() {
    m_user = {};
    m_model.setRows({});
    m_devices.clear();
    m_origins.clear();
    FeaturePresenter::clear();
}

void FacesPresenter::reload() {
    if (m_user.isEmpty() || !beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    load(client::FaceService(api()).templates(m_user), [this](const wire::FaceTemplateList& list) {
        m_model.setRows(list.items);
        return list.items.empty() ? ListState::Empty : ListState::Content;
    });
    client::AssistedFaceService(api()).origins(m_user).then(
        this, [this](const Result<wire::FaceOriginList>& list) {
            m_origins.clear();
            for (const wire::FaceOrigin& origin : list ? list->items : std::vector<wire::FaceOrigin>()) {
                m_origins.emplace(origin.face.text(), origin);
            }
            m_model.retranslate();
        });
    client::DeviceService(api()).list({500, {}}).then(this, [this](const Result<wire::DevicePage>& page) {
        for (const wire::Device& device : page ? page->items : std::vector<wire::Device>()) {
            m_devices.insert_or_assign(device.id.text(), ui::toQString(device.name));
        }
        m_model.retranslate();
    });
}

QString FacesPresenter::deviceName(const DeviceId& device) const {
    const auto known = m_devices.find(device.text());
    return known == m_devices.end() ? ui::toQString(device.text()).left(8) : known->second;
}

QString FacesPresenter::review(const wire::FaceTemplate& face) const {
    const auto origin = m_origins.find(face.id.text());
    if (origin == m_origins.end()) {
        return reviewText(face);
    }
    const QString name = ui::toQString(origin->second.administratorName);
    const QString from =
        origin->second.source == "photo" ? tr("Photograph, by %1").arg(name) : tr("Taken by %1").arg(name);
    return isWaiting(face) || face.review ? tr("%1 (%2)").arg(reviewText(face), from) : from;
}

void FacesPresenter::remove(const wire::FaceTemplate& face) {
    command([this, id = face.id] { return client::FaceService(api()).removeTemplate(m_user, id); },
            [this] {
                emit facesChanged();
                reload();
            });
}

void FacesPresenter::accept(const wire::FaceTemplate& face) {
    command([this, id = face.id] { return client::FaceService(api()).acceptTemplate(m_user, id); },
            [this](const wire::FaceTemplate&) {
                emit facesChanged();
                reload();
            });
}

bool FacesPresenter::mayDecide(const wire::FaceTemplate& face) const {
    return isWaiting(face) && mayManage() && session().isOpen() && session().keyring() != nullptr &&
           session().keyring()->user() != face.user;
}

void FacesPresenter::approve(const wire::FaceTemplate& face) {
    command(
        [this, face]() -> QFuture<Result<wire::FaceTemplate>> {
            const auto approval =
                session().keyring() != nullptr
                    ? session().keyring()->signFaceApproval(face, session().clock().now())
                    : Result<wire::FaceApproval>(fail(ErrorCode::KeyUnavailable, "no keys"));
            if (!approval) {
                return QtFuture::makeReadyFuture(Result<wire::FaceTemplate>(propagate(approval.error())));
            }
            return client::FaceService(api()).approveTemplate(m_user, face.id, *approval);
        },
        [this](const wire::FaceTemplate&) {
            emit facesChanged();
            reload();
        });
}

void FacesPresenter::refuse(const wire::FaceTemplate& face, const QString& reason) {
    command(
        [this, id = face.id, text = ui::toUtf8(reason)] {
            return client::FaceService(api()).refuseTemplate(m_user, id, text);
        },
        [this] {
            emit facesChanged();
            reload();
        });
}

} // namespace kaomon::users

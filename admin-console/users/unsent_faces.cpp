// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/unsent_faces.h"

#include <algorithm>
#include <optional>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "shell/private_file.h"
#include "ui/qt_text.h"
#include "wire/codec.h"

namespace kaomon::users {
namespace {

constexpr int kFormat = 1;
constexpr qint64 kLargest = 256 * 1024; // a face has some kilobytes
constexpr std::chrono::hours kFuture{1};

struct Kept {
    UnsentFaces::Owner owner;
    wire::AssistedFace face;
};

std::optional<Kept> read(const QString& path) {
    const auto bytes = shell::readWholeFile(path, kLargest);
    if (!bytes) {
        return std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(*bytes)).object();
    auto face = wire::decode<wire::AssistedFace>(ui::toUtf8(object.value(QLatin1String("face")).toString()));
    if (object.value(QLatin1String("kaomon_unsent_face")).toInt() != kFormat || !face) {
        return std::nullopt;
    }
    return Kept{{ui::toUtf8(object.value(QLatin1String("tenant")).toString()),
                 ui::toUtf8(object.value(QLatin1String("administrator")).toString())},
                std::move(*face)};
}

QString nameOf(const TemplateId& face) {
    return ui::toQString(face.text()) + QStringLiteral(".json");
}

} // namespace

UnsentFaces::UnsentFaces(const QString& folder)
    : m_folder(QDir(folder).filePath(QStringLiteral("unsent-faces"))) {}

Status UnsentFaces::keep(const Owner& owner, const wire::AssistedFace& face) const {
    if (!QDir().mkpath(m_folder)) {
        return fail(ErrorCode::StorageFailed, "the folder could not be made");
    }
    const QJsonObject object{{QStringLiteral("kaomon_unsent_face"), kFormat},
                             {QStringLiteral("tenant"), ui::toQString(owner.tenant)},
                             {QStringLiteral("administrator"), ui::toQString(owner.administrator)},
                             {QStringLiteral("face"), ui::toQString(wire::encode(face))}};
    return shell::writePrivateFile(QDir(m_folder).filePath(nameOf(face.face.id)),
                                   QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

void UnsentFaces::forget(const TemplateId& face) const {
    QFile::remove(QDir(m_folder).filePath(nameOf(face)));
}

std::vector<wire::AssistedFace> UnsentFaces::of(const Owner& owner, TimePoint now) const {
    std::vector<wire::AssistedFace> faces;
    const QDir folder(m_folder);
    QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Time);
    names.resize(std::min<qsizetype>(names.size(), kMost));
    for (const QString& name : names) {
        const QString path = folder.filePath(name);
        auto kept = read(path);
        // A file of another name would not go when its face does.
        const bool isSound = kept && nameOf(kept->face.face.id) == name &&
                             kept->face.face.createdAt + kLongest >= now &&
                             kept->face.face.createdAt <= now + kFuture;
        if (!isSound) {
            QFile::remove(path);
        } else if (kept->owner.tenant == owner.tenant && kept->owner.administrator == owner.administrator) {
            faces.push_back(std::move(kept->face));
        }
    }
    std::ranges::sort(faces, {}, [](const wire::AssistedFace& one) { return one.face.createdAt; });
    return faces;
}

} // namespace kaomon::users

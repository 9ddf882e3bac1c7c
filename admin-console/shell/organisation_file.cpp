// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/organisation_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include "base/base64.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

constexpr int kFormat = 1;
constexpr int kMostPins = 8;
constexpr std::size_t kPinBytes = 32; // SHA-256
constexpr int kLongestName = 200;
constexpr int kLongestFingerprint = 200;

bool isServerAddress(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
           url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

Result<std::vector<std::string>> readPins(const QJsonValue& value) {
    std::vector<std::string> pins;
    const QJsonArray list = value.toArray();
    for (const QJsonValue& item : list) {
        pins.push_back(ui::toUtf8(item.toString()));
        const auto bytes = fromBase64Url(pins.back());
        if (!bytes || bytes->size() != kPinBytes) {
            return fail(ErrorCode::ValidationFailed, "not a SHA-256 in base64url", "/tls_pins");
        }
    }
    if (pins.empty() || pins.size() > kMostPins) {
        return fail(ErrorCode::ValidationFailed, "expected one to eight pins", "/tls_pins");
    }
    return pins;
}

} // namespace

QByteArray OrganisationFile::encode(const KnownTenant& tenant) {
    QJsonArray pins;
    for (const std::string& pin : tenant.tlsPins) {
        pins.append(ui::toQString(pin));
    }
    const QJsonObject object{{QStringLiteral("kaomon_organisation"), kFormat},
                             {QStringLiteral("server"), tenant.server},
                             {QStringLiteral("tls_pins"), pins},
                             {QStringLiteral("tenant"), ui::toQString(tenant.tenant.text())},
                             {QStringLiteral("tenant_name"), tenant.tenantName},
                             {QStringLiteral("root_fingerprint"), ui::toQString(tenant.rootFingerprint)},
                             {QStringLiteral("is_demo"), tenant.isDemo}};
    return QJsonDocument(object).toJson();
}

Result<KnownTenant> OrganisationFile::parse(const QByteArray& text) {
    const QJsonObject object =
        text.size() > kMaximumBytes ? QJsonObject() : QJsonDocument::fromJson(text).object();
    if (object.value(QLatin1String("kaomon_organisation")).toInt() != kFormat) {
        return fail(ErrorCode::ValidationFailed, "not an organisation file", "/kaomon_organisation");
    }
    KnownTenant tenant;
    tenant.server = object.value(QLatin1String("server")).toString();
    if (!isServerAddress(tenant.server)) {
        return fail(ErrorCode::ValidationFailed, "not an https address", "/server");
    }
    auto pins = readPins(object.value(QLatin1String("tls_pins")));
    if (!pins) {
        return propagate(pins.error());
    }
    tenant.tlsPins = std::move(*pins);
    const auto id = TenantId::parse(ui::toUtf8(object.value(QLatin1String("tenant")).toString()));
    if (!id) {
        return fail(ErrorCode::ValidationFailed, "not a UUID", "/tenant");
    }
    tenant.tenant = *id;
    tenant.tenantName = object.value(QLatin1String("tenant_name")).toString();
    if (tenant.tenantName.isEmpty() || tenant.tenantName.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "missing or too long", "/tenant_name");
    }
    const QString fingerprint = object.value(QLatin1String("root_fingerprint")).toString();
    if (fingerprint.isEmpty() || fingerprint.size() > kLongestFingerprint) {
        return fail(ErrorCode::ValidationFailed, "missing or too long", "/root_fingerprint");
    }
    tenant.rootFingerprint = ui::toUtf8(fingerprint);
    tenant.isDemo = object.value(QLatin1String("is_demo")).toBool();
    return tenant;
}

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/console_settings.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

QString fileIn(const QString& folder) {
    const QString place = folder.isEmpty()
                              ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                    QStringLiteral("/kaomon")
                              : folder;
    QDir().mkpath(place);
    return QDir(place).filePath(QStringLiteral("console.ini"));
}

std::string readText(const QSettings& file, const char* key) {
    return ui::toUtf8(file.value(QLatin1String(key)).toString());
}

QString waitingKey(const std::string& id) {
    return QStringLiteral("waiting/") + QString::fromStdString(id);
}

} // namespace

ConsoleSettings::ConsoleSettings(const QString& folder)
    : m_file(fileIn(folder), QSettings::IniFormat) {}

std::optional<KnownTenant> ConsoleSettings::knownTenant() const {
    KnownTenant known;
    auto tenant = TenantId::parse(readText(m_file, "tenant/id"));
    known.server = m_file.value(QLatin1String("tenant/server")).toString();
    for (const QString& pin : m_file.value(QLatin1String("tenant/pins")).toStringList()) {
        known.tlsPins.push_back(ui::toUtf8(pin));
    }
    if (!tenant || known.server.isEmpty() || known.tlsPins.empty()) {
        return std::nullopt;
    }
    known.tenant = std::move(*tenant);
    known.tenantName = m_file.value(QLatin1String("tenant/name")).toString();
    known.login = m_file.value(QLatin1String("tenant/login")).toString();
    known.rootFingerprint = readText(m_file, "tenant/root");
    known.manifestVersion = m_file.value(QLatin1String("tenant/manifest")).toULongLong();
    known.isDemo = m_file.value(QLatin1String("tenant/demo")).toBool();
    return known;
}

void ConsoleSettings::setKnownTenant(const KnownTenant& tenant) {
    QStringList pins;
    for (const std::string& pin : tenant.tlsPins) {
        pins << ui::toQString(pin);
    }
    m_file.setValue(QLatin1String("tenant/id"), ui::toQString(tenant.tenant.text()));
    m_file.setValue(QLatin1String("tenant/server"), tenant.server);
    m_file.setValue(QLatin1String("tenant/pins"), pins);
    m_file.setValue(QLatin1String("tenant/name"), tenant.tenantName);
    m_file.setValue(QLatin1String("tenant/login"), tenant.login);
    m_file.setValue(QLatin1String("tenant/root"), ui::toQString(tenant.rootFingerprint));
    m_file.setValue(QLatin1String("tenant/manifest"),
                    QVariant::fromValue<qulonglong>(tenant.manifestVersion));
    m_file.setValue(QLatin1String("tenant/demo"), tenant.isDemo);
    m_file.sync();
}

void ConsoleSettings::forgetTenant() {
    m_file.remove(QLatin1String("tenant"));
    m_file.sync();
}

std::optional<ui::Language> ConsoleSettings::language() const {
    return ui::languageFromCode(m_file.value(QLatin1String("language")).toString());
}

void ConsoleSettings::setLanguage(ui::Language language) {
    m_file.setValue(QLatin1String("language"), ui::languageCode(language));
}

std::optional<ui::Appearance> ConsoleSettings::appearance() const {
    const QString name = m_file.value(QLatin1String("appearance")).toString();
    if (name.isEmpty()) {
        return std::nullopt;
    }
    return name == QLatin1String("dark") ? ui::Appearance::Dark : ui::Appearance::Light;
}

void ConsoleSettings::setAppearance(ui::Appearance appearance) {
    m_file.setValue(QLatin1String("appearance"),
                    appearance == ui::Appearance::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

bool ConsoleSettings::isWritable() const {
    return m_file.isWritable();
}

QString ConsoleSettings::folder() const {
    return QFileInfo(m_file.fileName()).absolutePath();
}

void ConsoleSettings::keep(const std::string& id, const std::string& text) {
    m_file.setValue(waitingKey(id), QString::fromStdString(text));
    m_file.sync();
}

std::optional<std::string> ConsoleSettings::kept(const std::string& id) const {
    const QVariant value = m_file.value(waitingKey(id));
    return value.isValid() ? std::optional(value.toString().toStdString()) : std::nullopt;
}

void ConsoleSettings::forget(const std::string& id) {
    m_file.remove(waitingKey(id));
}

} // namespace kaomon::shell

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QSettings>
#include <QString>

#include "base/id.h"
#include "ui/language_switcher.h"
#include "ui/theme.h"

namespace kaomon::shell {

// The tenant that this installation administers, as learnt at first run. None of it is secret.
struct KnownTenant {
    QString server; // https://host:port
    std::vector<std::string> tlsPins;
    TenantId tenant;
    QString tenantName;
    QString login; // of the last sign-in
    std::string rootFingerprint;
    std::uint64_t manifestVersion = 0; // highest seen: a lower one is refused
    bool isDemo = false;
};

// What the console remembers between starts, in one INI file. Owned by the composition root; GUI thread. A
// file that cannot be written costs the memory, not the work: isWritable() says so.
class ConsoleSettings {
public:
    // `folder` empty: the user's configuration folder.
    explicit ConsoleSettings(const QString& folder);

    [[nodiscard]] std::optional<KnownTenant> knownTenant() const;
    void setKnownTenant(const KnownTenant& tenant);
    void forgetTenant();

    [[nodiscard]] std::optional<ui::Language> language() const;
    void setLanguage(ui::Language language);
    [[nodiscard]] std::optional<ui::Appearance> appearance() const;
    void setAppearance(ui::Appearance appearance);
    [[nodiscard]] bool isWritable() const;
    // Where the file is; for others of this console.
    [[nodiscard]] QString folder() const;

    // A document that waits for something, by id; not secret.
    void keep(const std::string& id, const std::string& text);
    [[nodiscard]] std::optional<std::string> kept(const std::string& id) const;
    void forget(const std::string& id);

private:
    QSettings m_file;
};

} // namespace kaomon::shell

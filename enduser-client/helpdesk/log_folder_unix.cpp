// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>

#include "helpdesk/log_folder_impl.h"

namespace kaomon::helpdesk::detail {

QString personsLogFolder() {
    const QString folder = qEnvironmentVariable("XDG_STATE_HOME");
    return QDir::isAbsolutePath(folder) ? folder : QDir::homePath() + QStringLiteral("/.local/state");
}

} // namespace kaomon::helpdesk::detail

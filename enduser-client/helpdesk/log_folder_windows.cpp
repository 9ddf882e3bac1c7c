// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStandardPaths>

#include "helpdesk/log_folder_impl.h"

namespace kaomon::helpdesk::detail {

// Of this PC: what roams is carried to others.
QString personsLogFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
}

} // namespace kaomon::helpdesk::detail

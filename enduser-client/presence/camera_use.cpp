// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/camera_use.h"

namespace kaomon::presence {

void CameraUse::take(const QString& program) {
    if (m_program != program) {
        m_program = program;
        emit changed(program);
    }
}

} // namespace kaomon::presence

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "logonhelp/logon_findings.h"

namespace kaomon::logonhelp {

// One finding with its mark and the button that mends it. GUI thread.
class FindingCard final : public QFrame {
    Q_OBJECT
public:
    FindingCard(const Finding& finding, bool mayMend, QWidget* parent);

signals:
    void mendRequested(kaomon::logonhelp::Mend mend);
};

} // namespace kaomon::logonhelp

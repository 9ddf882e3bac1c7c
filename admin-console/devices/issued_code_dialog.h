// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "devices/enrolment_codes_presenter.h"
#include "ui/prompts.h"

class QLabel;

namespace kaomon::devices {

// Shows a new enrolment code once: as text, as QR code, and as the bundle file that goes next to the
// installer. Opened with open(); deletes itself, and the code with it, when closed. `prompts` outlives it;
// `bundlePath` replaces its file dialog.
class IssuedCodeDialog final : public QDialog {
    Q_OBJECT
public:
    IssuedCodeDialog(const IssuedCode& code, ui::Prompts& prompts, QString bundlePath, QWidget* parent);

private:
    void askWhereToSave();
    void save(const QString& path);

    IssuedCode m_code;
    ui::Prompts& m_prompts;
    QString m_bundlePath;
    QLabel* m_note;
};

} // namespace kaomon::devices

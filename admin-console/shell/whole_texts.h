// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;

namespace kaomon::shell {

// Keeps the dialog as tall as its wrapping texts need, as far as the screen goes: Qt opens a dialog at no
// more than two thirds of the screen, and does not enlarge it for a note that comes later.
void keepTextsWhole(QDialog& dialog);

} // namespace kaomon::shell

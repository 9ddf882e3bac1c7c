// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

class QApplication;
class QWidget;

namespace kaomon::ui {

enum class Appearance { Light, Dark };

// The meaning of a colour: badges, banners and meters take one of these and never a colour.
enum class Tone { Neutral, Info, Good, Warning, Bad };

// Colours and sizes come from resources/styles: tokens (name = value) for light and dark, and one style sheet
// that names them. Call once after QApplication is made and again to change the appearance. Also sets the
// fonts, with Noto Sans CJK JP behind the system font so that Japanese is never drawn as boxes.
void applyTheme(QApplication& application, Appearance appearance);

// Dark when the system's palette has light text on a dark window.
[[nodiscard]] Appearance systemAppearance();

// The colour of a token such as "accent", "good", "text-muted" in the appearance applied last.
[[nodiscard]] QColor themeColour(const QString& token);

// Styles a label or a button by its part in a page (dynamic property "part" in the style sheet): "title",
// "subtitle", "hint", "value", "card", "primary", "danger", "link", "navigation".
void setPart(QWidget& widget, const char* part);

[[nodiscard]] const char* toneName(Tone tone);

} // namespace kaomon::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QMap>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>
#include <QWidget>

namespace kaomon::ui {
namespace {

using Tokens = QMap<QString, QString>;

QString readResource(const QString& name) {
    QFile file(QStringLiteral(":/kaomon/styles/") + name);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("a style resource is not linked in");
    }
    return QString::fromUtf8(file.readAll());
}

Tokens readTokens(Appearance appearance) {
    Tokens tokens;
    const QString text = readResource(appearance == Appearance::Dark ? QStringLiteral("tokens_dark.ini")
                                                                     : QStringLiteral("tokens_light.ini"));
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype sign = line.indexOf(u'=');
        if (sign > 0 && !line.startsWith(u';')) {
            tokens.insert(line.left(sign).trimmed(), line.mid(sign + 1).trimmed());
        }
    }
    return tokens;
}

QString styleSheet(const Tokens& tokens) {
    QString sheet = readResource(QStringLiteral("kaomon.qss"));
    // The longest names come first, so that @accent does not eat the beginning of @accent-text.
    QStringList names = tokens.keys();
    std::sort(names.begin(), names.end(),
              [](const QString& a, const QString& b) { return a.size() > b.size(); });
    for (const QString& name : names) {
        sheet.replace(u'@' + name, tokens.value(name));
    }
    return sheet;
}

QPalette palette(const Tokens& tokens) {
    const auto colour = [&](const char* name) { return QColor(tokens.value(QLatin1String(name))); };
    QPalette result(colour("surface"), colour("window"));
    result.setColor(QPalette::WindowText, colour("text"));
    result.setColor(QPalette::Text, colour("text"));
    result.setColor(QPalette::ButtonText, colour("text"));
    result.setColor(QPalette::PlaceholderText, colour("text-muted"));
    result.setColor(QPalette::Base, colour("surface"));
    result.setColor(QPalette::AlternateBase, colour("window"));
    result.setColor(QPalette::Button, colour("surface"));
    result.setColor(QPalette::Highlight, colour("accent"));
    result.setColor(QPalette::HighlightedText, colour("accent-text"));
    result.setColor(QPalette::Link, colour("accent"));
    result.setColor(QPalette::Mid, colour("line"));
    result.setColor(QPalette::ToolTipBase, colour("surface"));
    result.setColor(QPalette::ToolTipText, colour("text"));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        result.setColor(QPalette::Disabled, role, colour("text-muted"));
    }
    return result;
}

constexpr const char* kTokensProperty = "kaomonTokens";
constexpr const char* kStyleProperty = "kaomonStyle";

} // namespace

void applyTheme(QApplication& application, Appearance appearance) {
    const Tokens tokens = readTokens(appearance);
    QVariantMap kept;
    for (auto token = tokens.cbegin(); token != tokens.cend(); ++token) {
        kept.insert(token.key(), token.value());
    }
    application.setProperty(kTokensProperty, kept);
    // Each of these four lays every widget out anew, so what stays the same is not set again.
    static constexpr auto kStyle = "Fusion";
    if (application.property(kStyleProperty).toString() != QLatin1String(kStyle)) {
        application.setStyle(QStyleFactory::create(QLatin1String(kStyle)));
        application.setProperty(kStyleProperty, QLatin1String(kStyle));
    }
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK JP"),
                      QStringLiteral("Yu Gothic UI"), QStringLiteral("DejaVu Sans"),
                      QStringLiteral("sans-serif")});
    font.setPixelSize(tokens.value(QStringLiteral("font-size")).toInt());
    if (font != QApplication::font()) {
        application.setFont(font);
    }
    application.setPalette(palette(tokens));
    application.setStyleSheet(styleSheet(tokens));
}

Appearance systemAppearance() {
    const QPalette current = QApplication::palette();
    const bool isDark =
        current.color(QPalette::WindowText).lightness() > current.color(QPalette::Window).lightness();
    return isDark ? Appearance::Dark : Appearance::Light;
}

QColor themeColour(const QString& token) {
    return QColor(qApp->property(kTokensProperty).toMap().value(token).toString());
}

void setPart(QWidget& widget, const char* part) {
    widget.setProperty("part", QString::fromLatin1(part));
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

const char* toneName(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return "neutral";
    case Tone::Info:
        return "info";
    case Tone::Good:
        return "good";
    case Tone::Warning:
        return "warning";
    case Tone::Bad:
        return "bad";
    }
    return "neutral";
}

} // namespace kaomon::ui

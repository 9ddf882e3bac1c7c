// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language_switcher.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>

namespace kaomon::ui {

QString languageCode(Language language) {
    return language == Language::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

std::optional<Language> languageFromCode(QStringView code) {
    const QString two = code.left(2).toString().toLower();
    const bool isWhole = code.size() == 2 || (code.size() > 2 && (code[2] == u'_' || code[2] == u'-'));
    for (const Language language : {Language::English, Language::Japanese}) {
        if (isWhole && two == languageCode(language)) {
            return language;
        }
    }
    return std::nullopt;
}

QString languageName(Language language) {
    return language == Language::Japanese ? QStringLiteral("日本語") : QStringLiteral("English");
}

Language systemLanguage() {
    return QLocale::system().language() == QLocale::Japanese ? Language::Japanese : Language::English;
}

LanguageSwitcher::LanguageSwitcher(QObject* parent)
    : QObject(parent) {}

LanguageSwitcher::~LanguageSwitcher() {
    removeAll();
}

bool LanguageSwitcher::use(Language language) {
    removeAll();
    bool isComplete = true;
    if (language != Language::English) {
        const QString code = languageCode(language);
        // Texts of Qt's own dialogs; without them the dialogs stay English, which is no fault of ours.
        install(QLibraryInfo::path(QLibraryInfo::TranslationsPath) +
                QStringLiteral("/qtbase_%1.qm").arg(code));
        const QDir catalogues(QStringLiteral(":/kaomon/translations"));
        const QStringList files = catalogues.entryList({QStringLiteral("kaomon_*_%1.qm").arg(code)});
        isComplete = !files.isEmpty();
        for (const QString& file : files) {
            isComplete = install(catalogues.filePath(file)) && isComplete;
        }
    }
    m_current = language;
    QLocale::setDefault(language == Language::Japanese ? QLocale(QLocale::Japanese, QLocale::Japan)
                                                       : QLocale(QLocale::English));
    emit languageChanged(language);
    return isComplete;
}

bool LanguageSwitcher::install(const QString& file) {
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file) || !QCoreApplication::installTranslator(translator.get())) {
        return false;
    }
    m_translators.push_back(std::move(translator));
    return true;
}

void LanguageSwitcher::removeAll() {
    for (const auto& translator : m_translators) {
        QCoreApplication::removeTranslator(translator.get());
    }
    m_translators.clear();
}

} // namespace kaomon::ui

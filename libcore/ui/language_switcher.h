// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QStringView>
#include <QTranslator>

namespace kaomon::ui {

enum class Language { English, Japanese };

[[nodiscard]] QString languageCode(Language language);                    // "en", "ja"
[[nodiscard]] std::optional<Language> languageFromCode(QStringView code); // "ja", "ja_JP", "en-GB", ...
[[nodiscard]] QString languageName(Language language); // in that language: "English", "日本語"
[[nodiscard]] Language systemLanguage();

// Installs the translators of the wanted language at run time; English is the source language and needs none.
// Each widget is told by QEvent::LanguageChange. One per program, lives as long as QApplication; GUI thread.
// A missing catalogue leaves its texts English and is reported by use() as false.
class LanguageSwitcher final : public QObject {
    Q_OBJECT

public:
    explicit LanguageSwitcher(QObject* parent = nullptr);
    ~LanguageSwitcher() override;
    Q_DISABLE_COPY_MOVE(LanguageSwitcher)

    bool use(Language language);
    [[nodiscard]] Language current() const { return m_current; }

signals:
    void languageChanged(kaomon::ui::Language language);

private:
    bool install(const QString& file);
    void removeAll();

    std::vector<std::unique_ptr<QTranslator>> m_translators;
    Language m_current = Language::English;
};

} // namespace kaomon::ui

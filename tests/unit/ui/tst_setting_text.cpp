// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QSet>
#include <QTest>

#include "domain/setting_registry.h"
#include "ui/language_switcher.h"
#include "ui/setting_text.h"

using namespace kaomon;
using namespace kaomon::ui;

namespace {

bool hasJapanese(const QString& text) {
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() >= 0x3040 && c.unicode() <= 0x9fff; });
}

QByteArray bytes(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class TestSettingText : public QObject {
    Q_OBJECT

private slots:
    void everySettingIsExplained_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<Language>("language");
        for (const auto& setting : domain::allSettings()) {
            for (const Language language : {Language::English, Language::Japanese}) {
                QTest::newRow((bytes(setting.helpId) + ' ' + languageCode(language).toLatin1()).constData())
                    << bytes(setting.helpId) << language;
            }
        }
    }
    void everySettingIsExplained() {
        QFETCH(QByteArray, id);
        QFETCH(Language, language);
        LanguageSwitcher switcher;
        QVERIFY(switcher.use(language));
        const SettingText text = settingText(id.toStdString());
        const QString end = language == Language::Japanese ? QStringLiteral("。") : QStringLiteral(".");
        QVERIFY2(!text.title.isEmpty() && !text.title.endsWith(end), qPrintable(text.title));
        QVERIFY2(text.help.endsWith(end), qPrintable(text.help));
        QCOMPARE(hasJapanese(text.title + text.help), language == Language::Japanese);
    }

    void titlesAreDifferent() {
        QSet<QString> titles;
        for (const auto& setting : domain::allSettings()) {
            const QString title = settingText(setting.helpId).title;
            QVERIFY2(!titles.contains(title), qPrintable(title));
            titles.insert(title);
        }
    }

    void everyPageHasATitle() {
        LanguageSwitcher switcher;
        for (const std::string_view section : domain::settingSections()) {
            QVERIFY(switcher.use(Language::English));
            const QString english = settingSectionText(section);
            QVERIFY(switcher.use(Language::Japanese));
            QVERIFY2(hasJapanese(settingSectionText(section)), qPrintable(english));
        }
    }

    void unknownOnesAreShownByName() {
        QCOMPARE(settingText("of_a_newer_version").title, QStringLiteral("of_a_newer_version"));
        QVERIFY(settingText("of_a_newer_version").help.isEmpty());
        QCOMPARE(settingSectionText("new_page"), QStringLiteral("new_page"));
    }
};

QTEST_MAIN(TestSettingText)
#include "tst_setting_text.moc"

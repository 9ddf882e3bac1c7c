// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <set>

#include <QTest>

#include "domain/event_code.h"
#include "models/display_text.h"
#include "ui/language_switcher.h"

using namespace kaomon;
using models::DisplayText;

namespace {

QString kindOf(const domain::EventCode& code) {
    return DisplayText::eventKind(std::string(domain::toWire(code.kind)));
}

QString textOf(const domain::EventCode& code) {
    return DisplayText::eventCode(std::string(code.name), std::string(domain::toWire(code.kind)));
}

bool isJapanese(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x3040; });
}

} // namespace

// Whatever a PC may tell, the log page has words for it, in both languages.
class TestEventTexts : public QObject {
    Q_OBJECT
private slots:
    void everyCodeHasWords_data() {
        QTest::addColumn<bool>("wantsJapanese");
        QTest::newRow("en") << false;
        QTest::newRow("ja") << true;
    }
    void everyCodeHasWords() {
        QFETCH(bool, wantsJapanese);
        ui::LanguageSwitcher switcher;
        QVERIFY(switcher.use(wantsJapanese ? ui::Language::Japanese : ui::Language::English));
        std::map<QString, std::set<QString>> seen;
        for (const domain::EventCode& code : domain::eventCodes()) {
            const QByteArray name(code.name.data(), static_cast<qsizetype>(code.name.size()));
            const QString text = textOf(code);
            QVERIFY2(!text.isEmpty() && text != QString::fromLatin1(name), name.constData());
            QVERIFY2(!kindOf(code).isEmpty(), name.constData());
            QVERIFY2(isJapanese(text) == wantsJapanese, name.constData());
            // Two that read alike could not be told apart in the list.
            QVERIFY2(seen[kindOf(code)].insert(text).second, name.constData());
        }
        QCOMPARE(seen.size(), std::size_t(6));
    }

    // What a newer PC tells is shown as it calls it.
    void aCodeOfTomorrowIsShownAsItIs() {
        QCOMPARE(DisplayText::eventCode("NEWER_ONE", "device"), QStringLiteral("NEWER_ONE"));
        QCOMPARE(DisplayText::eventKind("mind"), QStringLiteral("mind"));
    }
};

QTEST_MAIN(TestEventTexts)
#include "tst_event_texts.moc"

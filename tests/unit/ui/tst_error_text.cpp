// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "ui/error_text.h"
#include "ui/language_switcher.h"
#include "ui/qt_text.h"

using namespace kaomon;
using namespace kaomon::ui;

namespace {

// Every code that has a wire name, in order; wireName() answers "internal" past the end.
std::vector<ErrorCode> allCodes() {
    std::vector<ErrorCode> codes{ErrorCode::Internal};
    for (int i = 1; wireName(static_cast<ErrorCode>(i)) != wireName(ErrorCode::Internal); ++i) {
        codes.push_back(static_cast<ErrorCode>(i));
    }
    return codes;
}

bool hasJapanese(const QString& text) {
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() >= 0x3040 && c.unicode() <= 0x9fff; });
}

} // namespace

class TestErrorText : public QObject {
    Q_OBJECT

private slots:
    void everyCodeSaysWhatHappenedAndWhatToDo_data();
    void everyCodeSaysWhatHappenedAndWhatToDo();
    void everyCodeHasASentenceOfItsOwn();
    void languageChangesAtRunTime();
    void languageOfCode_data();
    void languageOfCode();
};

void TestErrorText::everyCodeSaysWhatHappenedAndWhatToDo_data() {
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<Language>("language");
    for (const ErrorCode code : allCodes()) {
        for (const Language language : {Language::English, Language::Japanese}) {
            const QString name = toQString(wireName(code)) + u'-' + languageCode(language);
            QTest::newRow(qPrintable(name)) << code << language;
        }
    }
}

void TestErrorText::everyCodeSaysWhatHappenedAndWhatToDo() {
    QFETCH(ErrorCode, code);
    QFETCH(Language, language);
    LanguageSwitcher switcher;
    QVERIFY(switcher.use(language));
    const ErrorText text = errorText(code);
    const QString end = language == Language::Japanese ? QStringLiteral("。") : QStringLiteral(".");
    QVERIFY2(text.sentence.endsWith(end), qPrintable(text.sentence));
    QVERIFY2(text.nextStep.endsWith(end), qPrintable(text.nextStep));
    QCOMPARE(hasJapanese(text.sentence), language == Language::Japanese);
    QCOMPARE(hasJapanese(text.nextStep), language == Language::Japanese);
    QVERIFY(text.joined().contains(text.sentence) && text.joined().contains(text.nextStep));
}

void TestErrorText::everyCodeHasASentenceOfItsOwn() {
    QSet<QString> sentences;
    for (const ErrorCode code : allCodes()) {
        const QString sentence = errorText(code).sentence;
        QVERIFY2(!sentences.contains(sentence), qPrintable(sentence));
        sentences.insert(sentence);
    }
}

void TestErrorText::languageChangesAtRunTime() {
    LanguageSwitcher switcher;
    QSignalSpy changed(&switcher, &LanguageSwitcher::languageChanged);
    const QString english = errorText(ErrorCode::NoFace).sentence;
    QVERIFY(switcher.use(Language::Japanese));
    QCOMPARE(errorText(ErrorCode::NoFace).sentence, QStringLiteral("顔が映っていません。"));
    QVERIFY(switcher.use(Language::English));
    QCOMPARE(errorText(ErrorCode::NoFace).sentence, english);
    QCOMPARE(changed.count(), 2);
}

void TestErrorText::languageOfCode_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("expected");
    QTest::newRow("short") << QStringLiteral("ja") << QStringLiteral("ja");
    QTest::newRow("with country") << QStringLiteral("ja_JP.UTF-8") << QStringLiteral("ja");
    QTest::newRow("with hyphen") << QStringLiteral("EN-gb") << QStringLiteral("en");
    QTest::newRow("another language") << QStringLiteral("de") << QStringLiteral("");
    QTest::newRow("begins alike") << QStringLiteral("jav") << QStringLiteral("");
    QTest::newRow("empty") << QStringLiteral("") << QStringLiteral("");
}

void TestErrorText::languageOfCode() {
    QFETCH(QString, code);
    QFETCH(QString, expected);
    const auto language = languageFromCode(code);
    QCOMPARE(language ? languageCode(*language) : QString(), expected);
}

QTEST_MAIN(TestErrorText)
#include "tst_error_text.moc"

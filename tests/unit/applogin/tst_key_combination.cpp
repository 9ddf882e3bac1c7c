// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "applogin/key_combination.h"

using namespace kaomon::applogin;

// How a key of the session is written, the same for every window system.
class TestKeyCombination : public QObject {
    Q_OBJECT
private slots:
    void whatIsWrittenIsUnderstood_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("understood");
        QTest::newRow("usual") << "ctrl+alt+f"
                               << "ctrl alt f";
        QTest::newRow("any order") << "f+alt+ctrl"
                                   << "ctrl alt f";
        QTest::newRow("all of them") << "shift+super+alt+ctrl+F12"
                                     << "ctrl alt shift super F12";
        QTest::newRow("the plus itself") << "ctrl++"
                                         << "ctrl +";
        QTest::newRow("super alone") << "super+space"
                                     << "super space";
        QTest::newRow("nothing") << ""
                                 << "none";
        QTest::newRow("no key") << "ctrl+alt"
                                << "none";
        QTest::newRow("no key behind a plus") << "ctrl+"
                                              << "none";
        QTest::newRow("two keys") << "ctrl+a+b"
                                  << "none";
        QTest::newRow("a bare key") << "f"
                                    << "none";
        QTest::newRow("shift alone") << "shift+f"
                                     << "none";
        QTest::newRow("another case of a modifier is a key") << "Ctrl+alt+f"
                                                             << "none";
    }
    void whatIsWrittenIsUnderstood() {
        QFETCH(QString, text);
        QFETCH(QString, understood);
        const auto found = KeyCombination::parse(text.toStdString());
        QStringList words;
        if (found) {
            for (const auto& [isHeld, name] :
                 {std::pair(found->hasControl, "ctrl"), std::pair(found->hasAlt, "alt"),
                  std::pair(found->hasShift, "shift"), std::pair(found->hasSuper, "super")}) {
                if (isHeld) {
                    words << QString::fromLatin1(name);
                }
            }
            words << QString::fromStdString(found->key);
        }
        QCOMPARE(found ? words.join(u' ') : QStringLiteral("none"), understood);
    }
};

QTEST_GUILESS_MAIN(TestKeyCombination)
#include "tst_key_combination.moc"

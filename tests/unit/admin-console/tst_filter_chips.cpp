// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart led to stands among the filters, in the words of the screen, and goes by one press.
#include <QComboBox>
#include <QPushButton>
#include <QTest>

#include "screen_check.h"

using namespace kaomon;
using testing::FakeServer;

class FilterChipsTest final : public QObject {
    Q_OBJECT

    testing::ConsoleOnScreen m_desk;

    [[nodiscard]] QComboBox* models() const {
        for (auto* box : m_desk.page()->findChildren<QComboBox*>()) {
            if (box->accessibleName() == QStringLiteral("Face model")) {
                return box;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* chip(const QString& part) const {
        for (auto* button : m_desk.page()->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->property("part").toString() == QStringLiteral("chip") &&
                button->accessibleName().contains(part)) {
                return button;
            }
        }
        return nullptr;
    }
    // Of the last request for a list.
    [[nodiscard]] QString lastQuery(const char* path) const {
        const auto* request = m_desk.server->last("GET", path);
        return request != nullptr ? QString::fromStdString(request->query) : QString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_desk.open()); }

    void theFaceModelOfThePeople() {
        QVERIFY(m_desk.go(QStringLiteral("Users")));
        QVERIFY(models() != nullptr && !models()->isVisible());
        m_desk.page()->openQuery(QStringLiteral("face_model=registry-2"));
        QTRY_VERIFY(models()->isVisible());
        QCOMPARE(models()->currentText(), QStringLiteral("Face model: registry-2"));
        QTRY_VERIFY2(lastQuery("/v1/users").contains(QStringLiteral("face_model=registry-2")),
                     qPrintable(lastQuery("/v1/users")));
        testing::settle(m_desk.window());
        // The others stay as they are when it goes.
        models()->setCurrentIndex(0);
        emit models()->activated(0);
        QTRY_VERIFY2(!lastQuery("/v1/users").contains(QStringLiteral("face_model")),
                     qPrintable(lastQuery("/v1/users")));
        QTRY_VERIFY(!models()->isVisible());
    }

    void theCodeOfTheEvents() {
        QVERIFY(m_desk.go(QStringLiteral("Events")));
        QVERIFY(chip(QStringLiteral("Event:")) == nullptr);
        m_desk.page()->openQuery(QStringLiteral("kind=auth&code=LOGON_NG"));
        QTRY_VERIFY(chip(QStringLiteral("Event:")) != nullptr);
        QVERIFY(!chip(QStringLiteral("Event:"))->accessibleName().contains(QStringLiteral("LOGON_NG")));
        QTRY_VERIFY2(lastQuery("/v1/events").contains(QStringLiteral("code=LOGON_NG")),
                     qPrintable(lastQuery("/v1/events")));
        testing::settle(m_desk.window());
        chip(QStringLiteral("Event:"))->click();
        QTRY_VERIFY2(!lastQuery("/v1/events").contains(QStringLiteral("code=")),
                     qPrintable(lastQuery("/v1/events")));
        QVERIFY(lastQuery("/v1/events").contains(QStringLiteral("kind=auth")));
        QTRY_VERIFY(chip(QStringLiteral("Event:")) == nullptr);
        QTRY_VERIFY(chip(QStringLiteral("Kind:")) != nullptr);
    }
};

QTEST_MAIN(FilterChipsTest)
#include "tst_filter_chips.moc"

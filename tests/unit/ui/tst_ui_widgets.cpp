// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QBuffer>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/badge.h"
#include "ui/banner.h"
#include "ui/error_text.h"
#include "ui/language_switcher.h"
#include "ui/meter_bar.h"
#include "ui/preview_widget.h"
#include "ui/prompts.h"
#include "ui/qt_text.h"
#include "ui/sign_in_form.h"
#include "ui/state_panel.h"
#include "ui/theme.h"

using namespace kaomon;
using namespace kaomon::ui;

class TestUiWidgets : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bothAppearancesResolveEveryToken_data();
    void bothAppearancesResolveEveryToken();
    void statePanelShowsFourStates();
    void statePanelErrorFollowsTheLanguage();
    void bannerSaysAndClears();
    void badgeNamesItsState();
    void meterTellsWhatToDo();
    void previewIgnoresWhatIsNoPicture();
    void signInFormGivesThePasswordOnce();
    void signInFormNeedsBothFields();
    void signInFormNamesAreStable();
    void confirmAnswersOnce_data();
    void confirmAnswersOnce();
};

void TestUiWidgets::initTestCase() {
    applyTheme(*qApp, Appearance::Light);
}

void TestUiWidgets::bothAppearancesResolveEveryToken_data() {
    QTest::addColumn<Appearance>("appearance");
    QTest::newRow("light") << Appearance::Light;
    QTest::newRow("dark") << Appearance::Dark;
}

void TestUiWidgets::bothAppearancesResolveEveryToken() {
    QFETCH(Appearance, appearance);
    applyTheme(*qApp, appearance);
    QVERIFY(!qApp->styleSheet().contains(u'@'));
    for (const char* token : {"window", "surface", "text", "accent", "good", "warning", "bad", "preview"}) {
        QVERIFY2(themeColour(QString::fromLatin1(token)).isValid(), token);
    }
    QCOMPARE(systemAppearance(), appearance);
    QVERIFY(qApp->font().families().contains(QStringLiteral("Noto Sans CJK JP")));
}

void TestUiWidgets::statePanelShowsFourStates() {
    StatePanel panel;
    auto* content = new QLabel(QStringLiteral("content"));
    panel.setContent(content);
    QCOMPARE(panel.state(), StatePanel::State::Loading);
    panel.showEmpty(QStringLiteral("No users"), QStringLiteral("Add one."), QStringLiteral("Add"));
    QCOMPARE(panel.state(), StatePanel::State::Empty);
    QSignalSpy action(&panel, &StatePanel::emptyActionTriggered);
    panel.findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
    QCOMPARE(action.count(), 1);
    panel.showError(ErrorCode::ServerUnreachable);
    QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("errorSentence"))->text(),
             errorText(ErrorCode::ServerUnreachable).sentence);
    QSignalSpy retry(&panel, &StatePanel::retryRequested);
    panel.findChild<QPushButton*>(QStringLiteral("retry"))->click();
    QCOMPARE(retry.count(), 1);
    panel.showContent();
    QCOMPARE(panel.currentWidget(), content);
}

void TestUiWidgets::statePanelErrorFollowsTheLanguage() {
    StatePanel panel;
    panel.showError(ErrorCode::CameraMissing);
    LanguageSwitcher switcher;
    QVERIFY(switcher.use(Language::Japanese));
    QCoreApplication::sendPostedEvents();
    QEvent change(QEvent::LanguageChange);
    QCoreApplication::sendEvent(&panel, &change);
    QCOMPARE(panel.findChild<QLabel*>(QStringLiteral("errorSentence"))->text(),
             QStringLiteral("カメラが見つかりません。"));
}

void TestUiWidgets::bannerSaysAndClears() {
    Banner banner;
    QVERIFY(banner.isHidden());
    banner.say(Tone::Warning, QStringLiteral("Old version."), QStringLiteral("Update"));
    QVERIFY(!banner.isHidden());
    QCOMPARE(banner.text(), QStringLiteral("Old version."));
    QCOMPARE(banner.property("tone").toString(), QStringLiteral("warning"));
    QSignalSpy action(&banner, &Banner::actionTriggered);
    banner.findChild<QPushButton*>(QStringLiteral("bannerAction"))->click();
    QCOMPARE(action.count(), 1);
    banner.clear();
    QVERIFY(banner.isHidden());
}

void TestUiWidgets::badgeNamesItsState() {
    Badge badge;
    badge.setState(Tone::Good, QStringLiteral("Active"));
    QCOMPARE(badge.text(), QStringLiteral("Active"));
    QCOMPARE(badge.property("tone").toString(), QStringLiteral("good"));
}

void TestUiWidgets::meterTellsWhatToDo() {
    MeterBar meter;
    meter.setName(QStringLiteral("Light"));
    QCOMPARE(meter.accessibleName(), QStringLiteral("Light"));
    meter.setReading(
        {.fraction = 0.2, .threshold = 0.5, .isGood = false, .sentence = QStringLiteral("Turn on a light.")});
    QCOMPARE(meter.sentence(), QStringLiteral("Turn on a light."));
    QCOMPARE(meter.accessibleName(), QStringLiteral("Light: Turn on a light."));
    meter.setReading({.fraction = 0.8, .threshold = 0.5, .isGood = true, .sentence = {}});
    QCOMPARE(meter.sentence(), QStringLiteral("Good"));
    QVERIFY(!meter.grab().isNull());
}

void TestUiWidgets::previewIgnoresWhatIsNoPicture() {
    PreviewWidget preview;
    preview.setMessage(QStringLiteral("No picture yet"));
    preview.setFrame(QByteArrayLiteral("not a picture"), std::nullopt, false);
    QVERIFY(!preview.hasFrame());
    QImage picture(64, 48, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    QVERIFY(picture.save(&buffer, "JPEG"));
    preview.setFrame(jpeg, QRect(10, 10, 20, 20), true);
    QVERIFY(preview.hasFrame());
    preview.resize(320, 240);
    const QColor middle = preview.grab().toImage().pixelColor(160, 200);
    QVERIFY2(middle.red() > 200 && middle.green() < 60, qPrintable(middle.name()));
    preview.setFrame(jpeg.left(100), std::nullopt, false);
    QVERIFY(preview.hasFrame());
    preview.clear();
    QVERIFY(!preview.hasFrame());
}

void TestUiWidgets::signInFormGivesThePasswordOnce() {
    SignInForm form;
    QSignalSpy submitted(&form, &SignInForm::submitted);
    QTest::keyClicks(form.findChild<QLineEdit*>(QStringLiteral("login")), QStringLiteral(" taro "));
    auto* password = form.findChild<QLineEdit*>(QStringLiteral("password"));
    QTest::keyClicks(password, QStringLiteral("secret words"));
    QTest::keyClick(password, Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
    QCOMPARE(form.login(), QStringLiteral("taro"));
    QCOMPARE(form.takePassword().reveal(), std::string("secret words"));
    QVERIFY(form.takePassword().isEmpty());
    form.showError(ErrorCode::LoginFailed);
    auto* message = form.findChild<QLabel*>(QStringLiteral("signInMessage"));
    QCOMPARE(message->text(), errorText(ErrorCode::LoginFailed).joined());
    QVERIFY(!message->isHidden());
}

void TestUiWidgets::signInFormNeedsBothFields() {
    SignInForm form;
    QSignalSpy submitted(&form, &SignInForm::submitted);
    auto* button = form.findChild<QPushButton*>(QStringLiteral("signIn"));
    QVERIFY(!button->isEnabled());
    form.setLogin(QStringLiteral("taro"));
    QVERIFY(!button->isEnabled());
    QTest::keyClick(form.findChild<QLineEdit*>(QStringLiteral("password")), Qt::Key_Return);
    QCOMPARE(submitted.count(), 0);
    form.findChild<QLineEdit*>(QStringLiteral("password"))->setText(QStringLiteral("x"));
    QVERIFY(button->isEnabled());
    form.setBusy(true);
    QVERIFY(!button->isEnabled());
}

void TestUiWidgets::signInFormNamesAreStable() {
    const SignInForm form;
    QCOMPARE(form.findChild<QLineEdit*>(QStringLiteral("login"))->accessibleName(),
             QStringLiteral("Login name"));
    QCOMPARE(form.findChild<QLineEdit*>(QStringLiteral("password"))->accessibleName(),
             QStringLiteral("Password"));
    QCOMPARE(form.findChild<QPushButton*>(QStringLiteral("signIn"))->text(), QStringLiteral("Sign in"));
}

void TestUiWidgets::confirmAnswersOnce_data() {
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("yes") << true;
    QTest::newRow("cancel") << false;
}

void TestUiWidgets::confirmAnswersOnce() {
    QFETCH(bool, isAccepted);
    QWidget window;
    DialogPrompts prompts(&window);
    std::vector<bool> answers;
    prompts.confirm(
        {QStringLiteral("Delete?"), QStringLiteral("It is gone then."), QStringLiteral("Delete"), true},
        [&](bool isYes) { answers.push_back(isYes); });
    auto* box = window.findChild<QMessageBox*>();
    QVERIFY(box != nullptr);
    for (QAbstractButton* button : box->buttons()) {
        if ((button->text() == QStringLiteral("Delete")) == isAccepted) {
            button->click();
            break;
        }
    }
    QTRY_COMPARE(answers.size(), std::size_t{1});
    QCOMPARE(answers.front(), isAccepted);
}

QTEST_MAIN(TestUiWidgets)
#include "tst_ui_widgets.moc"

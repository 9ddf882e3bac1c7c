// SPDX-License-Identifier: GPL-3.0-or-later
// Nonsense in every field of every dialog, and a server that cannot be reached when it is sent: nothing
// breaks, nothing typed is lost, and one message says what to do next.
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

#include "dialog_gallery.h"
#include "sample_organisation.h"
#include "screen_check.h"
#include "ui/banner.h"
#include "ui/error_text.h"
#include "ui/language_switcher.h"

using namespace kaomon;

namespace {

// What others take for an end, a direction, a formula or half a character.
QString poison() {
    QString text = QStringLiteral("=cmd|' /C calc'!A0 \u202eevil\u202c \u200f");
    text.append(QChar(0));
    text.append(QChar(0xD800));
    text.append(QStringLiteral("\"><img src=x>\\ %n %1 山"));
    text.append(QChar(0xDC00));
    return text;
}

// So that the other fields do not keep the button off.
QString goodTextFor(const QLineEdit& edit) {
    const QString name = edit.accessibleName();
    if (name.contains(QStringLiteral("Mail"))) {
        return QStringLiteral("taro@example.com");
    }
    if (name.contains(QStringLiteral("Address"))) {
        return QStringLiteral("192.0.2.0/24");
    }
    return QStringLiteral("taro");
}

QList<QLineEdit*> fieldsOf(const QWidget& dialog) {
    QList<QLineEdit*> fields;
    for (auto* edit : dialog.findChildren<QLineEdit*>()) {
        // Those inside numbers and dates check by themselves.
        const bool isOwn = qobject_cast<QAbstractSpinBox*>(edit->parentWidget()) == nullptr;
        if (edit->isVisible() && edit->isEnabled() && !edit->isReadOnly() && isOwn) {
            fields.append(edit);
        }
    }
    return fields;
}

QPushButton* acceptButtonOf(const QWidget& dialog) {
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->isDefault()) {
            return button;
        }
    }
    return nullptr;
}

QStringList errorsOf(const QWidget& dialog) {
    QStringList errors;
    for (const auto* banner : dialog.findChildren<ui::Banner*>()) {
        if (banner->isVisible() && !banner->text().isEmpty()) {
            errors.append(banner->text());
        }
    }
    for (const auto* label : dialog.findChildren<QLabel*>()) {
        if (label->isVisible() && label->property("part").toString() == QStringLiteral("error") &&
            !label->text().isEmpty()) {
            errors.append(label->text());
        }
    }
    return errors;
}

} // namespace

class BadInputTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::NoPrompts m_prompts;
    ui::LanguageSwitcher m_languages;
    testing::DialogGallery m_gallery{m_fixture, m_prompts};

    void refuseEverything() {
        for (const auto& entry : m_gallery.entries()) {
            if (!entry.writes.empty()) {
                m_fixture.server->beUnreachableFor(entry.writes);
            }
        }
    }
    // Field number `which` gets the bad text; false when there is none of that number.
    static bool fill(const QWidget& dialog, int which, const QString& bad) {
        const auto fields = fieldsOf(dialog);
        for (int i = 0; i < fields.size(); ++i) {
            fields.at(i)->setText(i == which ? bad : goodTextFor(*fields.at(i)));
        }
        for (auto* box : dialog.findChildren<QCheckBox*>()) {
            if (acceptButtonOf(dialog) != nullptr && !acceptButtonOf(dialog)->isEnabled()) {
                box->setChecked(true);
            }
        }
        return which < fields.size();
    }
    static QStringList typedIn(const QWidget& dialog) {
        QStringList texts;
        for (const auto* edit : fieldsOf(dialog)) {
            if (edit->echoMode() == QLineEdit::Normal) { // a password is asked for anew
                texts.append(edit->text());
            }
        }
        return texts;
    }
    void submit(const testing::DialogGallery::Entry& entry, const QPointer<QWidget>& dialog) {
        auto* accept = acceptButtonOf(*dialog);
        if (accept == nullptr || !accept->isEnabled()) {
            return;
        }
        const QStringList before = typedIn(*dialog);
        refuseEverything();
        accept->click();
        if (entry.writes.empty()) {
            QCoreApplication::processEvents();
            return;
        }
        QTRY_VERIFY2_WITH_TIMEOUT(dialog.isNull() || !dialog->isVisible() || !errorsOf(*dialog).isEmpty(),
                                  entry.name, 30000);
        QVERIFY2(dialog && dialog->isVisible(), "it is gone, and what was typed with it");
        QCOMPARE(typedIn(*dialog), before);
        const QStringList errors = errorsOf(*dialog);
        QVERIFY2(errors.size() == 1, qPrintable(errors.join(QStringLiteral(" | "))));
        const auto known = [&](ErrorCode code) { return errors.first() == ui::errorText(code).joined(); };
        QVERIFY2(known(ErrorCode::CertificatePinMismatch) || known(ErrorCode::NotFound),
                 qPrintable(errors.first()));
    }

private slots:
    void initTestCase() {
        QVERIFY(m_fixture.open());
        testing::fillWithSamples(*m_fixture.server);
        m_languages.use(ui::Language::English);
        QVERIFY(m_gallery.load());
    }

    void nonsenseInEveryField_data() {
        QTest::addColumn<int>("entry");
        QTest::addColumn<QString>("bad");
        const auto entries = m_gallery.entries();
        for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
            const char* name = entries[static_cast<std::size_t>(i)].name;
            QTest::addRow("%s, long", name) << i << QString(10'000, QLatin1Char('x'));
            QTest::addRow("%s, poison", name) << i << poison();
        }
    }
    void nonsenseInEveryField() {
        QFETCH(int, entry);
        QFETCH(QString, bad);
        const auto asked = m_gallery.entries().at(static_cast<std::size_t>(entry));
        bool isThere = true;
        for (int field = 0; isThere; ++field) {
            QWidget window;
            window.resize(1240, 800);
            const QPointer<QWidget> dialog = asked.make(window);
            window.show();
            dialog->show();
            testing::settle(*dialog);
            isThere = fill(*dialog, field, bad);
            if (isThere) {
                submit(asked, dialog);
                if (QTest::currentTestFailed()) {
                    return;
                }
            }
        }
    }
};

QTEST_MAIN(BadInputTest)
#include "tst_bad_input.moc"

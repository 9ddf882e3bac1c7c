// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before an act stays on the screen until the act is done: with what was typed and why it was
// refused when the server says no or is away, and with its fields off while the answer is awaited.
#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "models/row_table_model.h"
#include "screen_check.h"
#include "shell/form_dialog.h"
#include "ui/banner.h"
#include "ui/error_text.h"

using namespace kaomon;

namespace {

QPushButton* buttonNamed(const QWidget& root, const QString& name) {
    for (auto* button : root.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->accessibleName() == name) {
            return button;
        }
    }
    return nullptr;
}

QList<QLineEdit*> fieldsOf(const QWidget& dialog) {
    QList<QLineEdit*> fields;
    for (auto* edit : dialog.findChildren<QLineEdit*>()) {
        if (edit->isVisible() && qobject_cast<QAbstractSpinBox*>(edit->parentWidget()) == nullptr) {
            fields.append(edit);
        }
    }
    return fields;
}

QStringList typedIn(const QWidget& dialog) {
    QStringList texts;
    for (const auto* edit : fieldsOf(dialog)) {
        texts.append(edit->text());
    }
    for (const auto* box : dialog.findChildren<QComboBox*>()) {
        texts.append(box->currentText());
    }
    return texts;
}

QPushButton* acceptButtonOf(const QWidget& dialog) {
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->isDefault()) {
            return button;
        }
    }
    return nullptr;
}

QString refusalIn(const QWidget& dialog) {
    for (const auto* banner : dialog.findChildren<ui::Banner*>()) {
        if (banner->isVisible()) {
            return banner->text();
        }
    }
    return {};
}

} // namespace

class KeptQuestionsTest final : public QObject {
    Q_OBJECT

    struct Case {
        const char* name;
        const char* page;
        int tab;           // -1: the page has none
        int row;           // of the first table that is seen; -1: none is chosen
        const char* opens; // a button or an action of a menu
        QString typed;     // the first field: what it wants; empty: a reason
        std::string writes;
    };

    testing::ConsoleOnScreen m_desk;

    [[nodiscard]] std::vector<Case> cases() const {
        const auto& server = *m_desk.server;
        const std::string user = "/v1/users/" + server.users.front().id.text();
        const std::string device = "/v1/devices/" + server.devices.front().id.text();
        const QString deviceName = QString::fromStdString(server.devices.front().name);
        const QString login = QString::fromStdString(server.users.front().login);
        return {
            {"role of a person", "Users", -1, 0, "Change role…", {}, "PUT " + user + "/role"},
            {"disable a person", "Users", -1, 0, "Disable", {}, "POST /v1/users:bulk"},
            {"delete a person", "Users", -1, 0, "Delete", login, "DELETE " + user},
            {"role of an administrator", "Administrators", 0, m_adminRow, "Change role", {}, m_roleOfAdmin},
            {"refuse an act of two",
             "Administrators",
             1,
             0,
             "Refuse",
             {},
             "POST /v1/two-person-acts/" + server.acts.front().id + ":refuse"},
            {"suspend a PC", "Devices", 0, 0, "Suspend", {}, "PATCH " + device},
            {"revoke a PC", "Devices", 0, 0, "Revoke", deviceName, "PATCH " + device},
            {"delete a group of PCs", "Devices", 2, 0, "Delete group",
             QString::fromStdString(server.deviceGroups.front().name),
             "DELETE /v1/device-groups/" + server.deviceGroups.front().id.text()},
            {"logon help",
             "Logon help",
             -1,
             -1,
             "Ask to enrol again…",
             {},
             "POST " + user + ":request-re-enrolment"},
        };
    }
    // Of rows that are told by lists of the samples' own.
    std::string m_roleOfAdmin;
    int m_adminRow = 0;

    [[nodiscard]] QTableView* tableNamed(const char* name) const {
        for (auto* table : m_desk.page()->findChildren<QTableView*>()) {
            if (table->accessibleName() == QLatin1String(name)) {
                return table;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QDialog* question() const {
        for (auto* dialog : m_desk.window().findChildren<shell::FormDialog*>()) {
            if (dialog->isVisible()) {
                return dialog;
            }
        }
        return nullptr;
    }
    void press(const QString& name) {
        const auto actionNamed = [&]() -> QAction* {
            for (auto* action : m_desk.page()->findChildren<QAction*>()) {
                if (action->text() == name && action->isEnabled() && action->isVisible()) {
                    return action;
                }
            }
            return nullptr;
        };
        const auto canPress = [&] {
            const auto* button = buttonNamed(*m_desk.page(), name);
            return (button != nullptr && button->isEnabled()) || actionNamed() != nullptr;
        };
        QTRY_VERIFY2(canPress(), qPrintable(name));
        if (auto* button = buttonNamed(*m_desk.page(), name); button != nullptr && button->isEnabled()) {
            button->click();
        } else {
            actionNamed()->trigger();
        }
    }
    void open(const Case& asked) {
        QVERIFY2(m_desk.go(QString::fromUtf8(asked.page)), asked.page);
        m_desk.askForHelp();
        if (const auto tabs = m_desk.page()->findChildren<QTabWidget*>(); asked.tab >= 0 && !tabs.isEmpty()) {
            tabs.first()->setCurrentIndex(asked.tab);
            testing::settle(m_desk.window());
        }
        if (asked.row >= 0) {
            m_desk.selectFirstRow();
            for (auto* table : m_desk.page()->findChildren<QTableView*>()) {
                if (asked.row > 0 && table->isVisible() && table->model()->rowCount() > asked.row) {
                    table->selectRow(asked.row);
                    break;
                }
            }
        }
        press(QString::fromUtf8(asked.opens));
        QTRY_VERIFY(question() != nullptr);
    }
    // Something in every field, and another choice where there is one.
    void fill(const QDialog& dialog, const Case& asked) {
        const auto fields = fieldsOf(dialog);
        for (int i = 0; i < fields.size(); ++i) {
            fields.at(i)->setText(i == 0 && !asked.typed.isEmpty() ? asked.typed
                                                                   : QStringLiteral("a long reason, 理由"));
        }
        for (auto* box : dialog.findChildren<QComboBox*>()) {
            box->setCurrentIndex(box->currentIndex() == 1 ? 2 : 1);
        }
    }
    void submitAndBeRefused(const QPointer<QDialog>& dialog, const QString& refusal) {
        auto* accept = acceptButtonOf(*dialog);
        QVERIFY(accept != nullptr);
        QTRY_VERIFY(accept->isEnabled());
        const QStringList before = typedIn(*dialog);
        accept->click();
        // The answer is on its way.
        QVERIFY(dialog);
        QVERIFY(!accept->isEnabled());
        for (const auto* edit : fieldsOf(*dialog)) {
            QVERIFY2(!edit->isEnabled(), qPrintable(edit->accessibleName()));
        }
        QVERIFY(buttonNamed(*dialog, QStringLiteral("Cancel"))->isEnabled());
        QTRY_VERIFY2(dialog.isNull() || !refusalIn(*dialog).isEmpty(), "no refusal was shown");
        QVERIFY2(dialog && dialog->isVisible(), "it is gone, and what was typed with it");
        QCOMPARE(refusalIn(*dialog), refusal);
        QCOMPARE(typedIn(*dialog), before);
        QTRY_VERIFY(accept->isEnabled());
        for (const auto* edit : fieldsOf(*dialog)) {
            QVERIFY2(edit->isEnabled(), qPrintable(edit->accessibleName()));
        }
    }

private Q_SLOTS:
    void initTestCase() {
        auto& server = *m_desk.server;
        QVERIFY(m_desk.open());
        QVERIFY(m_desk.go(QStringLiteral("Administrators")));
        const auto* people = tableNamed("List of administrators");
        QVERIFY(people != nullptr);
        QTRY_VERIFY(people->model()->rowCount() > 1);
        for (int row = 0; row < people->model()->rowCount(); ++row) {
            const std::string id =
                people->model()->index(row, 0).data(models::IdRole).toString().toStdString();
            if (id != server.founded->ownerId.text()) { // the last owner keeps his role
                m_adminRow = row;
                m_roleOfAdmin = "PUT /v1/users/" + id + "/role";
            }
        }
        QVERIFY(!m_roleOfAdmin.empty());
        server.deviceGroups.front().devices = 0; // or it could not be deleted
    }
    void cleanup() {
        if (auto* dialog = question()) {
            dialog->reject();
        }
        QCoreApplication::processEvents();
    }

    void keepsWhatWasTyped_data() {
        QTest::addColumn<int>("which");
        const auto all = cases();
        for (int i = 0; i < static_cast<int>(all.size()); ++i) {
            QTest::addRow("%s", all[static_cast<std::size_t>(i)].name) << i;
        }
    }
    void keepsWhatWasTyped() {
        QFETCH(int, which);
        const Case asked = cases().at(static_cast<std::size_t>(which));
        open(asked);
        if (QTest::currentTestFailed()) {
            return;
        }
        const QPointer<QDialog> dialog = question();
        fill(*dialog, asked);
        m_desk.server->beUnreachableFor(asked.writes);
        submitAndBeRefused(dialog, ui::errorText(ErrorCode::CertificatePinMismatch).joined());
        if (QTest::currentTestFailed()) {
            return;
        }
        m_desk.server->refuse(asked.writes, 403, "forbidden");
        submitAndBeRefused(dialog, ui::errorText(ErrorCode::Forbidden).joined());
        if (QTest::currentTestFailed()) {
            return;
        }
        buttonNamed(*dialog, QStringLiteral("Cancel"))->click();
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
    }

    // The server takes it at last: then it closes by itself.
    void closesWhenItIsDone() {
        const Case asked = cases().at(2); // deletes
        open(asked);
        if (QTest::currentTestFailed()) {
            return;
        }
        const QPointer<QDialog> dialog = question();
        fill(*dialog, asked);
        m_desk.server->refuse(asked.writes, 403, "forbidden");
        submitAndBeRefused(dialog, ui::errorText(ErrorCode::Forbidden).joined());
        if (QTest::currentTestFailed()) {
            return;
        }
        const auto before = m_desk.server->users;
        acceptButtonOf(*dialog)->click();
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
        QCOMPARE(m_desk.server->users.size() + 1, before.size());
        m_desk.server->users = before;
    }

    // Cancelled while the answer is awaited: what comes of it is said on the page.
    void cancelLeavesAtOnce() {
        const Case asked = cases().at(1);
        open(asked);
        if (QTest::currentTestFailed()) {
            return;
        }
        const QPointer<QDialog> dialog = question();
        fill(*dialog, asked);
        m_desk.server->refuse(asked.writes, 403, "forbidden");
        acceptButtonOf(*dialog)->click();
        buttonNamed(*dialog, QStringLiteral("Cancel"))->click();
        QVERIFY(dialog.isNull() || !dialog->isVisible());
        QTRY_COMPARE(refusalIn(*m_desk.page()), ui::errorText(ErrorCode::Forbidden).joined());
    }
};

QTEST_MAIN(KeptQuestionsTest)
#include "tst_kept_questions.moc"

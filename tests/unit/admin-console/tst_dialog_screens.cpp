// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of what opens over the pages, and of the screens before sign-in, in both languages and
// appearances.
#include <algorithm>
#include <memory>

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

#include "administrators/ask_act_dialog.h"
#include "devices/device_details_dialog.h"
#include "firstrun/step_widgets.h"
#include "sample_organisation.h"
#include "screen_check.h"
#include "session_fixture.h"
#include "settings/sample_dialog.h"
#include "shell/merge_dialog.h"
#include "shell/one_time_password_dialog.h"
#include "shell/sign_in_again_dialog.h"
#include "signin/sign_in_page.h"
#include "ui/language_switcher.h"
#include "ui/state_panel.h"
#include "ui/theme.h"
#include "users/edit_user_dialog.h"
#include "users/person_dialog.h"

using namespace kaomon;

class DialogScreensTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    ui::LanguageSwitcher m_languages;
    testing::NoPrompts m_prompts;
    shell::TransportFactory m_transports = testing::transportsTo(m_fixture.server);
    QMap<QString, QString> m_english;
    QStringList m_faults;

    using Maker = std::function<QWidget*(QWidget&)>; // a child of the given window
    struct Screen {
        const char* name;
        Maker make;
    };

    std::unique_ptr<users::UsersPresenter> m_users;
    std::unique_ptr<administrators::RecoveryPresenter> m_recovery;
    std::unique_ptr<shell::SignInFlow> m_flow;

    std::vector<Screen> screens() {
        auto& session = m_fixture.session;
        const wire::User user = m_fixture.server->users.front();
        return {
            {"person_timeline",
             [=, this, &session](QWidget& window) {
                 return new users::PersonDialog(session, user, users::PersonDialog::Timeline, m_prompts,
                                                &window);
             }},
            {"person_faces",
             [=, this, &session](QWidget& window) {
                 return new users::PersonDialog(session, user, users::PersonDialog::Faces, m_prompts,
                                                &window);
             }},
            {"edit_user",
             [=, this](QWidget& window) { return new users::EditUserDialog(*m_users, user, &window); }},
            {"merge",
             [](QWidget& window) {
                 return new shell::MergeDialog(
                     QStringLiteral("山田 太郎"),
                     {{QStringLiteral("user@"), QStringLiteral("old@example.com"),
                       QStringLiteral("theirs@example.com"), QStringLiteral("mine@example.com"), [] {}},
                      {QStringLiteral("user"), {}, QStringLiteral("2 階"), QStringLiteral("3 階"), [] {}}},
                     &window);
             }},
            {"sign_in_again",
             [this, &session](QWidget& window) {
                 return new shell::SignInAgainDialog(session, m_fixture.store, &window);
             }},
            {"sample_policies", [](QWidget& window) { return new settings::SampleDialog(&window); }},
            {"ask_act",
             [this](QWidget& window) { return new administrators::AskActDialog(*m_recovery, {}, &window); }},
            {"device_details",
             [this, &session](QWidget& window) {
                 return new devices::DeviceDetailsDialog(session, m_fixture.server->devices.front(), &window);
             }},
            {"one_time_password",
             [this](QWidget& window) {
                 return new shell::OneTimePasswordDialog(
                     {UserId::generate(), QStringLiteral("user1"), QStringLiteral("山田 太郎"),
                      QStringLiteral("ABCD-EFGH-JKLM-NPQR"), QDateTime::currentDateTime().addDays(3)},
                     m_prompts, {}, &window);
             }},
            {"sign_in",
             [this](QWidget& window) {
                 auto* page = new signin::SignInPage(*m_flow, m_transports, m_fixture.clock, &window);
                 page->setTenant(m_fixture.session.tenant());
                 page->resize(900, 700);
                 return page;
             }},
            {"first_run_sheet",
             [](QWidget& window) {
                 auto* step = new firstrun::SheetStep(&window);
                 step->retranslate();
                 step->resize(616, 560);
                 return step;
             }},
        };
    }

    void settle(QWidget& widget) {
        const auto isLoading = [&] {
            const auto panels = widget.findChildren<ui::StatePanel*>();
            return std::ranges::any_of(panels, [](const ui::StatePanel* panel) {
                return panel->isVisible() && panel->state() == ui::StatePanel::State::Loading;
            });
        };
        QTRY_VERIFY(!isLoading());
        for (int i = 0; i < 10; ++i) {
            QCoreApplication::processEvents(); // layouts follow their texts
        }
    }
    static bool isData(const QString& text) {
        static const QStringList kNames{QStringLiteral("Example"), QStringLiteral("reception"),
                                        QStringLiteral("user"), QStringLiteral("example.com"),
                                        QStringLiteral("Owner")};
        return std::ranges::any_of(kNames, [&](const QString& name) { return text.contains(name); });
    }
    void check(QWidget& root, const QString& screen, ui::Language language) {
        static const QRegularExpression kWord(QStringLiteral("[A-Za-z]{4,}"));
        int number = 0;
        for (auto* widget : root.findChildren<QWidget*>()) {
            const QString text = testing::textOf(*widget);
            if (!widget->isVisibleTo(&root) || text.isEmpty()) {
                continue;
            }
            const QString where = QStringLiteral("%1/%2").arg(screen).arg(number++);
            if (language == ui::Language::English) {
                m_english.insert(where, text);
            } else if (m_english.value(where) == text && text.contains(kWord) && !isData(text)) {
                m_faults.append(QStringLiteral("untranslated on %1: %2").arg(screen, text));
            }
            if (testing::isClipped(*widget)) {
                m_faults.append(QStringLiteral("clipped on %1: %2").arg(screen, text));
            }
        }
    }

private slots:
    void initTestCase() {
        QVERIFY(m_fixture.open());
        testing::fillWithSamples(*m_fixture.server);
        m_users = std::make_unique<users::UsersPresenter>(m_fixture.session);
        m_recovery = std::make_unique<administrators::RecoveryPresenter>(m_fixture.session);
        m_flow = std::make_unique<shell::SignInFlow>(m_fixture.clock, m_fixture.store);
    }

    void everyDialogInEveryForm_data() {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("appearance");
        const auto row = [](const char* name, ui::Language language, ui::Appearance appearance) {
            QTest::newRow(name) << static_cast<int>(language) << static_cast<int>(appearance);
        };
        row("en-light", ui::Language::English, ui::Appearance::Light);
        row("ja-light", ui::Language::Japanese, ui::Appearance::Light);
        row("ja-dark", ui::Language::Japanese, ui::Appearance::Dark);
        row("en-dark", ui::Language::English, ui::Appearance::Dark);
    }
    void everyDialogInEveryForm() {
        QFETCH(int, language);
        QFETCH(int, appearance);
        m_languages.use(static_cast<ui::Language>(language));
        ui::applyTheme(*qApp, static_cast<ui::Appearance>(appearance));
        m_faults.clear();
        for (const Screen& screen : screens()) {
            QWidget window;
            window.resize(1240, 800);
            window.show();
            QWidget* shown = screen.make(window);
            shown->show();
            settle(*shown);
            const QString name = QLatin1String(screen.name);
            check(*shown, name, static_cast<ui::Language>(language));
            const QString scale = QString::number(qRound(window.devicePixelRatioF() * 100));
            QVERIFY(testing::keepPicture(
                *shown,
                QStringLiteral("over-%1-%2-%3").arg(name, QLatin1String(QTest::currentDataTag()), scale)));
        }
        QVERIFY2(m_faults.isEmpty(), qPrintable(QLatin1Char('\n') + m_faults.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() {
        m_users.reset();
        m_recovery.reset();
        m_flow.reset();
    }
};

QTEST_MAIN(DialogScreensTest)
#include "tst_dialog_screens.moc"

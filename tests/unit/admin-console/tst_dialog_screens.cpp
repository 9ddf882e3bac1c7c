// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of what opens over the pages, and of the screens before sign-in, in both languages and
// appearances.
#include <memory>

#include <QApplication>
#include <QPushButton>
#include <QTest>

#include "administrators/ask_act_dialog.h"
#include "administrators/recovery_sheet_dialog.h"
#include "appfill/app_dialogs.h"
#include "assist_bench.h"
#include "devices/device_details_dialog.h"
#include "dialog_gallery.h"
#include "firstrun/step_widgets.h"
#include "keyboard_check.h"
#include "pictures/pictures_page.h"
#include "screen_check.h"
#include "session_fixture.h"
#include "settings/sample_dialog.h"
#include "shell/merge_dialog.h"
#include "shell/one_time_password_dialog.h"
#include "shell/sign_in_again_dialog.h"
#include "signin/sign_in_page.h"
#include "support/photos/written_zip.h"
#include "transfer/photo_import_view.h"
#include "ui/language_switcher.h"
#include "ui/theme.h"
#include "users/assist_dialog.h"
#include "users/edit_user_dialog.h"
#include "users/person_dialog.h"

using namespace kaomon;

class DialogScreensTest final : public QObject {
    Q_OBJECT

    testing::SessionFixture m_fixture;
    testing::SessionFixture m_viewer; // who may see pictures of refused people
    ui::LanguageSwitcher m_languages;
    testing::NoPrompts m_prompts;
    shell::TransportFactory m_transports = testing::transportsTo(m_fixture.server);
    testing::ScreenChecker m_checker;

    using Maker = std::function<QWidget*(QWidget&)>; // a child of the given window
    struct Screen {
        const char* name;
        Maker make;
    };

    testing::DialogGallery m_gallery{m_fixture, m_prompts};
    std::unique_ptr<testing::AssistBench> m_bench;
    std::unique_ptr<transfer::PhotoImportPresenter> m_photos;
    QTemporaryDir m_folder;
    QString m_zip;
    std::unique_ptr<users::UsersPresenter> m_users;
    appfill::CompanyTemplate m_app = [] {
        appfill::CompanyTemplate one{testing::sampleApp("会計システム", "ledger"), 3, {}, false};
        one.form = applogin::AppTemplate::parse(one.body.templateJson).value();
        one.body.percent = 20;
        return one;
    }();
    std::unique_ptr<administrators::RecoveryPresenter> m_recovery;
    std::unique_ptr<shell::SignInFlow> m_flow;

    // The dialog that takes a face, at this step.
    QWidget* assistAt(users::AssistPresenter::Step step, QWidget& window) {
        using Step = users::AssistPresenter::Step;
        m_bench->agent.status["state"] = step == Step::Blocked ? "suspended" : "active";
        m_bench->facts.hasSecrets = step == Step::Consent;
        auto* dialog = new users::AssistDialog(m_fixture.session, m_bench->user, m_bench->agent.path(),
                                               m_prompts, &window);
        auto& assist = dialog->presenter();
        const auto comes = [&](Step wanted) {
            return QTest::qWaitFor([&] { return assist.step() == wanted; }, 60000);
        };
        const bool isAsked = comes(step == Step::Blocked ? Step::Blocked : Step::Consent);
        if (isAsked && step != Step::Blocked && step != Step::Consent) {
            assist.recordConsent(QStringLiteral("ja"));
            (void)comes(Step::Ready);
            m_bench->agent.on("assistEnrolStart", [this, step](const localipc::Message& order) {
                return std::vector<test::FakeAgent::Reply>{step == Step::Counts ? m_bench->taken(order)
                                                                                : lookingReply()};
            });
            assist.capture(QStringLiteral("plain"));
            (void)comes(step);
            m_bench->agent.send("preview", test::previewFrame());
        }
        return dialog;
    }
    static test::FakeAgent::Reply lookingReply() {
        return {"enrolProgress",
                {{"pose", "left"},    {"step", "2"},           {"steps", "5"},     {"accepted", "2"},
                 {"needed", "6"},     {"hint", "face_turned"}, {"size", "0.3"},    {"size_ok", "1"},
                 {"size_min", "0.2"}, {"blur", "0.2"},         {"blur_ok", "1"},   {"blur_min", "0.065"},
                 {"luma", "30"},      {"luma_ok", "0"},        {"luma_min", "60"}, {"luma_max", "220"},
                 {"yaw", "4"},        {"yaw_ok", "1"},         {"yaw_max", "35"},  {"pitch", "2"},
                 {"pitch_ok", "1"},   {"roll", "1"},           {"roll_ok", "1"}}};
    }

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
            {"person_face_accesses",
             [=, this, &session](QWidget& window) {
                 return new users::PersonDialog(session, user, users::PersonDialog::Accesses, m_prompts,
                                                &window);
             }},
            {"assist_blocked",
             [this](QWidget& window) { return assistAt(users::AssistPresenter::Step::Blocked, window); }},
            {"assist_consent",
             [this](QWidget& window) { return assistAt(users::AssistPresenter::Step::Consent, window); }},
            {"assist_camera",
             [this](QWidget& window) { return assistAt(users::AssistPresenter::Step::Capturing, window); }},
            {"assist_done",
             [this](QWidget& window) { return assistAt(users::AssistPresenter::Step::Counts, window); }},
            {"photo_import",
             [this](QWidget& window) {
                 m_bench->agent.status["state"] = "active";
                 m_bench->servePhotographs();
                 m_photos->check(m_zip);
                 (void)QTest::qWaitFor([&] { return !m_photos->isRunning(); }, 60000);
                 auto* view = new transfer::PhotoImportView(*m_photos, m_prompts, &window);
                 view->resize(1180, 560);
                 return view;
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
            {"rollout",
             [this](QWidget& window) {
                 return new appfill::RolloutDialog(m_app, m_fixture.server->deviceGroups, &window);
             }},
            {"hidden_password", [this](QWidget& window) { return new appfill::BlindDialog(m_app, &window); }},
            {"sample_policies", [](QWidget& window) { return new settings::SampleDialog(&window); }},
            {"ask_act",
             [this](QWidget& window) { return new administrators::AskActDialog(*m_recovery, {}, &window); }},
            {"recovery_sheet",
             [this](QWidget& window) {
                 const auto sheet = std::make_shared<client::RecoverySheet>();
                 sheet->tenant = m_fixture.session.tenant().tenant;
                 sheet->tenantName = "Example";
                 sheet->rootFingerprint = "0123-4567-89ab-cdef-0123-4567-89ab-cdef";
                 sheet->recoveryKey = client::recoveryKeyText(crypto::BoxKey::generate());
                 sheet->madeAt = m_fixture.clock.now();
                 return new administrators::RecoverySheetDialog(sheet, m_fixture.session.tenant().server,
                                                                m_prompts, &window);
             }},
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
            {"pictures_list",
             [this](QWidget& window) {
                 auto* page = new pictures::PicturesPage(m_viewer.session, &window);
                 page->resize(980, 640);
                 page->activate();
                 testing::settle(*page);
                 page->findChild<QTableView*>()->selectRow(0);
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

private slots:
    void initTestCase() {
        QVERIFY(m_fixture.open());
        testing::fillWithSamples(*m_fixture.server);
        QVERIFY(m_gallery.load());
        m_viewer.server->role = "image_viewer";
        QVERIFY(m_viewer.open());
        testing::fillWithSamples(*m_viewer.server);
        m_bench = std::make_unique<testing::AssistBench>(m_fixture, m_fixture.server->users.front());
        m_zip = m_folder.filePath(QStringLiteral("photographs.zip"));
        testing::writePhotoZip(m_zip.toStdString(), m_bench->user.login);
        m_photos = std::make_unique<transfer::PhotoImportPresenter>(m_fixture.session, m_bench->agent.path());
        m_users = std::make_unique<users::UsersPresenter>(m_fixture.session);
        m_recovery = std::make_unique<administrators::RecoveryPresenter>(m_fixture.session);
        m_flow = std::make_unique<shell::SignInFlow>(m_fixture.clock, m_fixture.store);
    }

    void everyDialogInEveryForm_data() { testing::everyForm(); }
    void everyDialogInEveryForm() {
        QFETCH(int, language);
        QFETCH(int, appearance);
        m_languages.use(static_cast<ui::Language>(language));
        ui::applyTheme(*qApp, static_cast<ui::Appearance>(appearance));
        m_checker.startOver();
        for (const Screen& screen : screens()) {
            QWidget window;
            window.resize(1240, 800);
            window.show();
            QWidget* shown = screen.make(window);
            shown->show();
            testing::settle(*shown);
            const QString name = QLatin1String(screen.name);
            m_checker.check(*shown, name, static_cast<ui::Language>(language));
            const QString scale = QString::number(qRound(window.devicePixelRatioF() * 100));
            QVERIFY(testing::keepPicture(
                *shown,
                QStringLiteral("over-%1-%2-%3").arg(name, QLatin1String(QTest::currentDataTag()), scale)));
        }
        QVERIFY2(m_checker.isClean(), m_checker.faults().constData());
    }

    // What asks for something, in both languages: nothing is cut off and nothing untranslated.
    void dialogsInBothLanguages() {
        QWidget probe;
        if (probe.devicePixelRatioF() > 1) {
            QSKIP("looked at in its own size only, to save time");
        }
        ui::applyTheme(*qApp, ui::Appearance::Light);
        m_checker.startOver();
        for (const auto language : {ui::Language::English, ui::Language::Japanese}) {
            m_languages.use(language);
            for (const auto& entry : m_gallery.entries()) {
                QWidget window;
                window.resize(1240, 800);
                window.show();
                QWidget* shown = entry.make(window);
                shown->show();
                testing::settle(*shown);
                m_checker.check(*shown, QLatin1String(entry.name), language);
                QVERIFY(testing::keepPicture(
                    *shown,
                    QStringLiteral("%1-%2-100").arg(QLatin1String(entry.name), ui::languageCode(language))));
            }
        }
        QVERIFY2(m_checker.isClean(), m_checker.faults().constData());
    }

    void everyDialogWithoutAMouse() {
        QWidget probe;
        if (probe.devicePixelRatioF() > 1) {
            QSKIP("keys know no size");
        }
        m_languages.use(ui::Language::English);
        QStringList faults;
        auto all = m_gallery.entries();
        for (const Screen& screen : screens()) {
            all.push_back({screen.name, screen.make});
        }
        for (const auto& entry : all) {
            QWidget window;
            window.resize(1240, 800);
            window.show();
            QWidget* shown = entry.make(window);
            shown->show();
            testing::settle(*shown);
            shown->window()->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(shown->window(), 60000));
            for (const auto* button : shown->findChildren<QPushButton*>()) {
                if (button->isDefault() && button->text() == QStringLiteral("Cancel")) {
                    faults.append(
                        QStringLiteral("%1: the Enter key gives up").arg(QLatin1String(entry.name)));
                }
            }
            testing::KeyboardCheck::look(*shown->window(), *shown, QLatin1String(entry.name), faults);
        }
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() {
        m_photos.reset();
        m_bench.reset();
        m_users.reset();
        m_recovery.reset();
        m_flow.reset();
    }
};

QTEST_MAIN(DialogScreensTest)
#include "tst_dialog_screens.moc"

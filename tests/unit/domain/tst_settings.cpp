// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <set>

#include "domain/app_fill_rule.h"
#include "domain/policy.h"
#include "domain/setting_registry.h"
#include "domain/shown_name.h"

using namespace kaomon;
using namespace kaomon::domain;
using namespace std::chrono_literals;

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void registryIsSound() {
        std::set<std::string_view> names;
        for (const SettingDefinition& setting : allSettings()) {
            QVERIFY2(names.insert(setting.name).second, setting.name.data());
            QVERIFY2(checkSetting(setting, setting.defaultValue).has_value(), setting.name.data());
            QVERIFY(findSetting(setting.name) == &setting);
            QVERIFY(!setting.since.empty() && !setting.helpId.empty() && setting.scopes != 0);
            const bool hasChoices = setting.type == SettingType::Enum ||
                                    (setting.type == SettingType::List && setting.item == ListItem::Choice);
            QCOMPARE(hasChoices, !setting.choices.empty());
            QVERIFY(setting.minimum <= setting.maximum);
            QVERIFY2((setting.scopes & setting_scope::kTenant) != 0, setting.name.data());
            QVERIFY2(std::ranges::find(settingSections(), setting.section) != settingSections().end(),
                     setting.name.data());
        }
        QVERIFY(allSettings().size() >= 90);
        QVERIFY(findSetting("unknown") == nullptr);
    }

    // The defaults that are written in Policy are those of the registry.
    void defaultsAgree() {
        const Policy read = Policy::fromDocument({}).value();
        const Policy plain;
        QVERIFY(read.matchLevel == plain.matchLevel);
        QVERIFY(read.matchTimeout == plain.matchTimeout);
        QCOMPARE(read.matchAttempts, plain.matchAttempts);
        QCOMPARE(read.faceCooldown.missesBeforePause, plain.faceCooldown.missesBeforePause);
        QVERIFY(read.faceCooldown.pause == plain.faceCooldown.pause);
        QCOMPARE(read.livenessLogon, plain.livenessLogon);
        QCOMPARE(read.livenessUnlock, plain.livenessUnlock);
        QCOMPARE(read.livenessContinuous, plain.livenessContinuous);
        QCOMPARE(read.livenessAppFill, plain.livenessAppFill);
        QCOMPARE(read.requireEyesOpen, plain.requireEyesOpen);
        QVERIFY(read.maskPolicy == plain.maskPolicy);
        QCOMPARE(read.lightsUpInTheDark, plain.lightsUpInTheDark);
        QCOMPARE(read.isSharedPc, plain.isSharedPc);
        QVERIFY(read.refusedCameras == plain.refusedCameras);
        QCOMPARE(read.minimumFacePixels, plain.minimumFacePixels);
        QCOMPARE(read.minimumLuma, plain.minimumLuma);
        QVERIFY(read.passwordFallback == plain.passwordFallback);
        QCOMPARE(read.password.maximumLength, plain.password.maximumLength);
        QCOMPARE(read.passwordHistory, plain.passwordHistory);
        QVERIFY(read.passwordExpires == plain.passwordExpires);
        QVERIFY(read.emergencyCodeLife == plain.emergencyCodeLife);
        QCOMPARE(read.lockAfterFailures, plain.lockAfterFailures);
        QVERIFY(read.longestLock == plain.longestLock);
        QVERIFY(read.failuresForgotten == plain.failuresForgotten);
        QVERIFY(read.sessionIdle == plain.sessionIdle);
        QVERIFY(read.sessionLimit == plain.sessionLimit);
        QCOMPARE(read.offlineAllowed, plain.offlineAllowed);
        QVERIFY(read.offlineUsable == plain.offlineUsable);
        QVERIFY(read.offlineDeleted == plain.offlineDeleted);
        QCOMPARE(read.templatesPerUser, plain.templatesPerUser);
        QCOMPARE(read.refreshesTemplates, plain.refreshesTemplates);
        QVERIFY(read.consentMode == plain.consentMode);
        QVERIFY(read.reissueValid == plain.reissueValid);
        QCOMPARE(read.password.minimumLength, plain.password.minimumLength);
        QCOMPARE(read.password.minimumClasses, plain.password.minimumClasses);
        QVERIFY(read.cameraOrder == plain.cameraOrder);
        QCOMPARE(read.cameraExposure, plain.cameraExposure);
        QVERIFY(read.cameraCompression == plain.cameraCompression);
        QVERIFY(read.sharedBanner == plain.sharedBanner);
        QVERIFY(read.nameForm == plain.nameForm);
        QVERIFY(read.offlineRefresh == plain.offlineRefresh);
        QVERIFY(read.serverPatience == plain.serverPatience);
        QVERIFY(read.missingCamera == plain.missingCamera);
        QCOMPARE(read.isRemovalLocked, plain.isRemovalLocked);
        QVERIFY(read.keepAuthLog == plain.keepAuthLog);
        QVERIFY(read.keepAdminLog == plain.keepAdminLog);
        QVERIFY(read.keepDiagnosticLog == plain.keepDiagnosticLog);
    }

    void whatIsSettledElsewhereIsNotObeyed() {
        for (const SettingDefinition& setting : allSettings()) {
            QVERIFY2(!setting.isObeyed || setting.settledBy == SettledBy::ThisSetting, setting.name.data());
        }
    }

    void namesAreShownAsTheSettingSays_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("full");
        const auto row = [](const char* name, const char* family, const char* full) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(family)
                                << QString::fromUtf8(full);
        };
        row("山田 太郎", "山田", "山田 太郎");
        row("山田\u3000太郎", "山田", "山田 太郎");
        row("  山田  ", "山田", "山田");
        row("ヤマダ タロウ", "ヤマダ", "ヤマダ タロウ");
        row("Taro Yamada", "Yamada", "Taro Yamada");
        row("Zoë van der Müller", "Müller", "Zoë van der Müller");
        row("", "t.yamada", "t.yamada");
    }
    void namesAreShownAsTheSettingSays() {
        QFETCH(QString, name);
        QFETCH(QString, family);
        QFETCH(QString, full);
        const std::string display = name.toStdString();
        QCOMPARE(shownName(display, "t.yamada", NameForm::Family), family.toStdString());
        QCOMPARE(shownName(display, "t.yamada", NameForm::Full), full.toStdString());
        QCOMPARE(shownName(display, "t.yamada", NameForm::Login), std::string("t.yamada"));
        QCOMPARE(shownName(display, "t.yamada", NameForm::None), std::string());
    }

    void valuesApply() {
        const Policy policy = Policy::fromDocument({{"match_level", "fmr_1e-6"},
                                                    {"match_timeout_s", "30"},
                                                    {"liveness_logon", "3"},
                                                    {"allow_password_fallback", "code_only"},
                                                    {"consent_mode", "each"},
                                                    {"pw_min", "20"},
                                                    {"offline_inactive_days", "7"},
                                                    {"offline_days", "7"}})
                                  .value();
        QVERIFY(policy.matchLevel == MatchLevel::Fmr1e6);
        QVERIFY(policy.matchTimeout == 30s);
        QCOMPARE(policy.liveness(Scenario::Logon), 3);
        QCOMPARE(policy.liveness(Scenario::Unlock), 1);
        QCOMPARE(policy.liveness(Scenario::Elevation), 3);
        QVERIFY(policy.passwordFallback == PasswordFallback::CodeOnly);
        QVERIFY(policy.consentMode == ConsentMode::Each);
        QCOMPARE(policy.password.minimumLength, 20);
        QVERIFY(policy.offlineDeleted == std::chrono::days(7));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* value) {
            QTest::addRow("%s=%s", name, value) << QByteArray(name) << QByteArray(value);
        };
        row("no_such_setting", "1");
        row("", "1");
        row("match_level", "fmr_1e-3");
        row("match_level", "FMR_1e-5");
        row("match_timeout_s", "1");
        row("match_timeout_s", "31");
        row("match_timeout_s", "");
        row("match_timeout_s", "5s");
        row("match_timeout_s", " 5");
        row("match_timeout_s", "5.0");
        row("match_timeout_s", "99999999999999999999");
        row("match_attempts", "0");
        row("face_cooldown_s", "9");
        row("liveness_logon", "-1");
        row("liveness_logon", "5");
        row("require_eyes_open", "yes");
        row("require_eyes_open", "True");
        row("pw_min", "7");
        row("offline_days", "91");
        row("offline_days", "29"); // below the default of offline_inactive_days
        row("consent_mode", "never");
        row("pw_max", "11"); // below the default of pw_min
        row("cont_interval_s", "0.29");
        row("cont_interval_s", "nan");
        row("cont_interval_s", "inf");
        row("camera_order", "");
        row("camera_order", "usb,");
        row("camera_order", "usb,usb");
        row("camera_order", "usb,webcam");
        row("excluded_accounts", ",");
        row("excluded_accounts", "a, b");
        row("excluded_accounts", "a\tb");
        row("cp_filter_list", "60b78e88-ead8-445c-9cfd-0b87f74ea6cd");
        row("cp_filter_list", "{60b78e88-ead8-445c-9cfd}");
        row("lock_after_failures", "6"); // lock-out may be made stricter only
        row("lock_minutes", "14");
        row("session_idle_min", "0");
        row("session_max_h", "25");
    }
    void refuses() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto policy =
            Policy::fromDocument({{"match_attempts", "3"}, {name.toStdString(), value.toStdString()}});
        if (name == "match_attempts") { // the map keeps the first of two equal names
            QVERIFY(!Policy::fromDocument({{"match_attempts", value.toStdString()}}).has_value());
            return;
        }
        QVERIFY(!policy.has_value());
        QCOMPARE(policy.error().code, ErrorCode::ValidationFailed);
        QCOMPARE(policy.error().field, '/' + name.toStdString());
    }

    void accepts_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* value) {
            QTest::addRow("%s=%s", name, value) << QByteArray(name) << QByteArray(value);
        };
        row("cont_interval_s", "0.3");
        row("camera_order", "usb,internal_ir");
        row("excluded_accounts", "");
        row("excluded_accounts", "Administrator,KIOSK\\guest");
        row("cp_filter_list", "{60B78E88-EAD8-445C-9CFD-0B87F74EA6CD}");
        row("pw_max", "12");
        row("offline_days", "30");
        row("session_max_h", "24");
    }
    void accepts() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QVERIFY(Policy::fromDocument({{name.toStdString(), value.toStdString()}}).has_value());
    }

    void resolvedValuesNeverFail() {
        const Policy policy = Policy::fromValues({{"offline_inactive_days", "60"},
                                                  {"offline_days", "40"},
                                                  {"pw_min", "20"},
                                                  {"pw_max", "15"},
                                                  {"match_attempts", "99"},
                                                  {"of_a_newer_version", "1"},
                                                  {"match_timeout_s", "9"}});
        QVERIFY(policy.offlineUsable == std::chrono::days(40)); // the stricter of two
        QCOMPARE(policy.password.minimumLength, 20);
        QCOMPARE(policy.password.maximumLength, 20);
        QCOMPARE(policy.matchAttempts, Policy().matchAttempts);
        QVERIFY(policy.matchTimeout == 9s);
    }

    // What is left out is the registry's default.
    void appFillRule() {
        const auto rule = AppFillRule::fromValues({});
        QVERIFY(rule.mayTeach);
        QCOMPARE(rule.startDelay.count(), 500);
        QCOMPARE(rule.keyDelay.count(), 25);
        QVERIFY(rule.isEnabled && !rule.mayReveal);
        QCOMPARE(rule.reauth, std::chrono::minutes(5));
        QVERIFY(!rule.mayStart && !rule.mayUseBlind);
        QCOMPARE(rule.offline, std::chrono::days(30));
        const auto other = AppFillRule::fromValues({{"appfill_enabled", "false"},
                                                    {"reveal_allowed", "true"},
                                                    {"appfill_reauth_min", "0"},
                                                    {"appfill_user_templates", "false"},
                                                    {"appfill_key_delay_ms", "0"},
                                                    {"appfill_auto", "true"},
                                                    {"appfill_blind", "true"},
                                                    {"appfill_offline_days", "7"}});
        QVERIFY(!other.mayTeach);
        QVERIFY(other.mayStart && other.mayUseBlind);
        QCOMPARE(other.offline, std::chrono::days(7));
        QCOMPARE(other.keyDelay.count(), 0);
        QVERIFY(!other.isEnabled && other.mayReveal);
        QCOMPARE(other.reauth, std::chrono::minutes(0));
    }

    void camerasAreRefusedByAPartOfTheirName() {
        const Policy plain;
        QVERIFY(plain.refusesCamera("OBS Virtual Camera (V4L2)") &&
                plain.refusesCamera("obs virtual camera"));
        QVERIFY(!plain.refusesCamera("HD Webcam C525") && !plain.refusesCamera(""));
        const Policy own = Policy::fromDocument({{"camera_refused", "Studio,Player"}}).value();
        QVERIFY(own.refusesCamera("some player") && !own.refusesCamera("OBS Virtual Camera"));
        QVERIFY(!Policy::fromDocument({{"camera_refused", ""}}).value().refusesCamera("OBS Virtual Camera"));
    }

    void livenessIsNeverOffOutsideADemoTenant() {
        const Policy off = Policy::fromDocument({{"liveness_logon", "0"},
                                                 {"liveness_unlock", "0"},
                                                 {"liveness_continuous", "0"},
                                                 {"liveness_appfill", "0"}})
                               .value();
        for (const Scenario scenario : {Scenario::Logon, Scenario::Unlock, Scenario::Elevation,
                                        Scenario::AppFill, Scenario::EnrolTest}) {
            QCOMPARE(off.withFloors(false).liveness(scenario), 1);
            QCOMPARE(off.withFloors(true).liveness(scenario), 0);
        }
        QCOMPARE(off.withFloors(false).livenessContinuous, 1);
        const Policy high = Policy::fromDocument({{"liveness_logon", "3"}}).value();
        QCOMPARE(high.withFloors(false).livenessLogon, 3);
    }

    void matchLevels() {
        for (const auto& [level, rate, frames] :
             {std::tuple{MatchLevel::Fmr1e4, 1e-4, 1}, std::tuple{MatchLevel::Fmr1e5, 1e-5, 1},
              std::tuple{MatchLevel::Fmr1e6, 1e-5, 2}}) {
            Policy policy;
            policy.matchLevel = level;
            QCOMPARE(policy.withFloors(true).falseMatchRate(), rate);
            QVERIFY(policy.falseMatchRate() <= Policy::kLoosestFalseMatchRate);
            QCOMPARE(policy.framesToMatch(), frames);
        }
        static_assert(Policy::kSpoofEndsAttempt);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"

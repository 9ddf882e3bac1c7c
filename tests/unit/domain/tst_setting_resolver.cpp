// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <array>

#include "domain/policy.h"
#include "domain/setting_resolver.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

const std::string kFirst = "00000000-0000-4000-8000-000000000001";
const std::string kSecond = "00000000-0000-4000-8000-000000000002";

SettingLayer layer(const std::string& scope, std::map<std::string, GivenValue, std::less<>> values) {
    SettingLayer made;
    made.place = SettingPlace::parse(scope).value();
    made.values = std::move(values);
    made.setBy = "set by " + scope;
    return made;
}

const ResolvedSetting& of(const std::vector<ResolvedSetting>& resolved, std::string_view name) {
    return *std::ranges::find_if(
        resolved, [&](const ResolvedSetting& setting) { return setting.definition->name == name; });
}

} // namespace

class TestSettingResolver : public QObject {
    Q_OBJECT

private slots:
    void places_data() {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<bool>("isKnown");
        const QString id = QString::fromStdString(kFirst);
        QTest::newRow("tenant") << QStringLiteral("tenant") << true;
        QTest::newRow("group") << QStringLiteral("group:") + id << true;
        QTest::newRow("user") << QStringLiteral("user:") + id << true;
        QTest::newRow("device group") << QStringLiteral("device_group:") + id << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no id") << QStringLiteral("group:") << false;
        QTest::newRow("no uuid") << QStringLiteral("group:staff") << false;
        QTest::newRow("two") << QStringLiteral("group:user:") + id << false;
        QTest::newRow("device") << QStringLiteral("device:") + id << false;
        QTest::newRow("upper case") << QStringLiteral("Tenant") << false;
    }
    void places() {
        QFETCH(QString, scope);
        QFETCH(bool, isKnown);
        const auto place = SettingPlace::parse(scope.toStdString());
        QCOMPARE(place.has_value(), isKnown);
        if (place) {
            QCOMPARE(place->text(), scope.toStdString());
        }
    }

    void nothingGivenIsTheDefault() {
        const auto resolved = resolveSettings({});
        QCOMPARE(resolved.size(), allSettings().size());
        for (const ResolvedSetting& setting : resolved) {
            QVERIFY(setting.source == nullptr && !setting.isLocked && setting.overruled.empty());
            QVERIFY(setting.value == setting.definition->defaultValue);
        }
    }

    // Who wins for match_attempts when each place says its own number; '!' locks.
    void precedence_data() {
        QTest::addColumn<QString>("given"); // tenant, group 1, group 2, user, device group; '-' = nothing
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("isLocked");
        QTest::addColumn<int>("overruled");
        const QString group = QStringLiteral("group:") + QString::fromStdString(kFirst);
        const QString other = QStringLiteral("group:") + QString::fromStdString(kSecond);
        const QString user = QStringLiteral("user:") + QString::fromStdString(kFirst);
        const QString pcs = QStringLiteral("device_group:") + QString::fromStdString(kFirst);
        const auto row = [](const char* given, const char* value, const QString& source, bool isLocked,
                            int overruled) {
            QTest::newRow(given) << QString::fromLatin1(given) << QString::fromLatin1(value) << source
                                 << isLocked << overruled;
        };
        row("- - - - -", "3", QString(), false, 0);
        row("1 - - - -", "1", QStringLiteral("tenant"), false, 0);
        row("1 2 - - -", "2", group, false, 1);
        row("1 2 4 - -", "4", other, false, 2);
        row("1 2 4 5 -", "5", user, false, 3);
        row("1 2 4 5 6", "6", pcs, false, 4);
        row("- - - - 6", "6", pcs, false, 0);
        row("1! 2 4 5 6", "1", QStringLiteral("tenant"), true, 4);
        row("1 2! 4 5 6", "2", group, true, 4);
        row("1 2 4! 5 6", "4", other, true, 4);
        row("1 2 4 5! 6", "5", user, true, 4);
        row("1! - - - -", "1", QStringLiteral("tenant"), true, 0);
        row("1! 99 - - 6", "1", QStringLiteral("tenant"), true, 1); // 99 is out of range: as if not said
        row("99! 2 - - -", "2", group, false, 0);
        row("x - - - -", "3", QString(), false, 0);
    }
    void precedence() {
        QFETCH(QString, given);
        QFETCH(QString, value);
        QFETCH(QString, source);
        QFETCH(bool, isLocked);
        QFETCH(int, overruled);
        const std::array<std::string, 5> scopes{"tenant", "group:" + kFirst, "group:" + kSecond,
                                                "user:" + kFirst, "device_group:" + kFirst};
        std::vector<SettingLayer> layers;
        const auto words = given.split(QLatin1Char(' '));
        for (const int i : {4, 3, 1, 2, 0}) { // only the order of the groups matters
            if (words[i] != QLatin1String("-")) {
                const bool locks = words[i].endsWith(QLatin1Char('!'));
                layers.push_back(
                    layer(scopes.at(static_cast<std::size_t>(i)),
                          {{"match_attempts", {words[i].chopped(locks ? 1 : 0).toStdString(), locks}}}));
            }
        }
        const auto resolved = resolveSettings(layers);
        const ResolvedSetting& attempts = of(resolved, "match_attempts");
        QCOMPARE(std::string(attempts.value), value.toStdString());
        QCOMPARE(attempts.source == nullptr ? std::string() : attempts.source->place.text(),
                 source.toStdString());
        QCOMPARE(attempts.source == nullptr ? std::string() : attempts.source->setBy,
                 source.isEmpty() ? std::string() : "set by " + source.toStdString());
        QCOMPARE(attempts.isLocked, isLocked);
        QCOMPARE(static_cast<int>(attempts.overruled.size()), overruled);
        QCOMPARE(Policy::fromValues(valuesOf(resolved)).matchAttempts, value.toInt());
    }

    // A setting of the whole tenant is not taken from a user's or a PC group's document.
    void placeThatMayNotSay() {
        const std::vector<SettingLayer> layers{layer("tenant", {{"pw_min", {"14"}}}),
                                               layer("user:" + kFirst, {{"pw_min", {"8"}}}),
                                               layer("device_group:" + kFirst, {{"pw_min", {"9", true}}})};
        const auto resolved = resolveSettings(layers);
        QCOMPARE(std::string(of(resolved, "pw_min").value), std::string("14"));
        QVERIFY(of(resolved, "pw_min").overruled.empty());
    }

    void unknownSettingTakesNothingWithIt() {
        const std::vector<SettingLayer> layers{
            layer("tenant", {{"of_a_newer_version", {"1"}}, {"match_timeout_s", {"9"}}})};
        const auto resolved = resolveSettings(layers);
        QCOMPARE(std::string(of(resolved, "match_timeout_s").value), std::string("9"));
    }

    void refuses_data() {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("locks");
        QTest::addColumn<QString>("code"); // empty: accepted
        const QString tenant = QStringLiteral("tenant");
        const QString user = QStringLiteral("user:") + QString::fromStdString(kFirst);
        const QString pcs = QStringLiteral("device_group:") + QString::fromStdString(kFirst);
        const auto row = [](const char* title, const QString& scope, const char* name, const char* value,
                            bool locks, const char* code) {
            QTest::newRow(title) << scope << QString::fromLatin1(name) << QString::fromLatin1(value) << locks
                                 << QString::fromLatin1(code);
        };
        row("good", user, "match_timeout_s", "9", false, "");
        row("unknown", tenant, "no_such", "9", false, "validation_failed");
        row("range", tenant, "match_timeout_s", "31", false, "validation_failed");
        row("place", user, "pw_min", "14", false, "validation_failed");
        row("place of machines", user, "offline_days", "40", false, "validation_failed");
        row("nothing to lock", tenant, "pw_min", "14", true, "validation_failed");
        row("narrowest lock", pcs, "match_timeout_s", "9", true, "validation_failed");
        row("against a lock", user, "match_attempts", "9", false, "conflict");
        row("against a lock on a PC", pcs, "match_attempts", "9", false, "conflict");
        row("as locked", user, "match_attempts", "2", false, "");
        row("the lock itself", tenant, "match_attempts", "9", true, "");
    }
    void refuses() {
        QFETCH(QString, scope);
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(bool, locks);
        QFETCH(QString, code);
        const std::vector<SettingLayer> wider{layer("tenant", {{"match_attempts", {"2", true}}})};
        const auto checked = checkLayer(
            layer(scope.toStdString(), {{name.toStdString(), {value.toStdString(), locks}}}), wider);
        QCOMPARE(checked.has_value(), code.isEmpty());
        if (!checked) {
            QCOMPARE(std::string(wireName(checked.error().code)), code.toStdString());
            QCOMPARE(checked.error().field, '/' + name.toStdString());
        }
    }
};

QTEST_GUILESS_MAIN(TestSettingResolver)
#include "tst_setting_resolver.moc"

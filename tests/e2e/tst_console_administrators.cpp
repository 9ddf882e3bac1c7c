// SPDX-License-Identifier: GPL-3.0-or-later
// Two administrators at two consoles against the real server: what the console's presenters do is done there.
#include <QFile>
#include <QTest>

#include "administrators/acts_presenter.h"
#include "administrators/administrators_presenter.h"
#include "administrators/key_renewal_presenter.h"
#include "administrators/recovery_presenter.h"
#include "console_desk.h"
#include "crypto/emergency_code.h"
#include "devices/device_groups_presenter.h"
#include "settings/settings_presenter.h"
#include "transfer/import_presenter.h"

using namespace kaomon;
using administrators::AdministratorsPresenter;
using administrators::KeyState;
using e2e::Desk;
using e2e::kOwnerPassword;
using e2e::kPatience;
using e2e::refusalOf;
using models::ListState;

class ConsoleAdministratorsTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    shell::KnownTenant m_tenant;
    Desk m_owner;
    Desk m_second;
    Desk m_third;
    QString m_oneTimeOfThird;

    QString addAdministrator(const char* login, const char* role) {
        const auto issued = e2e::addUser(m_owner, login, role);
        return issued ? issued->text : QString();
    }

    std::optional<administrators::AdministratorRow> rowOf(const std::string& login) {
        AdministratorsPresenter presenter(m_owner.session);
        presenter.reload();
        if (QTest::qWaitFor([&] { return presenter.state() == ListState::Content; }, kPatience)) {
            for (const auto& row : presenter.model().rows()) {
                if (row.user.login == login) {
                    return row;
                }
            }
        }
        return std::nullopt;
    }

private slots:
    void initTestCase() {
        qRegisterMetaType<users::IssuedPassword>();
        QVERIFY(m_server.start());
        const auto tenant = e2e::foundTenant(m_server, m_owner.clock);
        QVERIFY(tenant.has_value());
        m_tenant = *tenant;
        QVERIFY(!m_owner.signIn(m_tenant, "owner", kOwnerPassword));
        QVERIFY(m_owner.session.keyring() != nullptr);
    }

    // A one-time password, a password of his own, and keys only from the hands of an owner.
    void aSecondAdministratorIsBroughtIn() {
        const QString oneTime = addAdministrator("second", "user_admin");
        QVERIFY(!oneTime.isEmpty());
        m_second.newPassword = "Another-Horse-2";
        QVERIFY(!m_second.signIn(m_tenant, "second", oneTime.toStdString()));
        QCOMPARE(m_second.newPasswords, 1);
        QVERIFY(m_second.session.keyring() == nullptr);
        QVERIFY(!m_second.session.mayManage());
        const QString told = QString::fromStdString(m_second.session.waitingFingerprint());
        QVERIFY(told.size() > 30);

        AdministratorsPresenter presenter(m_owner.session);
        const auto row = rowOf("second");
        QVERIFY(row.has_value());
        QVERIFY(row->keys == KeyState::Waiting);
        const wire::User user = row->user;
        QString seen;
        connect(&presenter, &AdministratorsPresenter::identityFound, this,
                [&](const wire::User&, const QString& fingerprint) { seen = fingerprint; });
        QVERIFY(!refusalOf(presenter, [&] { presenter.findIdentity(user); }));
        QCOMPARE(seen, told); // what the two people compare
        QVERIFY(!refusalOf(presenter, [&] { presenter.handOver(user, QStringLiteral("new colleague")); }));
        QVERIFY(rowOf("second")->keys == KeyState::Held);

        m_second.session.signOut();
        QVERIFY(!m_second.signIn(m_tenant, "second", m_second.newPassword));
        QCOMPARE(m_second.newPasswords, 1); // the password is his own now
        QVERIFY(m_second.session.mayManage());
        QVERIFY(!m_second.session.keyring()->isRootHolder());
        QVERIFY(m_second.session.keyring()->sealedKey("emergency") != nullptr);
        QVERIFY(m_second.session.keyring()->sealedKey("rk-owner") == nullptr); // not of his role
    }

    void settingsAreStagedPreviewedAndSigned() {
        settings::SettingsPresenter second(m_second.session);
        second.reload();
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), ListState::Content, kPatience);
        settings::SettingsPresenter owner(m_owner.session);
        owner.reload();
        QTRY_COMPARE_WITH_TIMEOUT(owner.state(), ListState::Content, kPatience);
        second.stage("match_timeout_s", "7", true);
        QCOMPARE(second.stagedCount(), 1);
        QVERIFY(!refusalOf(second, [&] { second.preview(); }));
        QCOMPARE(second.lastPreview().changes.size(), std::size_t(1));
        QCOMPARE(second.lastPreview().allUsers, 2LL);
        const long long before = second.version();
        QVERIFY(!refusalOf(second, [&] { second.apply(QStringLiteral("quicker")); }));
        QTRY_COMPARE_WITH_TIMEOUT(second.version(), before + 1, kPatience);
        QCOMPARE(second.stagedCount(), 0);

        // The owner still looks at the version before: nothing of the other's is lost, nothing of his.
        owner.stage("match_attempts", "4", false);
        QVERIFY(refusalOf(owner, [&] { owner.apply(QStringLiteral("stricter")); }) ==
                ErrorCode::StaleRevision);
        QTRY_COMPARE_WITH_TIMEOUT(owner.version(), before + 1, kPatience);
        QCOMPARE(owner.stagedCount(), 1);
        const auto* timeout = domain::findSetting("match_timeout_s");
        QCOMPARE(owner.row(*timeout).value(), std::string("7"));
        QVERIFY(!refusalOf(owner, [&] { owner.apply(QStringLiteral("stricter")); }));
        QTRY_COMPARE_WITH_TIMEOUT(owner.version(), before + 2, kPatience);
        QCOMPARE(owner.row(*timeout).value(), std::string("7"));

        QVERIFY(!refusalOf(owner, [&] { owner.revert(before, QStringLiteral("as it was")); }));
        QTRY_COMPARE_WITH_TIMEOUT(owner.version(), before + 3, kPatience);
        QCOMPARE(owner.row(*timeout).value(), std::string(timeout->defaultValue));
    }

    // Nobody makes an owner alone: neither a new account nor another role without somebody's agreement.
    void aFurtherOwnersRoleNeedsAnAgreement() {
        users::UsersPresenter adding(m_owner.session);
        QVERIFY(refusalOf(adding, [&] {
                    adding.createUser({QStringLiteral("fourth"), QStringLiteral("Fourth"), {}, {}, "owner"});
                }) == ErrorCode::ApprovalRequired);
        m_oneTimeOfThird = addAdministrator("third", "auditor");
        QVERIFY(!m_oneTimeOfThird.isEmpty());
        AdministratorsPresenter presenter(m_owner.session);
        const auto promote = [&] {
            const wire::User user = rowOf("third")->user;
            return refusalOf(presenter,
                             [&] { presenter.changeRole(user, "owner", QStringLiteral("deputy")); });
        };
        QVERIFY(promote() == ErrorCode::ApprovalRequired);
        administrators::RecoveryPresenter acts(m_owner.session);
        const UserId third = rowOf("third")->user.id;
        QVERIFY(!refusalOf(acts, [&] {
            acts.ask(crypto::ActKind::OwnerChange, third, QStringLiteral("to become an owner"));
        }));
        QVERIFY(promote() == ErrorCode::ApprovalRequired); // asked for, and not agreed to
        administrators::ActsPresenter other(m_second.session);
        other.reload();
        QTRY_COMPARE_WITH_TIMEOUT(other.state(), ListState::Content, kPatience);
        const wire::TwoPersonAct act = *other.model().row(0);
        QCOMPARE(act.reason, std::string("to become an owner"));
        QVERIFY(!refusalOf(other, [&] { other.approve(act); }));
        const auto refused = promote();
        QVERIFY2(!refused, refused ? wireName(*refused).data() : "");
        QCOMPARE(rowOf("third")->user.role, std::string("owner"));
    }

    // A further owner needs the agreement of another administrator; the signed manifest waits meanwhile.
    void aFurtherOwnerNeedsAnAgreement() {
        const QString oneTime = m_oneTimeOfThird;
        m_third.newPassword = "Third-Horse-3-Battery";
        QVERIFY(!m_third.signIn(m_tenant, "third", oneTime.toStdString()));

        AdministratorsPresenter presenter(m_owner.session);
        const wire::User user = rowOf("third")->user;
        const QSignalSpy requested(&presenter, &AdministratorsPresenter::agreementRequested);
        QVERIFY(!refusalOf(presenter, [&] { presenter.findIdentity(user); }));
        QVERIFY(!refusalOf(presenter, [&] { presenter.handOver(user, QStringLiteral("deputy")); }));
        QCOMPARE(requested.count(), 1);
        QVERIFY(rowOf("third")->keys == KeyState::Waiting);

        administrators::ActsPresenter other(m_second.session);
        other.reload();
        QTRY_COMPARE_WITH_TIMEOUT(other.state(), ListState::Content, kPatience);
        QCOMPARE(other.waitingForMe(), 1);
        const wire::TwoPersonAct act = *other.model().row(0);
        QCOMPARE(act.reason, std::string("deputy"));
        QVERIFY(!presenter.canFinish(act));
        QVERIFY(!refusalOf(other, [&] { other.approve(act); }));
        administrators::ActsPresenter own(m_owner.session);
        own.reload();
        QTRY_COMPARE_WITH_TIMEOUT(own.state(), ListState::Content, kPatience);
        const wire::TwoPersonAct agreed = *own.model().row(0);
        QVERIFY(!own.mayDecide(agreed));
        QVERIFY(presenter.canFinish(agreed));
        QVERIFY(!refusalOf(presenter, [&] { presenter.finish(agreed); }));
        QVERIFY(rowOf("third")->keys == KeyState::Unconfirmed);
        m_third.session.signOut();
        QVERIFY(!m_third.signIn(m_tenant, "third", m_third.newPassword));
        QVERIFY(m_third.session.keyring()->isRootHolder());
        QTRY_VERIFY_WITH_TIMEOUT(rowOf("third")->keys == KeyState::Held, kPatience); // his console's word
    }

    void aGroupOfPcsGetsItsKeyAndANewOne() {
        devices::DeviceGroupsPresenter groups(m_owner.session);
        QVERIFY(!refusalOf(groups, [&] { groups.create({QStringLiteral("Reception"), {}, true, {}}); }));
        const auto reception = [&]() -> const wire::DeviceGroup* {
            for (const auto& group : groups.model().rows()) {
                if (group.name == "Reception") {
                    return &group;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(reception() != nullptr && reception()->faceKeyId && !groups.isBusy(),
                                 kPatience);
        const std::string first = *reception()->faceKeyId;
        const QSignalSpy ended(&groups, &devices::DeviceGroupsPresenter::rotationEnded);
        groups.rotate(*reception());
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
        QVERIFY(ended.first().first().toBool());
        QTRY_VERIFY_WITH_TIMEOUT(reception() != nullptr && reception()->faceKeyId != first, kPatience);
        // The keyring follows: a code for the new group can be made at once.
        QTRY_VERIFY_WITH_TIMEOUT(
            m_owner.session.keyring()
                ->makeEnrolmentCode({.label = "desk",
                                     .group = reception()->id.text(),
                                     .useCount = 1,
                                     .notAfter = m_owner.clock.now() + std::chrono::hours(1),
                                     .serverUrl = m_server.url(),
                                     .tenantName = "E2E"})
                .has_value(),
            kPatience);
    }

    void peopleComeFromAFileAndGoAgain() {
        const QString path = m_owner.folder.filePath(QStringLiteral("people.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("login,display_name,mail\nhanako,Hanako,hanako@example.com\nj,Too short,\njiro,Jiro,\n");
        file.close();
        const auto preview = transfer::readCsvPreview(path, QStringLiteral("auto"));
        QVERIFY(preview.has_value());
        QCOMPARE(preview->rows.size(), std::size_t(3));
        transfer::ImportPresenter imports(m_owner.session);
        imports.start({path, "upsert", "auto", {}});
        const auto isAt = [&](const char* state) {
            return QTest::qWaitFor(
                [&] { return imports.job() && imports.job()->state == state && !imports.isWorking(); },
                kPatience);
        };
        QVERIFY(isAt("checked"));
        QCOMPARE(imports.job()->found.added, 2LL);
        QCOMPARE(imports.job()->found.refused, 1LL);
        QTRY_COMPARE_WITH_TIMEOUT(imports.rows().rowCount(), 1, kPatience); // the refused one comes first
        QVERIFY(!imports.rows().index(0, 4).data().toString().isEmpty());
        imports.apply({});
        QVERIFY(isAt("applied"));
        QCOMPARE(imports.job()->applied, 2LL);
        imports.undo();
        QVERIFY(isAt("undone"));
        QCOMPARE(imports.job()->undone, 2LL);
    }

    // Who loses his role keeps what he has seen; the console says what is due and replaces all of it.
    void whatAFormerAdministratorHeldIsReplaced() {
        const auto kept = m_second.session.sharedKeyring();
        const auto before = m_owner.session.keyring()->manifest();
        QVERIFY(kept && kept->sealedKey("emergency") != nullptr);
        AdministratorsPresenter admins(m_owner.session);
        const wire::User user = rowOf("second")->user;
        administrators::KeyRenewalPresenter keys(m_owner.session);
        keys.reload();
        QTRY_COMPARE_WITH_TIMEOUT(keys.state(), ListState::Empty, kPatience);
        QVERIFY(!refusalOf(admins, [&] { admins.changeRole(user, "auditor", QStringLiteral("moves")); }));
        keys.reload();
        QTRY_COMPARE_WITH_TIMEOUT(keys.state(), ListState::Content, kPatience);
        QCOMPARE(keys.dueCount(), 4); // RK, emergency codes, the faces of both groups of PCs
        QVERIFY(keys.mayReplace());
        QCOMPARE(keys.receivers().size(), 2); // both owners; the former one still stands in the manifest

        const QSignalSpy replaced(&keys, &administrators::KeyRenewalPresenter::replaced);
        std::shared_ptr<const client::RecoverySheet> sheet;
        connect(&keys, &administrators::KeyRenewalPresenter::sheetMade, this,
                [&](const std::shared_ptr<const client::RecoverySheet>& made) { sheet = made; });
        keys.replace();
        QVERIFY(keys.isReplacing());
        QTRY_COMPARE_WITH_TIMEOUT(replaced.count(), 1, kPatience);
        QVERIFY(replaced.first().first().toBool());
        QTRY_COMPARE_WITH_TIMEOUT(keys.state(), ListState::Empty, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_owner.session.keyring()->manifest().version > before.version, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_owner.session.keyring()->manifest().faceKeys.size() == 2, kPatience);
        const auto& after = m_owner.session.keyring()->manifest();
        QVERIFY(after.emergencyPublic != before.emergencyPublic);
        QVERIFY(after.recoveryPublic != before.recoveryPublic);
        QCOMPARE(after.imageEvidencePublic, before.imageEvidencePublic); // he never held it
        for (const auto& key : before.faceKeys) {
            QVERIFY(std::ranges::count(after.faceKeys, key.id, &crypto::ManifestFaceKey::id) == 0);
        }
        QVERIFY(sheet != nullptr);
        QCOMPARE(client::recoveryKeyFromSheet(sheet->recoveryKey)->publicKey(), after.recoveryPublic);

        // An emergency key of a PC, sealed now, is closed to what he kept, and open to both owners.
        const auto sealed = crypto::sealEmergencyKey(crypto::SecretKey::generate(), after.emergencyPublic,
                                                     m_tenant.tenant.text(), "pc");
        const auto opens = [&](const client::AdminKeyring& keyring) {
            return std::ranges::any_of(keyring.sealedKeys("emergency"), [&](const auto* secret) {
                const auto key = crypto::BoxKey::fromSecret(secret->reveal());
                return key && crypto::openEmergencyKey(*sealed, *key, m_tenant.tenant.text(), "pc");
            });
        };
        QVERIFY(!opens(*kept));
        QTRY_VERIFY_WITH_TIMEOUT(opens(*m_owner.session.keyring()), kPatience);
        QCOMPARE(m_owner.session.keyring()->sealedKeys("emergency").size(), std::size_t(2));
        m_third.session.signOut();
        QVERIFY(!m_third.signIn(m_tenant, "third", m_third.newPassword));
        QVERIFY(opens(*m_third.session.keyring()));
    }

    // From a reissue until a new hand-over he holds nothing, whatever is replaced in between.
    void whoWasReissuedWaitsForKeysAgain() {
        Desk helper;
        QVERIFY(e2e::bringIn(m_owner, helper, m_tenant, "helper", "help_desk", "Third-Horse-3"));
        QVERIFY(rowOf("helper")->keys == KeyState::Held);
        users::UsersPresenter people(m_owner.session);
        const QSignalSpy issued(&people, &users::UsersPresenter::passwordIssued);
        people.reissuePassword(rowOf("helper")->user, QStringLiteral("forgot it"));
        QTRY_COMPARE_WITH_TIMEOUT(issued.count(), 1, kPatience);
        QVERIFY(rowOf("helper")->keys == KeyState::Waiting);

        administrators::KeyRenewalPresenter keys(m_owner.session);
        keys.reload();
        QTRY_COMPARE_WITH_TIMEOUT(keys.state(), ListState::Empty, kPatience);
        QVERIFY(!keys.receivers().contains(QStringLiteral("helper")));
        const QSignalSpy replaced(&keys, &administrators::KeyRenewalPresenter::replaced);
        keys.replace();
        QTRY_COMPARE_WITH_TIMEOUT(replaced.count(), 1, kPatience);
        QVERIFY(replaced.first().first().toBool());
        QVERIFY(rowOf("helper")->keys == KeyState::Waiting);

        helper.session.signOut();
        helper.newPassword = "Fourth-Horse-4";
        const auto password = issued.first().first().value<shell::IssuedPassword>().text;
        QVERIFY(!helper.signIn(m_tenant, "helper", password.toStdString()));
        QVERIFY(helper.session.keyring() == nullptr);
        QVERIFY(rowOf("helper")->keys == KeyState::Waiting); // his new key is not in the manifest yet
        m_owner.session.refreshKeyring();
        AdministratorsPresenter presenter(m_owner.session);
        presenter.reload();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), ListState::Content, kPatience);
        const wire::User user = rowOf("helper")->user;
        QVERIFY(!refusalOf(presenter, [&] { presenter.findIdentity(user); }));
        QVERIFY(!refusalOf(presenter, [&] { presenter.handOver(user, QStringLiteral("again")); }));
        QVERIFY(rowOf("helper")->keys == KeyState::Held);
        helper.session.signOut();
        QVERIFY(!helper.signIn(m_tenant, "helper", helper.newPassword));
        QVERIFY(helper.session.keyring() != nullptr);
        QVERIFY(helper.session.keyring()->sealedKey("emergency") != nullptr);
    }
};

QTEST_MAIN(ConsoleAdministratorsTest)
#include "tst_console_administrators.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "wire/accounts.h"
#include "wire/alerts.h"
#include "wire/app_documents.h"
#include "wire/assisted_faces.h"
#include "wire/bootstrap.h"
#include "wire/changes.h"
#include "wire/confirmations.h"
#include "wire/deliveries.h"
#include "wire/devices.h"
#include "wire/diagnostics.h"
#include "wire/diagnostics_report.h"
#include "wire/document_pages.h"
#include "wire/events.h"
#include "wire/evidence.h"
#include "wire/face_accesses.h"
#include "wire/face_models.h"
#include "wire/face_pictures.h"
#include "wire/group_proposals.h"
#include "wire/groups.h"
#include "wire/imports.h"
#include "wire/ip_rules.h"
#include "wire/key_renewals.h"
#include "wire/keys.h"
#include "wire/licences.h"
#include "wire/meta.h"
#include "wire/notices.h"
#include "wire/operations.h"
#include "wire/policies.h"
#include "wire/problem.h"
#include "wire/releases.h"
#include "wire/scim_tokens.h"
#include "wire/server_pins.h"
#include "wire/service_status.h"
#include "wire/session.h"
#include "wire/settings.h"
#include "wire/stream.h"
#include "wire/support.h"
#include "wire/templates.h"
#include "wire/two_person_acts.h"
#include "wire/users.h"
#include "wire/vault.h"

using namespace kaomon;
using wire::UnknownFields;

namespace {

// A message without its type: decode and encode again, and its schema.
struct Message {
    const char* name;
    std::function<Result<std::string>(const std::string&, UnknownFields)> recode;
    std::string schema;
};

template<class T>
Message message(const char* name) {
    return {name,
            [](const std::string& text, UnknownFields unknown) -> Result<std::string> {
                return wire::decode<T>(text, unknown).transform([](const T& value) {
                    return wire::encode(value);
                });
            },
            wire::schema<T>()};
}

std::vector<Message> accountMessages() {
    using namespace wire;
    return {message<Problem>("problem"),
            message<Health>("health"),
            message<Meta>("meta"),
            message<PasswordRecord>("password_record"),
            message<IdentityRecord>("identity_record"),
            message<KeySeal>("key_seal"),
            message<KeySealList>("key_seal_list"),
            message<VaultKeyWrap>("vault_key_wrap"),
            message<ManifestDocument>("manifest_document"),
            message<UserKeys>("user_keys"),
            message<ConfirmationBody>("confirmation_body"),
            message<ConfirmationBasis>("confirmation_basis"),
            message<KeyRenewalState>("key_renewal_state"),
            message<KeyRenewal>("key_renewal"),
            message<RootConfirmation>("root_confirmation"),
            message<ServerPins>("server_pins"),
            message<PolicyDocument>("policy_document"),
            message<PolicyDocumentList>("policy_document_list"),
            message<PolicyDocumentPage>("policy_document_page"),
            message<EnrolmentCodePage>("enrolment_code_page"),
            message<SettingsBody>("settings_body"),
            message<SettingsTable>("settings_table"),
            message<SettingsExplanation>("settings_explanation"),
            message<SettingsVersion>("settings_version"),
            message<SettingsVersionPage>("settings_version_page"),
            message<SettingsDifference>("settings_difference"),
            message<SettingsProposal>("settings_proposal"),
            message<SettingsPreview>("settings_preview"),
            message<AccountLinksBody>("account_links_body"),
            message<BootstrapBegin>("bootstrap_begin"),
            message<BootstrapInfo>("bootstrap_info"),
            message<BootstrapRequest>("bootstrap_request"),
            message<PreloginRequest>("prelogin_request"),
            message<PreloginReply>("prelogin_reply"),
            message<SignInRequest>("sign_in_request"),
            message<SessionReply>("session_reply"),
            message<RefreshRequest>("refresh_request"),
            message<ReauthRequest>("reauth_request"),
            message<ReauthReply>("reauth_reply"),
            message<PasswordChange>("password_change"),
            message<User>("user"),
            message<NewUser>("new_user"),
            message<UserPatch>("user_patch"),
            message<UserPage>("user_page"),
            message<PasswordReset>("password_reset"),
            message<ReEnrolRequest>("re_enrol_request"),
            message<BulkRequest>("bulk_request"),
            message<BulkReply>("bulk_reply"),
            message<SavedFilter>("saved_filter"),
            message<SavedFilterList>("saved_filter_list"),
            message<GroupMembersBody>("group_members_body"),
            message<UserGroup>("user_group"),
            message<UserGroupList>("user_group_list"),
            message<NewGroup>("new_group"),
            message<GroupPatch>("group_patch"),
            message<GroupProposalPage>("group_proposal_page"),
            message<GroupProposalRefusal>("group_proposal_refusal"),
            message<NewImport>("new_import"),
            message<ImportJob>("import_job"),
            message<ImportJobList>("import_job_list"),
            message<ImportApply>("import_apply"),
            message<ImportRow>("import_row"),
            message<ImportRowPage>("import_row_page"),
            message<NewScimToken>("new_scim_token"),
            message<ScimToken>("scim_token"),
            message<ScimTokenList>("scim_token_list")};
}

std::vector<Message> dutyMessages() {
    using namespace wire;
    return {message<Notice>("notice"),
            message<NoticePage>("notice_page"),
            message<NoticeDraft>("notice_draft"),
            message<NoticeReceiptList>("notice_receipt_list"),
            message<SyncedNotice>("synced_notice"),
            message<PublicNoticeList>("public_notice_list"),
            message<ServiceStatus>("service_status"),
            message<MailPage>("mail_page"),
            message<ReleaseList>("release_list"),
            message<FleetStatistics>("fleet_statistics"),
            message<SupportInfo>("support_info")};
}

std::vector<Message> helpMessages() {
    using namespace wire;
    return {message<SecondFactorState>("second_factor_state"),
            message<SecondFactorSetup>("second_factor_setup"),
            message<SecondFactorConfirm>("second_factor_confirm"),
            message<RecoveryCodes>("recovery_codes"),
            message<AccountRules>("account_rules"),
            message<SessionList>("session_list"),
            message<RoleChange>("role_change"),
            message<BulkReissue>("bulk_reissue"),
            message<UnlockRequest>("unlock_request"),
            message<BulkUnlock>("bulk_unlock"),
            message<AccountSecurity>("account_security"),
            message<FaceConfirmation>("face_confirmation"),
            message<EmergencyKeySeal>("emergency_key_seal"),
            message<EmergencyIssue>("emergency_issue"),
            message<EmergencyGrant>("emergency_grant"),
            message<AccountAct>("account_act"),
            message<AccountActPage>("account_act_page"),
            message<Operation>("operation"),
            message<OperationPage>("operation_page"),
            message<OperationCheckpoint>("operation_checkpoint"),
            message<OperationChain>("operation_chain")};
}

std::vector<Message> deviceMessages() {
    using namespace wire;
    return {message<Device>("device"),
            message<DevicePage>("device_page"),
            message<DevicePatch>("device_patch"),
            message<EnrolBegin>("enrol_begin"),
            message<EnrolChallenge>("enrol_challenge"),
            message<EnrolRequest>("enrol_request"),
            message<EnrolReply>("enrol_reply"),
            message<NewEnrolmentCode>("new_enrolment_code"),
            message<EnrolmentCode>("enrolment_code"),
            message<EnrolmentCodeList>("enrolment_code_list"),
            message<DeviceApproval>("device_approval"),
            message<DeviceGroup>("device_group"),
            message<DeviceGroupList>("device_group_list"),
            message<NewDeviceGroup>("new_device_group"),
            message<DeviceGroupPatch>("device_group_patch"),
            message<KeyRotation>("key_rotation"),
            message<StartRotation>("start_rotation"),
            message<RotationWork>("rotation_work"),
            message<RotationBatch>("rotation_batch"),
            message<IpRule>("ip_rule"),
            message<IpRuleSet>("ip_rule_set"),
            message<IpRuleList>("ip_rule_list"),
            message<IpRuleUpdate>("ip_rule_update"),
            message<LicenceOverview>("licence_overview"),
            message<Licence>("licence"),
            message<NewLicence>("new_licence"),
            message<ErasurePlan>("erasure_plan"),
            message<ErasureCertificateList>("erasure_certificate_list"),
            message<TenantEnd>("tenant_end"),
            message<FaceTemplate>("face_template"),
            message<FaceTemplateList>("face_template_list"),
            message<FaceModelUses>("face_model_uses"),
            message<KeptPictures>("kept_pictures"),
            message<FaceApproval>("face_approval"),
            message<AssistedFace>("assisted_face"),
            message<WitnessedConsent>("witnessed_consent"),
            message<EnrolmentFacts>("enrolment_facts"),
            message<EnrolmentFactsList>("enrolment_facts_list"),
            message<EnrolmentFactsQuery>("enrolment_facts_query"),
            message<FaceOriginList>("face_origin_list"),
            message<FaceAccessPage>("face_access_page"),
            message<FaceRefusal>("face_refusal"),
            message<Consent>("consent"),
            message<Event>("event"),
            message<EventBatch>("event_batch"),
            message<BatchReply>("batch_reply"),
            message<StoredEvent>("stored_event"),
            message<EventPage>("event_page"),
            message<Change>("change"),
            message<ChangePage>("change_page"),
            message<StreamHint>("stream_hint"),
            message<SyncedUser>("synced_user"),
            message<SyncedDeviceKey>("synced_device_key"),
            message<NewTwoPersonAct>("new_two_person_act"),
            message<ActApproval>("act_approval"),
            message<ActRefusal>("act_refusal"),
            message<VaultRecovery>("vault_recovery"),
            message<TwoPersonAct>("two_person_act"),
            message<TwoPersonActPage>("two_person_act_page"),
            message<AppTemplateBody>("app_template_body"),
            message<BlindEntriesBody>("blind_entries_body"),
            message<VaultItem>("vault_item"),
            message<VaultManifest>("vault_manifest"),
            message<VaultWrite>("vault_write"),
            message<VaultItemPage>("vault_item_page"),
            message<VaultEntrySummary>("vault_entry_summary"),
            message<VaultEntrySummaryList>("vault_entry_summary_list")};
}

std::vector<Message> eventMessages() {
    using namespace wire;
    return {message<AlertRule>("alert_rule"),
            message<AlertRuleList>("alert_rule_list"),
            message<NewAlertRule>("new_alert_rule"),
            message<AlertRulePatch>("alert_rule_patch"),
            message<EventAlert>("event_alert"),
            message<EventAlertPage>("event_alert_page"),
            message<Webhook>("webhook"),
            message<WebhookList>("webhook_list"),
            message<NewWebhook>("new_webhook"),
            message<WebhookPatch>("webhook_patch"),
            message<WebhookBody>("webhook_body"),
            message<DeliveryState>("delivery_state"),
            message<DeliveryStateList>("delivery_state_list"),
            message<DeadLetterList>("dead_letter_list"),
            message<DeliveryResume>("delivery_resume"),
            message<EventTail>("event_tail"),
            message<EventMark>("event_mark"),
            message<EventMarkPage>("event_mark_page"),
            message<EventCounts>("event_counts"),
            message<EventExportHeader>("event_export_header"),
            message<NewEvidence>("new_evidence"),
            message<Evidence>("evidence"),
            message<EvidencePage>("evidence_page"),
            message<BlobOpen>("blob_open"),
            message<BlobAccess>("blob_access"),
            message<BlobAccessPage>("blob_access_page"),
            message<BlobQuotaList>("blob_quota_list"),
            message<NewDiagnostics>("new_diagnostics"),
            message<Diagnostics>("diagnostics"),
            message<DiagnosticsPage>("diagnostics_page"),
            message<DiagnosticsPatch>("diagnostics_patch"),
            message<DiagnosticsOrder>("diagnostics_order"),
            message<DiagnosticsRequest>("diagnostics_request"),
            message<DiagnosticsRequestList>("diagnostics_request_list"),
            message<DiagnosticsRefusal>("diagnostics_refusal"),
            message<DiagnosticsReport>("diagnostics_report")};
}

QString goldenPath(const char* name) {
    return qEnvironmentVariable("KAOMON_SOURCE_DIR") + QStringLiteral("/tests/contract/golden/v1/") +
           QString::fromLatin1(name) + QStringLiteral(".json");
}

// A value that fits the schema, every member filled.
QJsonValue exampleOf(const QJsonObject& schema, const QString& name) {
    const QString type = schema.value(QLatin1String("type")).toString();
    if (type == QLatin1String("object")) {
        QJsonObject object;
        const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
        for (auto member = properties.begin(); member != properties.end(); ++member) {
            object.insert(member.key(), exampleOf(member.value().toObject(), member.key()));
        }
        return object;
    }
    if (type == QLatin1String("array")) {
        return QJsonArray{exampleOf(schema.value(QLatin1String("items")).toObject(), name)};
    }
    if (type == QLatin1String("integer")) {
        return 42;
    }
    if (type == QLatin1String("number")) {
        return 0.5;
    }
    if (type == QLatin1String("boolean")) {
        return true;
    }
    const QString format = schema.value(QLatin1String("format")).toString();
    if (format == QLatin1String("uuid")) {
        return QStringLiteral("0193a000-0000-7000-8000-00000000002a");
    }
    if (format == QLatin1String("date-time")) {
        return QStringLiteral("2026-11-24T03:04:05.123456Z");
    }
    if (schema.contains(QLatin1String("pattern"))) {
        return QStringLiteral("a2FvbW9u");
    }
    return type.isEmpty() ? QJsonValue(QJsonObject{{QStringLiteral("any"), QJsonArray{1, QJsonValue()}}})
                          : QJsonValue(QStringLiteral("%1 \"顔\" \\").arg(name));
}

QJsonObject objectOf(const std::string& text) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

std::string textOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

// Pins the JSON of every message: a golden file changes only together with docs/protocol.md and a version
// note. With KAOMON_UPDATE_GOLDEN set, files that do not exist yet are written from the schema.
class TestWireGolden final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_messages = accountMessages();
        for (const auto more : {helpMessages, deviceMessages, dutyMessages, eventMessages}) {
            for (Message& one : more()) {
                m_messages.push_back(std::move(one));
            }
        }
        if (qEnvironmentVariableIsSet("KAOMON_UPDATE_GOLDEN")) {
            for (const Message& one : m_messages) {
                QFile file(goldenPath(one.name));
                if (!file.exists() && file.open(QIODevice::WriteOnly)) {
                    file.write(QJsonDocument(exampleOf(objectOf(one.schema), {}).toObject()).toJson());
                }
            }
        }
    }

    void goldenComesBack_data() { addMessages(); }
    void goldenComesBack() {
        const auto [one, golden] = current();
        QVERIFY2(!golden.isEmpty(), "no golden file");
        const auto recoded = one->recode(textOf(golden), UnknownFields::Reject);
        QVERIFY2(recoded.has_value(), recoded ? "" : recoded.error().field.c_str());
        QCOMPARE(objectOf(*recoded), golden);
    }

    void schemaFitsTheGolden_data() { addMessages(); }
    void schemaFitsTheGolden() {
        const auto [one, golden] = current();
        const QJsonObject schema = objectOf(one->schema);
        QCOMPARE(schema.value(QLatin1String("type")).toString(), QStringLiteral("object"));
        const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
        QCOMPARE(properties.keys(), golden.keys());
        for (const QJsonValue& required : schema.value(QLatin1String("required")).toArray()) {
            QVERIFY(properties.contains(required.toString()));
        }
    }

    void missingMembersAreNamed_data() { addMessages(); }
    void missingMembersAreNamed() {
        const auto [one, golden] = current();
        const QJsonArray required = objectOf(one->schema).value(QLatin1String("required")).toArray();
        for (const QString& key : golden.keys()) {
            QJsonObject without = golden;
            without.remove(key);
            const auto recoded = one->recode(textOf(without), UnknownFields::Reject);
            if (!required.contains(QJsonValue(key))) {
                QVERIFY(recoded.has_value());
                QCOMPARE(objectOf(*recoded), without);
                continue;
            }
            QVERIFY(!recoded);
            QCOMPARE(recoded.error().code, ErrorCode::ValidationFailed);
            QCOMPARE(QString::fromStdString(recoded.error().field), QLatin1Char('/') + key);
        }
    }

    void wrongTypesAreNamed_data() { addMessages(); }
    void wrongTypesAreNamed() {
        const auto [one, golden] = current();
        const QJsonObject properties = objectOf(one->schema).value(QLatin1String("properties")).toObject();
        for (const QString& key : golden.keys()) {
            if (!properties.value(key).toObject().contains(QLatin1String("type"))) {
                continue; // carries any JSON
            }
            QJsonObject wrong = golden;
            wrong.insert(key, golden.value(key).isDouble() ? QJsonValue(true) : QJsonValue(1.5));
            const auto recoded = one->recode(textOf(wrong), UnknownFields::Ignore);
            QVERIFY(!recoded);
            QCOMPARE(recoded.error().code, ErrorCode::ValidationFailed);
            QCOMPARE(QString::fromStdString(recoded.error().field), QLatin1Char('/') + key);
        }
    }

    void unknownMembersAreRefusedOrIgnored_data() { addMessages(); }
    void unknownMembersAreRefusedOrIgnored() {
        const auto [one, golden] = current();
        QJsonObject more = golden;
        more.insert(QStringLiteral("surprise"), 1);
        const auto ignored = one->recode(textOf(more), UnknownFields::Ignore);
        QVERIFY(ignored.has_value());
        QCOMPARE(objectOf(*ignored), golden);
        const auto refused = one->recode(textOf(more), UnknownFields::Reject);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ValidationFailed);
    }

    void damagedTextNeverDecodesToSomethingElse_data() { addMessages(); }
    void damagedTextNeverDecodesToSomethingElse() {
        const auto [one, golden] = current();
        const std::string text = textOf(golden);
        for (std::size_t size = 0; size < text.size(); ++size) {
            QVERIFY(!one->recode(text.substr(0, size), UnknownFields::Ignore));
        }
        std::mt19937 random(20261124);
        for (int i = 0; i < 200; ++i) {
            std::string damaged = text;
            damaged[random() % damaged.size()] = static_cast<char>(random() & 0xFF);
            if (const auto recoded = one->recode(damaged, UnknownFields::Ignore)) {
                // Still a message: then it must be a stable one.
                QCOMPARE(one->recode(*recoded, UnknownFields::Reject).value(), *recoded);
            }
        }
    }

    void hostileJsonIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("deep array") << QByteArray(100000, '[');
        QTest::newRow("deep object") << QByteArray("{\"body\":").repeated(50000);
        QTest::newRow("infinite version") << QByteArray(R"({"record":"","version":1e400})");
        QTest::newRow("huge version") << QByteArray(R"({"record":"","version":99999999999999999999})");
        QTest::newRow("fraction") << QByteArray(R"({"record":"","version":1.5})");
        QTest::newRow("not a number") << QByteArray(R"({"record":"","version":NaN})");
        QTest::newRow("padding") << QByteArray(R"({"record":"AA==","version":1})");
        QTest::newRow("stray bits") << QByteArray(R"({"record":"AB","version":1})");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"record\":\"\xff\",\"version\":1}");
        QTest::newRow("two documents") << QByteArray(R"({"record":"","version":1}{})");
        QTest::newRow("comment") << QByteArray(R"({"record":"",/**/"version":1})");
        QTest::newRow("null") << QByteArray("null");
    }
    void hostileJsonIsRefused() {
        QFETCH(QByteArray, text);
        QVERIFY(!wire::decode<wire::ManifestDocument>(text.toStdString()));
    }

    void nestedFaultsHaveTheWholePointer() {
        const auto list = wire::decode<wire::KeySealList>(
            R"({"items":[{"kind":"fk","key_id":"k","receiver":"r","sealed":"AA"},{"kind":"fk","key_id":"k","receiver":"r","sealed":7}]})");
        QVERIFY(!list);
        QCOMPARE(list.error().field, std::string("/items/1/sealed"));
    }

private:
    void addMessages() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_messages.size(); ++i) {
            QTest::newRow(m_messages[i].name) << static_cast<int>(i);
        }
    }
    [[nodiscard]] std::pair<const Message*, QJsonObject> current() const {
        QFETCH(int, index);
        const Message& one = m_messages[static_cast<std::size_t>(index)];
        QFile file(goldenPath(one.name));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        return {&one, isOpen ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject()};
    }

    std::vector<Message> m_messages;
};

QTEST_GUILESS_MAIN(TestWireGolden)
#include "tst_wire_golden.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "agent/doctor.h"

using namespace kaomon;
using namespace kaomon::agent;

namespace {

// A PC on which everything is as it should be.
DoctorFacts healthy() {
    DoctorFacts facts;
    facts.osRelease = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n";
    facts.status = localipc::Message{"status",
                                     0,
                                     {{"version", "0.1"},
                                      {"state", "active"},
                                      {"tenant_name", "Test"},
                                      {"online", "1"},
                                      {"server", "https://kaomon.example"},
                                      {"clock_offset_s", "1"}}};
    facts.camera = capture::CameraState::Free;
    facts.brightness = 120.0;
    facts.pamFiles = {{"login",
                       {"# face first", "auth [success=done perm_denied=die default=ignore] pam_kaomon.so",
                        "@include common-auth", "auth optional pam_kaomon.so capture"}}};
    facts.isModuleInstalled = true;
    facts.canChangePasswords = true;
    return facts;
}

using Change = void (*)(DoctorFacts&);

std::optional<Finding> find(const DoctorFacts& facts, const std::string& code) {
    const auto findings = examine(facts);
    const auto found = std::ranges::find(findings, code, &Finding::code);
    return found == findings.end() ? std::nullopt : std::optional(*found);
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestAgentDoctor : public QObject {
    Q_OBJECT
private slots:
    void aHealthyPcHasNothingToDo() {
        for (const Finding& finding : examine(healthy())) {
            QVERIFY2(finding.health == Health::Good, finding.code.c_str());
            QVERIFY(describe(finding, DoctorLanguage::English).nextStep.empty());
        }
    }

    void everyFaultHasItsNextStep_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("isBad");
        const auto row = [](const char* code, bool isBad, Change change) {
            QTest::newRow(code) << change << QString::fromLatin1(code) << isBad;
        };
        row("system_unsupported", false, [](DoctorFacts& f) { f.osRelease = "ID=other\n"; });
        row("agent_away", true, [](DoctorFacts& f) { f.status.reset(); });
        row("agent_unsupported", false, [](DoctorFacts& f) { f.status->setFlag("unsupported", true); });
        row("not_enrolled", true, [](DoctorFacts& f) { f.status->set("state", "not_enrolled"); });
        row("enrolment_pending", false, [](DoctorFacts& f) { f.status->set("state", "pending"); });
        row("suspended", true, [](DoctorFacts& f) { f.status->set("state", "suspended"); });
        row("revoked", true, [](DoctorFacts& f) { f.status->set("state", "revoked"); });
        row("wiped", true, [](DoctorFacts& f) { f.status->set("state", "wiped"); });
        row("server_away", false, [](DoctorFacts& f) {
            f.status->set("online", "0");
            f.status->set("sync_error", "server_unreachable");
        });
        row("server_certificate", true, [](DoctorFacts& f) {
            f.status->set("online", "0");
            f.status->set("sync_error", "certificate_pin_mismatch");
        });
        row("clock_wrong", false, [](DoctorFacts& f) { f.status->setInteger("clock_offset_s", -3600); });
        row("models_bad", true, [](DoctorFacts& f) { f.modelFault = ErrorCode::ModelCorrupt; });
        row("camera_busy", false, [](DoctorFacts& f) { f.pictureFault = ErrorCode::CameraBusy; });
        row("camera_denied", true, [](DoctorFacts& f) { f.pictureFault = ErrorCode::CameraDenied; });
        row("camera_missing", true, [](DoctorFacts& f) { f.pictureFault = ErrorCode::CameraMissing; });
        row("camera_failed", true, [](DoctorFacts& f) { f.pictureFault = ErrorCode::Timeout; });
        row("light_dark", false, [](DoctorFacts& f) { f.brightness = 5.0; });
        row("light_bright", false, [](DoctorFacts& f) { f.brightness = 250.0; });
        row("pam_module_missing", true, [](DoctorFacts& f) { f.isModuleInstalled = false; });
        row("pam_unused", false, [](DoctorFacts& f) { f.pamFiles.clear(); });
        row("pam_behind_password", true, [](DoctorFacts& f) {
            f.pamFiles[0].lines = {"auth required pam_unix.so", "auth sufficient pam_kaomon.so"};
        });
        row("pam_no_way_on", true, [](DoctorFacts& f) {
            f.pamFiles[0].lines = {"auth required pam_kaomon.so", "@include common-auth"};
        });
        row("pam_refusal_ignored", false, [](DoctorFacts& f) {
            f.pamFiles[0].lines = {"auth [success=done default=ignore] pam_kaomon.so",
                                   "@include common-auth"};
        });
        row("pam_no_password", true, [](DoctorFacts& f) {
            f.pamFiles[0].lines = {"auth [success=done perm_denied=die default=ignore] pam_kaomon.so"};
        });
        row("pam_capture_first", true, [](DoctorFacts& f) {
            f.pamFiles[0].lines = {"auth optional pam_kaomon.so capture", "@include common-auth"};
        });
        row("password_helper_away", false, [](DoctorFacts& f) { f.canChangePasswords = false; });
    }
    void everyFaultHasItsNextStep() {
        QFETCH(Change, change);
        QFETCH(QString, code);
        QFETCH(bool, isBad);
        DoctorFacts facts = healthy();
        change(facts);
        const auto found = find(facts, code.toStdString());
        QVERIFY(found.has_value());
        QCOMPARE(found->health, isBad ? Health::Bad : Health::Warning);
        for (const auto language : {DoctorLanguage::English, DoctorLanguage::Japanese}) {
            const DoctorText text = describe(*found, language);
            QVERIFY(!text.sentence.empty() && !text.nextStep.empty());
            const bool isWord = found->code.find('_') == std::string::npos; // "suspended" may be said
            QVERIFY2(isWord || text.sentence.find(found->code) == std::string::npos, text.sentence.c_str());
            QVERIFY2(text.sentence.find("%s") == std::string::npos, text.sentence.c_str());
        }
    }

    // A comment is no configuration.
    void aLineThatIsSwitchedOffDoesNotCount() {
        DoctorFacts facts = healthy();
        facts.pamFiles[0].lines.insert(facts.pamFiles[0].lines.begin(), "#auth required pam_unix.so");
        QVERIFY(find(facts, "pam_good").has_value());
    }
};

QTEST_GUILESS_MAIN(TestAgentDoctor)
#include "tst_agent_doctor.moc"

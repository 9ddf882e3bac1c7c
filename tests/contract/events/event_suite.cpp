// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/events/event_suite.h"

#include <filesystem>

namespace kaomon::test {

EventSuite::EventSuite() {
    const std::filesystem::path checks =
        std::filesystem::path(qgetenv("KAOMON_BUILD_DIR").toStdString()) / "check";
    std::filesystem::create_directories(checks);
    recordFile = (checks / ("responses-events-" + backend.name() + ".jsonl")).string();
    std::filesystem::remove(recordFile);
    const std::filesystem::path place = folder.path().toStdString();
    hook = std::make_unique<PushReceiver>(PushReceiver::Kind::Https, place);
    syslog = std::make_unique<PushReceiver>(PushReceiver::Kind::Syslog, place);
    // one quota of 4 MiB for pictures, so that a test reaches it
    server.setArguments(
        QStringList{
            QStringLiteral("--webhook-allow"), QStringLiteral("127.0.0.1"), QStringLiteral("--syslog"),
            QStringLiteral("localhost:%1").arg(syslog->port()), QStringLiteral("--push-authorities"),
            QString::fromStdString(PushReceiver::authority(place).string()),
            QStringLiteral("--checkpoint-syslog"), QStringLiteral("--image-quota-mib"), QStringLiteral("4")} +
        mailOptions());
}

QStringList EventSuite::mailOptions() {
    if (!mail.start(SmtpServer::Security::Plain)) {
        return {};
    }
    return {QStringLiteral("--smtp-url"),
            mail.url(QStringLiteral("127.0.0.1")),
            QStringLiteral("--smtp-plain-loopback"),
            QStringLiteral("--mail-from"),
            QStringLiteral("kaomon@example.jp"),
            QStringLiteral("--checkpoint-mail"),
            QString::fromLatin1(kCheckpointAddress)};
}

EventSuite& EventSuite::get() {
    static EventSuite suite;
    return suite;
}

bool EventSuite::start() {
    if (!server.start()) {
        return false;
    }
    client = std::make_unique<TestClient>(server.port(), recordFile);
    home = std::make_unique<TenantKit>(*client, server.createTenant(QStringLiteral("Home"), false));
    other = std::make_unique<TenantKit>(*client, server.createTenant(QStringLiteral("Other"), true));
    if (!home->found() || !other->found()) {
        return false;
    }
    pc = home->addPc();
    secondPc = home->addPc();
    if (!pc || !secondPc) {
        return false;
    }
    asPc = Caller::device(pc->id.text(), pc->sign);
    asSecondPc = Caller::device(secondPc->id.text(), secondPc->sign);
    member = home->addPerson("tanaka", "member", &*pc, onPc);
    return member && home->addPerson("auditor", "auditor", nullptr, auditor) &&
           home->addPerson("helper", "help_desk", nullptr, helpDesk) &&
           home->addPerson("viewer", "image_viewer", nullptr, viewer);
}

Reply EventSuite::push(Caller& pcCaller, const std::vector<wire::Event>& events) {
    return client->send({"POST", "/v1/events", wire::encode(wire::EventBatch{events})}, &pcCaller);
}

wire::Event EventSuite::event(long long seq, const std::string& code, const std::string& result) const {
    wire::Event made;
    made.id = EventId::generate();
    made.seq = seq;
    made.at = wallNow();
    made.kind = "auth";
    made.code = code;
    made.result = result;
    made.severity = result == "ng" ? "warning" : "info";
    made.clientVersion = "1.0";
    if (member) {
        made.user = member->id;
    }
    return made;
}

} // namespace kaomon::test

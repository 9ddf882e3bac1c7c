// SPDX-License-Identifier: GPL-3.0-or-later
// What the sample organisation's server tells of its service: notices, interruptions, releases, tickets,
// alerts.
#include <chrono>

#include "crypto/signed_text.h"
#include "domain/ticket_number.h"
#include "sample_organisation.h"
#include "wire/alerts.h"
#include "wire/codec.h"
#include "wire/deliveries.h"
#include "wire/diagnostics.h"
#include "wire/evidence.h"
#include "wire/notices.h"
#include "wire/releases.h"
#include "wire/service_status.h"
#include "wire/support.h"

namespace kaomon::testing {
namespace {

using namespace std::chrono_literals;

TimePoint now() {
    return SystemClock().now();
}

template<class Body>
void tell(FakeServer& server, const std::string& path, Body body) {
    server.handlers["GET " + path] = [body = std::move(body)](const FakeServer::Request&) {
        return FakeServer::json(200, wire::encode(body));
    };
}

void addNotices(FakeServer& server) {
    wire::Notice planned;
    planned.id = "3f2504e0-4f89-41d3-9a0c-0305e82c3310";
    planned.kind = "planned";
    planned.audience = {"console", "login", "mail"};
    planned.titleJa = "定期メンテナンスのお知らせ";
    planned.titleEn = "Planned maintenance";
    planned.bodyJa = "サーバーの更新を行います。\n顔認証によるログオンは通常どおりご利用いただけます。";
    planned.bodyEn = "The server is updated.\nLogging on by face works as always.";
    planned.startsAt = now() - 48h;
    planned.endsAt = now() + 24h * 14;
    planned.state = "active";
    planned.isOperator = true;
    planned.readCount = 3;
    planned.acknowledgedCount = 1;
    planned.rev = 4;
    wire::Notice own = planned;
    own.id = "3f2504e0-4f89-41d3-9a0c-0305e82c3311";
    own.kind = "other";
    own.audience = {"client"};
    own.titleJa = "受付の PC を入れ替えました";
    own.titleEn = "New PCs at the reception";
    own.bodyJa = "新しい PC では顔を登録し直す必要はありません。";
    own.bodyEn = "Nobody has to enrol again on the new PCs.";
    own.isOperator = false;
    own.readAt = now() - 1h;
    own.readCount = 12;
    tell(server, "/v1/notices", wire::NoticePage{{planned, own}, {}});
    tell(server, "/v1/notices/" + planned.id + "/receipts",
         wire::NoticeReceiptList{{{server.users.front().id, now() - 3h, now() - 2h}}});
    tell(server, "/v1/notices:public",
         wire::PublicNoticeList{{{planned.kind, planned.titleJa, planned.bodyJa, planned.titleEn,
                                  planned.bodyEn, planned.startsAt, planned.endsAt}}});
}

void addInterruptions(FakeServer& server) {
    wire::ServiceStatus status;
    status.time = now();
    wire::Maintenance next;
    next.id = "3f2504e0-4f89-41d3-9a0c-0305e82c3320";
    next.phase = "announced";
    next.reason = "maintenance";
    next.startsAt = now() + 24h * 2;
    next.endsAt = next.startsAt + 3h;
    next.textJa = "サーバーの更新を行います。";
    next.textEn = "The server is updated.";
    next.announcedAt = now() - 24h * 5;
    next.lateReason = "a security update";
    next.mailSentAt = next.announcedAt + 1min;
    wire::IncidentStatus incident;
    incident.id = "3f2504e0-4f89-41d3-9a0c-0305e82c3321";
    incident.state = "confirmed";
    incident.reason = "provider_line";
    incident.textJa = "回線障害により、管理コンソールに接続しにくい状態です。";
    incident.textEn = "A line is down: consoles are hard to reach.";
    incident.detectedAt = now() - 40min;
    incident.confirmedAt = now() - 35min;
    incident.mailDueAt = now() + 85min;
    incident.secondsLeft = 85 * 60;
    status.maintenance = {next};
    status.incidents = {incident};
    tell(server, "/v1/service-status", status);
    wire::MailDelivery mail;
    mail.kind = "maintenance_planned";
    mail.dueAt = now() - 24h * 5;
    mail.user = server.users.back().id.text();
    mail.address = "user6@example.com";
    mail.state = "sent";
    mail.attempts = 1;
    mail.replyCode = 250;
    mail.replyText = "2.0.0 queued";
    tell(server, "/v1/mails", wire::MailPage{true, {mail}, {}});
}

wire::ReleaseFile fileOf(const std::string& version, const std::string& name, const std::string& platform,
                         const crypto::SigningKey& key) {
    wire::ReleaseFile file{name, platform, 41'943'040, std::string(64, 'a'), {}};
    file.manifest = crypto::SignedText("KAOMON RELEASE 1", {{"version", version},
                                                            {"file", name},
                                                            {"platform", platform},
                                                            {"size", std::to_string(file.size)},
                                                            {"sha256", file.sha256}})
                        .sign("release-file", key);
    return file;
}

void addReleases(FakeServer& server) {
    const auto key = crypto::SigningKey::generate();
    wire::Release latest;
    latest.version = "0.1.0";
    latest.state = "released";
    latest.releasedAt = now() - 24h * 20;
    latest.notesJa = "まばたきの検出を改善しました。";
    latest.notesEn = "Blinks are found more reliably.";
    latest.systems = {"Debian 12"};
    latest.isLatest = true;
    latest.files = {fileOf(latest.version, "kaomon-client_0.1.0_amd64.deb", "debian12-amd64", key),
                    fileOf(latest.version, "kaomon-server_0.1.0_amd64.deb", "debian12-amd64", key)};
    wire::Release before = latest;
    before.version = "0.0.9";
    before.isLatest = false;
    before.releasedAt = now() - 24h * 90;
    before.supportEndsAt = now() + 24h * 40;
    before.files.clear();
    wire::Release coming = before;
    coming.version = "0.2.0";
    coming.state = "planned";
    coming.releasedAt = now() + 24h * 30;
    coming.supportEndsAt.reset();
    tell(server, "/v1/releases",
         wire::ReleaseList{{latest, before, coming}, {crypto::keyName(key.publicKey())}});
    tell(server, "/v1/releases:fleet",
         wire::FleetStatistics{{{"0.1.0", 1480, true, true, {}},
                                {"0.0.9", 310, false, true, now() + 24h * 40},
                                {"0.0.7", 12, false, false, now() - 24h * 9}},
                               1802,
                               12});
    wire::SupportInfo support;
    support.isAvailable = true;
    support.contact = {"Help desk", "+81 3 0000 0000", "support@example.com", "https://example.com/support",
                       ""};
    support.hours = "mon-fri 08:30-17:30";
    support.timeZone = "Asia/Tokyo";
    support.isOpenNow = false;
    support.opensAt = now() + 10h;
    support.closedDays = {{"2027-01-01", "元日"}, {"2027-01-11", "成人の日"}};
    tell(server, "/v1/support", support);
}

void addAlerts(FakeServer& server) {
    wire::AlertRule rule;
    rule.id = AlertRuleId::generate();
    rule.name = "なりすましの疑い";
    rule.wanted.reasons = {"spoof_suspected"};
    rule.count = 1;
    rule.minutes = 10;
    rule.per = "tenant";
    rule.createdBy = server.founded->ownerId;
    tell(server, "/v1/alert-rules", wire::AlertRuleList{{rule}});
    tell(server, "/v1/alerts",
         wire::EventAlertPage{{{2, rule.id.text(), rule.name, "", now() - 2h, now() - 2h, now() - 2h, 1},
                               {1, "event_burst", "", server.devices.front().id.text(), now() - 30h,
                                now() - 31h, now() - 30h, 5}},
                              {}});
    wire::Webhook hook;
    hook.id = WebhookId::generate();
    hook.name = "SIEM";
    hook.url = "https://siem.example.com/kaomon";
    hook.sends = "both";
    hook.createdBy = server.founded->ownerId;
    tell(server, "/v1/webhooks", wire::WebhookList{{hook}});
    wire::DeliveryState state;
    state.target = hook.id.text();
    state.state = "retrying";
    state.delivered = 18'204;
    state.waiting = 12;
    state.attempts = 3;
    state.lastAt = now() - 1h;
    state.nextAt = now() + 1min;
    state.lastError = "http 503";
    wire::DeliveryState syslog;
    syslog.target = "syslog:log.example.com:6514";
    syslog.state = "active";
    syslog.delivered = 18'216;
    syslog.lastAt = now();
    tell(server, "/v1/deliveries", wire::DeliveryStateList{{state, syslog}});
    tell(server, "/v1/webhooks/" + hook.id.text() + "/dead-letters",
         wire::DeadLetterList{{{hook.id.text(), "events", 100, 120, now() - 20h, "http 413"}}});
}

void addTickets(FakeServer& server) {
    wire::Diagnostics ticket;
    ticket.id = BlobId::generate();
    ticket.ticket = domain::ticketText(482'719'350);
    ticket.device = server.devices.front().id;
    ticket.deviceName = "reception-01";
    ticket.login = "user1";
    ticket.state = "complete";
    ticket.note = "朝からカメラが動きません。";
    ticket.takenAt = ticket.createdAt = ticket.changedAt = now() - 3h;
    ticket.expiresAt = now() + 24h * 27;
    ticket.size = 1'204'224;
    ticket.parts = ticket.received = 2;
    ticket.rev = 1;
    tell(server, "/v1/diagnostics", wire::DiagnosticsPage{{ticket}, {}});
    wire::Evidence picture;
    picture.id = BlobId::generate();
    picture.device = server.devices.front().id;
    picture.deviceName = "reception-01";
    picture.login = "user1";
    picture.takenAt = picture.createdAt = now() - 2h;
    picture.expiresAt = now() + 24h * 30;
    picture.state = "complete";
    picture.size = 48'112;
    picture.parts = picture.received = 1;
    wire::Evidence coming = picture;
    coming.id = BlobId::generate();
    coming.takenAt = now() - 20min;
    coming.login.reset();
    coming.state = "uploading";
    coming.received = 0;
    tell(server, "/v1/evidence", wire::EvidencePage{{coming, picture}, {}});
    wire::BlobAccessEntry access;
    access.id = BlobAccessId::generate();
    access.blob = ticket.id;
    access.kind = "image";
    access.action = "opened";
    access.user = server.users.back().id;
    access.login = "user6";
    access.reason = "9:10 に受付で拒否された人物の確認";
    access.address = "192.0.2.7";
    access.at = now() - 2h;
    tell(server, "/v1/blob-accesses", wire::BlobAccessPage{{access}, {}});
    tell(server, "/v1/blob-quotas",
         wire::BlobQuotaList{
             {{"image", 9'400'000, 1'073'741'824}, {"diagnostics", 1'204'224, 5'368'709'120}}});
}

void addCounts(FakeServer& server) {
    wire::EventCounts counts;
    const auto today = std::chrono::floor<std::chrono::days>(now());
    for (int day = 14; day >= 0; --day) {
        const TimePoint from = today - 24h * day;
        counts.items.push_back({from, "LOGON_OK", "ok", 30 + day * 7 % 19});
        counts.items.push_back({from, "LOGON_NG", "ng", day * 5 % 7});
    }
    tell(server, "/v1/events:counts", counts);
}

} // namespace

void addServiceSamples(FakeServer& server) {
    addNotices(server);
    addInterruptions(server);
    addReleases(server);
    addAlerts(server);
    addTickets(server);
    addCounts(server);
}

} // namespace kaomon::testing

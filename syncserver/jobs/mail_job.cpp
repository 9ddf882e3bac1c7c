// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/mail_job.h"

#include <algorithm>

#include "base/base64.h"
#include "base/id.h"
#include "base/log.h"
#include "crypto/secret_key.h"
#include "storage/repositories/mail_repository.h"
#include "storage/repositories/tenant_life_repository.h"

namespace kaomon::jobs {
namespace {

using mail::SendOutcome;
using storage::DeliveryRow;
using storage::MailRepository;
using storage::UnitOfWork;

constexpr int kTenantsAtOnce = 100;
constexpr int kMailsAtOnce = 50;
constexpr std::chrono::seconds kLongestRun{20};
constexpr std::chrono::seconds kServerPause{60};
constexpr std::size_t kIdCharacters = 22;

// The same for each attempt at one mail to one person, so that a mail server can tell a second copy.
std::string messageIdOf(const TenantId& tenant, const DeliveryRow& row, const std::string& from) {
    const std::string text =
        tenant.text() + "|" + row.kind + "|" + std::to_string(toEpochMicros(row.due)) + "|" + row.recipient;
    const Bytes bytes(text.begin(), text.end());
    return toBase64Url(crypto::hash(bytes)).substr(0, kIdCharacters) + from.substr(from.find('@'));
}

std::vector<storage::MailRecipient> peopleFor(MailRepository& mails, const storage::OutboxRow& mail) {
    switch (mail::templateOf(mail.kind).audience) {
    case mail::MailAudience::Owners:
        return mails.recipients(storage::MailGroup::Owners);
    case mail::MailAudience::Administrators:
        return mails.recipients(storage::MailGroup::Administrators);
    case mail::MailAudience::Operator:
        return {{UserId(), mail::payloadValue(mail.payload, "to")}};
    case mail::MailAudience::Person:
        break;
    }
    const auto person = mails.recipient(mail::payloadValue(mail.payload, "user"));
    return person ? std::vector{*person} : std::vector<storage::MailRecipient>();
}

// One delivery for each person; one that says so when there is nobody.
void spread(UnitOfWork& unit, const MailSettings& settings, const storage::OutboxRow& mail, TimePoint now) {
    MailRepository mails(unit);
    auto people = peopleFor(mails, mail);
    if (people.empty()) {
        people.push_back({});
    }
    for (const auto& person : people) {
        const bool isGood = mail::isMailAddress(person.address);
        DeliveryRow row;
        row.kind = mail.kind;
        row.due = mail.due;
        row.recipient = person.user.text();
        row.address = person.address;
        row.messageId = messageIdOf(unit.tenant(), row, settings.from);
        row.state = isGood ? "waiting" : "no_address";
        row.nextAt = now;
        row.settledAt = isGood ? std::nullopt : std::optional(now);
        mails.add(row);
    }
}

// What is sent where, read in the transaction that takes it.
struct Taken {
    std::string payload;
    std::string zone;
};

class Sender {
public:
    Sender(JobContext& context, const MailSettings& settings, const TenantId& tenant)
        : m_context(context)
        , m_settings(settings)
        , m_tenant(tenant)
        , m_claim(makeUuid()) {}

    // False when the mail server is in trouble: nobody else's mail would get through.
    [[nodiscard]] Result<bool> sendAll() {
        const auto rows = prepare();
        if (!rows) {
            return propagate(rows.error());
        }
        m_prepared = rows->size();
        bool isServerFine = true;
        for (auto row = rows->begin(); row != rows->end() && isServerFine; ++row) {
            const auto sent = sendOne(*row);
            if (!sent) {
                return propagate(sent.error());
            }
            isServerFine = *sent;
        }
        const TimePoint now = m_context.now();
        const TimePoint notBefore = isServerFine ? now : now + kServerPause;
        const Status closed = m_context.batch(m_tenant, [&](UnitOfWork& unit) -> Status {
            MailRepository mails(unit);
            if (mails.lockWakeup()) {
                mails.closeFinished(now);
                mails.forgetClosed(now - kMailKept);
                mails.setWakeup(notBefore);
            }
            return {};
        });
        return closed ? Result<bool>(isServerFine) : propagate(closed.error());
    }

    // How many were due.
    [[nodiscard]] std::size_t prepared() const { return m_prepared; }

private:
    [[nodiscard]] Result<std::vector<DeliveryRow>> prepare() {
        return m_context.batch(m_tenant, [&](UnitOfWork& unit) -> Result<std::vector<DeliveryRow>> {
            MailRepository mails(unit);
            if (!mails.lockWakeup()) {
                return std::vector<DeliveryRow>();
            }
            for (const auto& mail : mails.unspread(m_context.now(), kMailsAtOnce)) {
                spread(unit, m_settings, mail, m_context.now());
            }
            return mails.dueDeliveries(m_context.now(), kMailsAtOnce);
        });
    }

    [[nodiscard]] Result<std::optional<Taken>> take(const DeliveryRow& row) {
        return m_context.batch(m_tenant, [&](UnitOfWork& unit) -> Result<std::optional<Taken>> {
            MailRepository mails(unit);
            const TimePoint now = m_context.now();
            if (!mails.claim(row, m_claim, now, now + kMailClaim)) {
                return std::optional<Taken>();
            }
            const auto life = storage::TenantLifeRepository(unit).find(m_tenant);
            return std::optional(
                Taken{mails.payload(row.kind, row.due), life ? life->timeZone : std::string("Asia/Tokyo")});
        });
    }

    [[nodiscard]] Result<bool> sendOne(DeliveryRow row) {
        const auto before = std::chrono::steady_clock::now();
        const auto taken = take(row);
        if (!taken || !*taken) {
            return taken ? Result<bool>(true) : propagate(taken.error());
        }
        m_context.reached("mail-taken");
        const auto zone = domain::TimeZone::find((*taken)->zone);
        const auto text = zone ? mail::renderMail(row.kind, (*taken)->payload, m_settings.language, *zone)
                               : Result<mail::MailText>(propagate(zone.error()));
        const auto message = text ? mail::composeMessage({m_settings.from, m_settings.fromName, row.address,
                                                          row.messageId, m_context.now()},
                                                         *text)
                                  : Result<std::string>(propagate(text.error()));
        mail::SendReport report{SendOutcome::Refused, 0, "the mail cannot be written"};
        if (message) {
            // somebody else may have it when this process was stopped in between
            if (std::chrono::steady_clock::now() - before > kLongestPause) {
                return true;
            }
            report = m_settings.transport->send(m_settings.from, row.address, *message);
        }
        m_context.reached("mail-sent");
        return settle(std::move(row), report);
    }

    [[nodiscard]] Result<bool> settle(DeliveryRow row, const mail::SendReport& report) {
        const TimePoint now = m_context.now();
        const int attempts = row.attempts + 1;
        row.replyCode = report.code;
        row.replyText = report.text;
        row.uncertain = report.outcome == SendOutcome::Uncertain ? 1 : 0;
        row.nextAt = now + mailPause(attempts);
        row.state = "waiting";
        if (report.outcome == SendOutcome::Accepted || report.outcome == SendOutcome::Refused) {
            row.state = report.outcome == SendOutcome::Accepted ? "sent" : "bounced";
            row.settledAt = now;
        } else if (now - row.due > kMailLife) {
            row.state = "expired";
            row.settledAt = now;
        }
        const bool isFine = report.outcome != SendOutcome::ServerTrouble;
        log::info("mail.attempt", {{"tenant", m_tenant.text()},
                                   {"kind", row.kind},
                                   {"user", row.recipient},
                                   {"state", row.state},
                                   {"attempt", attempts},
                                   {"code", report.code}});
        const Status kept = m_context.batch(m_tenant, [&](UnitOfWork& unit) -> Status {
            (void)MailRepository(unit).settle(row, m_claim); // whoever took it over settles it
            return {};
        });
        return kept ? Result<bool>(isFine) : propagate(kept.error());
    }

    JobContext& m_context;
    const MailSettings& m_settings;
    const TenantId& m_tenant;
    std::string m_claim;
    std::size_t m_prepared = 0;
};

// Some mails of each tenant that has any due; false when nobody has.
Result<bool> sendSome(JobContext& context, const MailSettings& settings) {
    const auto tenants = context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<TenantId>> {
        return MailRepository(unit).dueTenants(context.now(), kTenantsAtOnce);
    });
    if (!tenants) {
        return propagate(tenants.error());
    }
    std::size_t prepared = 0;
    for (const TenantId& tenant : *tenants) {
        Sender sender(context, settings, tenant);
        const auto sent = sender.sendAll();
        if (!sent) {
            return propagate(sent.error());
        }
        if (!*sent) {
            return fail(ErrorCode::Unavailable, "the mail server takes no mail");
        }
        prepared += sender.prepared();
    }
    return prepared > 0;
}

// Until nothing is due, so that many mails do not wait for the next run after each few; not for long, since
// the other jobs wait meanwhile.
Status sendDue(JobContext& context, const MailSettings& settings) {
    const auto begin = std::chrono::steady_clock::now();
    do {
        const auto some = sendSome(context, settings);
        if (!some || !*some) {
            return some ? Status() : propagate(some.error());
        }
    } while (std::chrono::steady_clock::now() - begin < kLongestRun);
    return {};
}

} // namespace

std::chrono::minutes mailPause(int attempts) {
    constexpr int kDoublings = 6;
    return std::min(std::chrono::minutes(1U << std::clamp(attempts - 1, 0, kDoublings)),
                    std::chrono::minutes(60));
}

BackgroundJob mailJob(MailSettings settings) {
    return {"mail", std::chrono::seconds(5),
            [settings = std::move(settings)](JobContext& context) { return sendDue(context, settings); }};
}

} // namespace kaomon::jobs

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/background_work.h"

#include <array>

#include <unistd.h>

#include "base/base64.h"
#include "base/id.h"
#include "jobs/alert_job.h"
#include "jobs/deleted_users.h"
#include "jobs/delivery_job.h"
#include "jobs/duties_job.h"
#include "jobs/end_of_licence.h"
#include "jobs/ended_accounts.h"
#include "jobs/event_retention.h"
#include "jobs/event_texts.h"

namespace kaomon::runtime {
namespace {

// The ledger's file belongs to a folder, not to a run of the program: one name for it, so that its row in the
// table of jobs stays one.
std::string ledgerName(const std::filesystem::path& file) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return toBase64Url(crypto::shortHash(std::string(host.data()) + ":" + file.string()));
}

} // namespace

std::string nodeName() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + "/" + std::to_string(::getpid()) + "/" + makeUuid();
}

// A clock that a test brings along cannot be compared with that of the database's machine.
BackgroundWork::BackgroundWork(storage::Database& database, const Clock& clock, jobs::ErasureTools tools,
                               const std::vector<Bytes>& operatorKeys, const jobs::MailSettings& mail,
                               const PushTools& push)
    : m_tools(std::move(tools))
    , m_time(clock, dynamic_cast<const SystemClock*>(&clock) != nullptr)
    , m_host(database, clock, m_time, {.node = nodeName()})
    , m_mailTime(clock, dynamic_cast<const SystemClock*>(&clock) != nullptr)
    , m_mailHost(database, clock, m_mailTime, {.node = nodeName()})
    , m_pushTime(clock, false) // m_time watches the clock already
    , m_pushHost(database, clock, m_pushTime, {.node = nodeName()}) {
    m_host.add(jobs::endOfLicenceJob(operatorKeys, m_tools));
    m_host.add(jobs::licenceReminderJob(operatorKeys));
    m_host.add(jobs::deletedUsersJob());
    m_host.add(jobs::endedAccountsJob());
    m_host.add(jobs::eventRetentionJob(m_settings));
    m_host.add(jobs::eventTextsJob());
    const auto alerted = std::make_shared<jobs::AlertedTenants>();
    m_pushHost.add(jobs::alertJob(alerted));
    m_pushHost.add(jobs::deliveryJob(push.key, push.options, alerted));
    m_host.add(jobs::serviceDutiesJob());
    m_host.add(jobs::broadcastJob());
    m_host.add(jobs::ledgerFileJob(ledgerName(m_tools.ledgerFile), m_tools.ledgerFile));
    if (mail.transport != nullptr) {
        m_mailHost.add(jobs::mailJob(mail));
    }
}

} // namespace kaomon::runtime

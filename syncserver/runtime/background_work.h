// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "auth/server_key.h"
#include "auth/tenant_settings.h"
#include "delivery/delivery_options.h"
#include "jobs/eraser.h"
#include "jobs/job_host.h"
#include "jobs/mail_job.h"
#include "jobs/time_authority.h"

namespace kaomon::runtime {

// What pushing events needs.
struct PushTools {
    const auth::ServerKey& key;
    const delivery::DeliveryOptions& options;
};

// The background jobs of one node. What it is given outlives it; made, started and stopped from one thread.
class BackgroundWork {
public:
    // `mail.transport` is null when this server sends no mail.
    BackgroundWork(storage::Database& database, const Clock& clock, jobs::ErasureTools tools,
                   const std::vector<Bytes>& operatorKeys, const jobs::MailSettings& mail,
                   const PushTools& push);

    // Before start().
    void add(jobs::BackgroundJob job) { m_host.add(std::move(job)); }

    void start() {
        m_host.start();
        m_mailHost.start();
        m_pushHost.start();
    }
    void stop() {
        m_pushHost.stop();
        m_mailHost.stop();
        m_host.stop();
    }

private:
    jobs::ErasureTools m_tools;
    jobs::TimeAuthority m_time;
    auth::TenantSettings m_settings;
    jobs::JobHost m_host;
    jobs::TimeAuthority m_mailTime;
    jobs::JobHost m_mailHost; // of its own: a slow mail server keeps no other duty waiting
    jobs::TimeAuthority m_pushTime;
    jobs::JobHost m_pushHost; // of its own, too: it waits for the machines that events are pushed to
};

// Tells the nodes that share a database apart: host, process and a random part, anew at each start.
[[nodiscard]] std::string nodeName();

} // namespace kaomon::runtime

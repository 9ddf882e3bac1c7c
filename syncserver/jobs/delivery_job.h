// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "auth/server_key.h"
#include "delivery/delivery_options.h"
#include "jobs/event_news.h"
#include "jobs/job_host.h"

namespace kaomon::jobs {

inline constexpr const char* kDeliveryJob = "event-delivery";

// Pushes what arrived to webhooks and syslog servers, in the order of arrival, at least once: the position of
// a target moves after it took a batch. Targets are served side by side: one that is slow delays itself. One
// that fails is tried again after 5 s, doubled up to an hour; after a day it is given up until somebody says
// to go on, and nothing is lost meanwhile but by its age. What it is given outlives the job. With `alerted`
// of the alertJob on the same host it hands alerts on at once, instead of with the next events or ten seconds
// later.
[[nodiscard]] BackgroundJob deliveryJob(const auth::ServerKey& key, const delivery::DeliveryOptions& options,
                                        std::shared_ptr<AlertedTenants> alerted = nullptr);

// When to try again after so many failures in a row, without jitter.
[[nodiscard]] std::chrono::seconds deliveryPause(int attempts);
inline constexpr int kMostDeliveryAttempts = 34; // about a day

} // namespace kaomon::jobs

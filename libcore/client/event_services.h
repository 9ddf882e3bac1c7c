// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QFuture>

#include "client/api_client.h"
#include "wire/alerts.h"
#include "wire/deliveries.h"
#include "wire/events.h"

namespace kaomon::client {

// Which events (docs/protocol.md 4.18); empty members do not filter, several values are separated by commas.
struct EventQuery {
    std::string kind;
    std::string code;
    std::string result;
    std::string reason;
    std::string severity;
    std::string user;
    std::string device;
    std::string words;
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
};

struct EventExport {
    EventQuery query;
    bool isJsonLines = false; // else CSV, for which the next three are
    std::string encoding;     // utf-8-bom (default), utf-8, cp932
    std::string language;     // ja (default) or en
    std::string unmappable;   // refuse (default) or mark
    long long after = 0;      // number of the last event that is there already
    long long upto = 0;       // 0: the newest
};

struct EventPageRequest {
    bool isOldestFirst = false;
    int limit = 100;    // at most 500
    std::string cursor; // `next` or `previous` of another page
};

// Events for the console's viewer; as the services of services.h.
class EventViewService {
public:
    explicit EventViewService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::EventPage>> list(const EventQuery& query,
                                                        const EventPageRequest& page = {});
    // The same around one person or PC. ErrorCode::NotFound.
    [[nodiscard]] QFuture<Result<wire::EventPage>> ofUser(const UserId& user, const EventQuery& query,
                                                          const EventPageRequest& page = {});
    [[nodiscard]] QFuture<Result<wire::EventPage>> ofDevice(const DeviceId& device, const EventQuery& query,
                                                            const EventPageRequest& page = {});
    // What arrived behind a number; below 0: only where it begins. Waits up to `waitSeconds` (20) for news.
    [[nodiscard]] QFuture<Result<wire::EventTail>> tail(const EventQuery& query, long long after,
                                                        int waitSeconds = 0);
    [[nodiscard]] QFuture<Result<wire::EventCounts>> counts(const EventQuery& query, bool isByHour,
                                                            int offsetMinutes = 0);
    [[nodiscard]] QFuture<Result<wire::EventMarkPage>> gaps(const std::string& cursor = {}, int limit = 100);
    [[nodiscard]] QFuture<Result<wire::EventMark>> gapsOf(const DeviceId& device);
    // What goes into the file beside an export, and fixes where it ends. ErrorCode::ReauthRequired of both.
    [[nodiscard]] QFuture<Result<wire::EventExportHeader>> describeExport(const EventExport& how);
    [[nodiscard]] QFuture<Result<std::string>> exportFile(const EventExport& how);

private:
    ApiClient& m_api;
};

class AlertService {
public:
    explicit AlertService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::EventAlertPage>> list(const std::string& cursor = {}, int limit = 100);
    [[nodiscard]] QFuture<Result<wire::AlertRuleList>> rules();
    [[nodiscard]] QFuture<Result<wire::AlertRule>> create(const wire::NewAlertRule& rule);
    // ErrorCode::StaleRevision.
    [[nodiscard]] QFuture<Result<wire::AlertRule>> change(const AlertRuleId& rule,
                                                          const wire::AlertRulePatch& patch, long long rev);
    [[nodiscard]] QFuture<Status> remove(const AlertRuleId& rule, long long rev);

private:
    ApiClient& m_api;
};

class DeliveryService {
public:
    explicit DeliveryService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::WebhookList>> webhooks();
    [[nodiscard]] QFuture<Result<wire::Webhook>> create(const wire::NewWebhook& webhook);
    // ErrorCode::StaleRevision.
    [[nodiscard]] QFuture<Result<wire::Webhook>> change(const WebhookId& webhook,
                                                        const wire::WebhookPatch& patch, long long rev);
    [[nodiscard]] QFuture<Status> remove(const WebhookId& webhook, long long rev);
    [[nodiscard]] QFuture<Result<wire::DeliveryState>> resume(const WebhookId& webhook,
                                                              const wire::DeliveryResume& how);
    [[nodiscard]] QFuture<Result<wire::DeliveryStateList>> states();
    [[nodiscard]] QFuture<Result<wire::DeadLetterList>> deadLetters(const WebhookId& webhook);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client

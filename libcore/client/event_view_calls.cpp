// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/event_services.h"

namespace kaomon::client {
namespace {

QueryItems itemsOf(const EventQuery& query) {
    const auto time = [](const std::optional<TimePoint>& at) { return at ? toRfc3339(*at) : std::string(); };
    return {{"kind", query.kind},     {"code", query.code},         {"result", query.result},
            {"reason", query.reason}, {"severity", query.severity}, {"user", query.user},
            {"device", query.device}, {"q", query.words},           {"from", time(query.from)},
            {"to", time(query.to)}};
}

std::string listPath(std::string_view path, const EventQuery& query, const EventPageRequest& page) {
    QueryItems items = itemsOf(query);
    items.emplace_back("order", page.isOldestFirst ? "oldest" : "");
    items.emplace_back("limit", std::to_string(page.limit));
    items.emplace_back("cursor", page.cursor);
    return withQuery(path, items);
}

std::string numberText(long long number) {
    return number > 0 ? std::to_string(number) : std::string();
}

QueryItems itemsOf(const EventExport& how) {
    QueryItems items = itemsOf(how.query);
    items.emplace_back("after", numberText(how.after));
    items.emplace_back("upto", numberText(how.upto));
    return items;
}

} // namespace

QFuture<Result<wire::EventPage>> EventViewService::list(const EventQuery& query,
                                                        const EventPageRequest& page) {
    return m_api.get<wire::EventPage>(listPath("/v1/events", query, page));
}

QFuture<Result<wire::EventPage>> EventViewService::ofUser(const UserId& user, const EventQuery& query,
                                                          const EventPageRequest& page) {
    return m_api.get<wire::EventPage>(listPath("/v1/users/" + user.text() + "/events", query, page));
}

QFuture<Result<wire::EventPage>> EventViewService::ofDevice(const DeviceId& device, const EventQuery& query,
                                                            const EventPageRequest& page) {
    return m_api.get<wire::EventPage>(listPath("/v1/devices/" + device.text() + "/events", query, page));
}

QFuture<Result<wire::EventTail>> EventViewService::tail(const EventQuery& query, long long after,
                                                        int waitSeconds) {
    QueryItems items = itemsOf(query);
    items.emplace_back("after", after < 0 ? std::string() : std::to_string(after));
    items.emplace_back("wait", numberText(waitSeconds));
    return m_api.get<wire::EventTail>(withQuery("/v1/events:tail", items));
}

QFuture<Result<wire::EventCounts>> EventViewService::counts(const EventQuery& query, bool isByHour,
                                                            int offsetMinutes) {
    QueryItems items = itemsOf(query);
    items.emplace_back("by", isByHour ? "hour" : "");
    items.emplace_back("offset_min", offsetMinutes == 0 ? std::string() : std::to_string(offsetMinutes));
    return m_api.get<wire::EventCounts>(withQuery("/v1/events:counts", items));
}

QFuture<Result<wire::EventMarkPage>> EventViewService::gaps(const std::string& cursor, int limit) {
    return m_api.get<wire::EventMarkPage>(
        withQuery("/v1/event-gaps", {{"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

QFuture<Result<wire::EventMark>> EventViewService::gapsOf(const DeviceId& device) {
    return m_api.get<wire::EventMark>("/v1/devices/" + device.text() + "/event-gaps");
}

QFuture<Result<wire::EventExportHeader>> EventViewService::describeExport(const EventExport& how) {
    return m_api.get<wire::EventExportHeader>(withQuery("/v1/exports/events:describe", itemsOf(how)));
}

QFuture<Result<std::string>> EventViewService::exportFile(const EventExport& how) {
    QueryItems items = itemsOf(how);
    items.emplace_back("encoding", how.encoding);
    items.emplace_back("language", how.language);
    items.emplace_back("unmappable", how.unmappable);
    CallOptions options;
    options.maximumReplyBytes = std::size_t{512} * 1024 * 1024;
    options.deadline = std::chrono::minutes(10);
    return m_api
        .send({"GET",
               withQuery(how.isJsonLines ? "/v1/exports/events:jsonl" : "/v1/exports/events", items),
               {},
               options})
        .then([](const Result<RawReply>& raw) -> Result<std::string> {
            if (!raw) {
                return propagate(raw.error());
            }
            return raw->body;
        });
}

QFuture<Result<wire::EventAlertPage>> AlertService::list(const std::string& cursor, int limit) {
    return m_api.get<wire::EventAlertPage>(
        withQuery("/v1/alerts", {{"limit", std::to_string(limit)}, {"cursor", cursor}}));
}

QFuture<Result<wire::AlertRuleList>> AlertService::rules() {
    return m_api.get<wire::AlertRuleList>("/v1/alert-rules");
}

QFuture<Result<wire::AlertRule>> AlertService::create(const wire::NewAlertRule& rule) {
    return m_api.post<wire::AlertRule>("/v1/alert-rules", rule);
}

QFuture<Result<wire::AlertRule>> AlertService::change(const AlertRuleId& rule,
                                                      const wire::AlertRulePatch& patch, long long rev) {
    CallOptions options;
    options.ifMatchRevision = rev;
    return m_api.patch<wire::AlertRule>("/v1/alert-rules/" + rule.text(), patch, options);
}

QFuture<Status> AlertService::remove(const AlertRuleId& rule, long long rev) {
    CallOptions options;
    options.ifMatchRevision = rev;
    return m_api.del("/v1/alert-rules/" + rule.text(), options);
}

QFuture<Result<wire::WebhookList>> DeliveryService::webhooks() {
    return m_api.get<wire::WebhookList>("/v1/webhooks");
}

QFuture<Result<wire::Webhook>> DeliveryService::create(const wire::NewWebhook& webhook) {
    return m_api.post<wire::Webhook>("/v1/webhooks", webhook);
}

QFuture<Result<wire::Webhook>> DeliveryService::change(const WebhookId& webhook,
                                                       const wire::WebhookPatch& patch, long long rev) {
    CallOptions options;
    options.ifMatchRevision = rev;
    return m_api.patch<wire::Webhook>("/v1/webhooks/" + webhook.text(), patch, options);
}

QFuture<Status> DeliveryService::remove(const WebhookId& webhook, long long rev) {
    CallOptions options;
    options.ifMatchRevision = rev;
    return m_api.del("/v1/webhooks/" + webhook.text(), options);
}

QFuture<Result<wire::DeliveryState>> DeliveryService::resume(const WebhookId& webhook,
                                                             const wire::DeliveryResume& how) {
    return m_api.post<wire::DeliveryState>("/v1/webhooks/" + webhook.text() + ":resume", how);
}

QFuture<Result<wire::DeliveryStateList>> DeliveryService::states() {
    return m_api.get<wire::DeliveryStateList>("/v1/deliveries");
}

QFuture<Result<wire::DeadLetterList>> DeliveryService::deadLetters(const WebhookId& webhook) {
    return m_api.get<wire::DeadLetterList>("/v1/webhooks/" + webhook.text() + "/dead-letters");
}

} // namespace kaomon::client

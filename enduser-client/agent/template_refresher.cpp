// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/template_refresher.h"

#include "base/log.h"
#include "vision/refresh.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kLabel = "refreshed";

} // namespace

void TemplateRefresher::consider(const UserId& user, const AttemptResult& result,
                                 const vision::ThresholdTable& thresholds, float raise) {
    const bool isSure = result.isAccepted && result.livenessLevel > 0 && result.clearest.has_value();
    if (!isSure || !m_state.policies().policyFor(user).refreshesTemplates) {
        return;
    }
    const auto done = refreshNearest(user, *result.clearest, thresholds, raise);
    if (!done) {
        log::warning(
            "agent.template_refresh",
            {{"user", user.text()}, {"code", wireName(done.error().code)}, {"detail", done.error().detail}});
    }
}

// Of several faces - with and without glasses - the one that was seen.
Status TemplateRefresher::refreshNearest(const UserId& user, const vision::Embedding& seen,
                                         const vision::ThresholdTable& thresholds, float raise) {
    const TemplateStore& store = m_state.templates();
    const TemplateStore::Enrolled* nearest = nullptr;
    float best = -2.0F;
    for (const TemplateStore::Enrolled* one : store.enrolledOf(user)) {
        const auto likeness = one->face.similarity(seen);
        if (likeness && *likeness > best) {
            best = *likeness;
            nearest = one;
        }
    }
    if (nearest == nullptr || m_clock.now() < nearest->refreshedAt + kPause) {
        return {};
    }
    const auto next = vision::refresh(nearest->face, nearest->inUse(), seen, thresholds, raise);
    if (!next || !*next) {
        return next ? Status() : propagate(next.error());
    }
    const auto owner = store.otherOwner(user, **next, thresholds);
    if (!owner || *owner) {
        return owner ? fail(ErrorCode::DuplicatePerson, "the refreshed face would be another user's, too")
                     : propagate(owner.error());
    }
    return keep(user, *nearest, **next);
}

Status TemplateRefresher::keep(const UserId& user, const TemplateStore::Enrolled& enrolled,
                               const vision::Template& next) {
    const DeviceIdentity& device = *m_state.device();
    crypto::SealedTemplate header;
    header.tenant = device.tenant.text();
    header.user = user.text();
    header.id = enrolled.id;
    header.modelId = next.modelId();
    header.deviceId = device.id.text();
    const SecretBytes plain = next.serialise();
    auto sealed = toWire(crypto::SealedTemplate::seal(std::move(header), plain.reveal(),
                                                      m_state.templates().faceKeys(), device.signing));
    sealed.label = kLabel;
    sealed.consent = enrolled.consent;
    sealed.createdAt = m_clock.now();
    if (const auto kept = m_state.keepRefreshed(sealed, next); !kept) {
        return kept;
    }
    wire::Event event;
    event.kind = "face";
    event.code = "REFRESH";
    event.result = "ok";
    event.severity = "info";
    event.user = user;
    event.detail.templateId = enrolled.id;
    event.detail.modelId = next.modelId();
    event.detail.label = std::string(kLabel);
    return m_events.add(std::move(event));
}

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/photo_confirmations.h"

#include "agent/vouched_faces.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kStatePrefix = "photo_confirmed.";
constexpr std::size_t kMostAsked = 64;

std::string stateName(const std::string& face) {
    return std::string(kStatePrefix) + face;
}

} // namespace

bool PhotoConfirmations::isPhoto(const std::string& face) const {
    const auto witness = witnessOf(m_state, face);
    return witness && witness->source == crypto::FaceSource::Photo;
}

bool PhotoConfirmations::isConfirmed(const std::string& face) const {
    return m_state.cache().state(stateName(face)).has_value();
}

std::optional<std::string>
PhotoConfirmations::unconfirmed(const UserId& user, const std::optional<vision::Embedding>& seen) const {
    const auto values = m_state.policies().valuesFor(user);
    const auto how = values.find("photo_face_confirm");
    if (how != values.end() && how->second == "none") {
        return std::nullopt;
    }
    const TemplateStore::Enrolled* nearest = nullptr;
    float best = -2.0F;
    for (const TemplateStore::Enrolled* one : m_state.templates().enrolledOf(user)) {
        if (!seen) {
            if (isPhoto(one->id) && !isConfirmed(one->id)) {
                return one->id;
            }
            continue;
        }
        const auto likeness = one->inUse().similarity(*seen);
        if (likeness && *likeness > best) {
            best = *likeness;
            nearest = one;
        }
    }
    return nearest != nullptr && isPhoto(nearest->id) && !isConfirmed(nearest->id)
               ? std::optional(nearest->id)
               : std::nullopt;
}

void PhotoConfirmations::expect(const std::string& account, const std::string& face) {
    if (m_asked.size() >= kMostAsked) {
        m_asked.clear(); // whoever is forgotten is asked once more
    }
    m_asked.insert_or_assign(account, Asked{face, m_clock.now()});
}

Status PhotoConfirmations::passwordAccepted(const std::string& account) {
    const auto asked = m_asked.find(account);
    if (asked == m_asked.end()) {
        return {};
    }
    const Asked was = asked->second;
    m_asked.erase(asked);
    if (m_clock.now() - was.at > kPatience || m_clock.now() < was.at) {
        return {};
    }
    constexpr std::uint8_t kYes = 1;
    return m_state.cache().setState(stateName(was.face), std::span(&kYes, 1));
}

} // namespace kaomon::agent

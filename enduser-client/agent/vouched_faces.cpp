// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/vouched_faces.h"

#include "wire/codec.h"

namespace kaomon::agent {

std::optional<crypto::FaceWitness> witnessOf(AgentState& state, const std::string& face) {
    const auto object = state.cache().get("template", face);
    const auto stored =
        object ? wire::decode<wire::FaceTemplate>(std::string(object->bytes.begin(), object->bytes.end()))
               : Result<wire::FaceTemplate>(propagate(object.error()));
    if (!stored || !stored->approval || !crypto::FaceVoucher::isOne(*stored->approval)) {
        return std::nullopt;
    }
    const auto voucher = crypto::FaceVoucher::decode(*stored->approval);
    const auto key = state.templates().signKeyOf(stored->device);
    const DeviceIdentity* device = state.device();
    const auto witness =
        voucher && key && device != nullptr
            ? crypto::FaceWitness::verify(voucher->witness, fromWire(*stored, device->tenant.text()), *key)
            : Result<crypto::FaceWitness>(fail(ErrorCode::SignatureInvalid));
    if (witness) {
        return *witness;
    }
    crypto::FaceWitness least;
    least.source = crypto::FaceSource::Photo;
    least.standing = crypto::FaceStanding::First;
    return least;
}

std::vector<std::string> firstFacesOf(AgentState& state, const UserId& user) {
    std::vector<std::string> faces;
    for (const TemplateStore::Enrolled* one : state.templates().enrolledOf(user)) {
        const auto witness = witnessOf(state, one->id);
        if (witness && witness->standing == crypto::FaceStanding::First) {
            faces.push_back(one->id);
        }
    }
    return faces;
}

} // namespace kaomon::agent

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/kept_picture_service.h"

namespace kaomon::client {
namespace {

std::string pathOf(const UserId& user, const TemplateId& face) {
    return "/v1/users/" + user.text() + "/templates/" + face.text() + "/pictures";
}

} // namespace

QFuture<Status> KeptPictureService::put(const UserId& user, const TemplateId& face,
                                        const wire::KeptPictures& pictures) {
    return m_api.put<void>(pathOf(user, face), pictures);
}

QFuture<Result<wire::KeptPictures>> KeptPictureService::get(const UserId& user, const TemplateId& face) {
    return m_api.get<wire::KeptPictures>(pathOf(user, face));
}

QFuture<Status> KeptPictureService::remove(const UserId& user, const TemplateId& face) {
    return m_api.del(pathOf(user, face));
}

} // namespace kaomon::client

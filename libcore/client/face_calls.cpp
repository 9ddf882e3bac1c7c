// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/document_calls.h"
#include "client/services.h"

namespace kaomon::client {
namespace {

std::string templatesPath(const UserId& user) {
    return "/v1/users/" + user.text() + "/templates";
}

} // namespace

QFuture<Result<wire::FaceTemplateList>> FaceService::templates(const UserId& user) {
    return m_api.get<wire::FaceTemplateList>(templatesPath(user));
}

QFuture<Result<wire::FaceTemplate>> FaceService::addTemplate(const wire::FaceTemplate& faceTemplate) {
    return m_api.post<wire::FaceTemplate>(templatesPath(faceTemplate.user), faceTemplate);
}

QFuture<Status> FaceService::removeTemplate(const UserId& user, const TemplateId& faceTemplate) {
    return m_api.del(templatesPath(user) + "/" + faceTemplate.text());
}

QFuture<Result<wire::FaceTemplate>> FaceService::acceptTemplate(const UserId& user,
                                                                const TemplateId& faceTemplate) {
    return m_api.postEmpty<wire::FaceTemplate>(templatesPath(user) + "/" + faceTemplate.text() + ":accept");
}

QFuture<Result<wire::FaceTemplate>> FaceService::approveTemplate(const UserId& user,
                                                                 const TemplateId& faceTemplate,
                                                                 const wire::FaceApproval& approval) {
    return m_api.post<wire::FaceTemplate>(templatesPath(user) + "/" + faceTemplate.text() + ":approve",
                                          approval);
}

QFuture<Status> FaceService::refuseTemplate(const UserId& user, const TemplateId& faceTemplate,
                                            const std::string& reason) {
    return m_api.post<void>(templatesPath(user) + "/" + faceTemplate.text() + ":refuse",
                            wire::FaceRefusal{reason});
}

QFuture<Result<wire::Consent>> FaceService::giveConsent(const wire::Consent& consent) {
    return m_api.post<wire::Consent>("/v1/consents", consent);
}

QFuture<Result<wire::PolicyDocumentList>> PolicyService::list(const std::string& kind) {
    return fetchDocuments(m_api, kind);
}

QFuture<Result<wire::PolicyDocument>> PolicyService::put(const wire::PolicyDocument& document) {
    return m_api.put<wire::PolicyDocument>("/v1/policies", document);
}

} // namespace kaomon::client

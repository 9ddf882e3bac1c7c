// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/two_person_act_service.h"

namespace kaomon::client {
namespace {

std::string actPath(const std::string& act, std::string_view rest = {}) {
    return "/v1/two-person-acts/" + pathSegment(act) + std::string(rest);
}

} // namespace

QFuture<Result<wire::TwoPersonActPage>> TwoPersonActService::list(const std::string& state,
                                                                  const PageRequest& page) {
    return m_api.get<wire::TwoPersonActPage>(
        withQuery("/v1/two-person-acts",
                  {{"state", state}, {"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

QFuture<Result<wire::TwoPersonAct>> TwoPersonActService::get(const std::string& act) {
    return m_api.get<wire::TwoPersonAct>(actPath(act));
}

QFuture<Result<wire::TwoPersonAct>> TwoPersonActService::request(const wire::NewTwoPersonAct& act) {
    return m_api.post<wire::TwoPersonAct>("/v1/two-person-acts", act);
}

QFuture<Result<wire::TwoPersonAct>> TwoPersonActService::approve(const std::string& act,
                                                                 const wire::ActApproval& approval) {
    return m_api.post<wire::TwoPersonAct>(actPath(act, ":approve"), approval);
}

QFuture<Result<wire::TwoPersonAct>> TwoPersonActService::refuse(const std::string& act,
                                                                const std::string& reason) {
    return m_api.post<wire::TwoPersonAct>(actPath(act, ":refuse"), wire::ActRefusal{reason});
}

QFuture<Status> TwoPersonActService::recover(const std::string& act, const wire::VaultRecovery& recovery) {
    return m_api.post<void>(actPath(act, ":recover"), recovery);
}

} // namespace kaomon::client

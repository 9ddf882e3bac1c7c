// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/api_routes.h"

#include "features/accounts/accounts_routes.h"
#include "features/alerts/alerts_routes.h"
#include "features/bootstrap/bootstrap_routes.h"
#include "features/changes/changes_routes.h"
#include "features/deliveries/deliveries_routes.h"
#include "features/devices/devices_routes.h"
#include "features/diagnostics/diagnostics_requests.h"
#include "features/diagnostics/diagnostics_routes.h"
#include "features/enrolment_codes/enrolment_codes_routes.h"
#include "features/events/events_routes.h"
#include "features/evidence/evidence_routes.h"
#include "features/exports/event_export_routes.h"
#include "features/exports/exports_routes.h"
#include "features/faces/approval_routes.h"
#include "features/faces/assisted_routes.h"
#include "features/faces/face_access_log.h"
#include "features/faces/faces_routes.h"
#include "features/faces/kept_picture_routes.h"
#include "features/groups/device_groups_routes.h"
#include "features/groups/group_proposals_routes.h"
#include "features/groups/rotation_routes.h"
#include "features/groups/user_groups_routes.h"
#include "features/imports/imports_routes.h"
#include "features/ip_rules/ip_rules_routes.h"
#include "features/keys/key_renewal_routes.h"
#include "features/keys/keys_routes.h"
#include "features/keys/server_pins_routes.h"
#include "features/licences/licences_routes.h"
#include "features/maintenance/service_status_routes.h"
#include "features/meta/meta_routes.h"
#include "features/notices/notices_routes.h"
#include "features/operations/operations_routes.h"
#include "features/policies/confirmation_routes.h"
#include "features/policies/policies_routes.h"
#include "features/releases/releases_routes.h"
#include "features/scim/scim_routes.h"
#include "features/session/session_routes.h"
#include "features/stream/stream_routes.h"
#include "features/support/support_routes.h"
#include "features/two_person_acts/two_person_acts_routes.h"
#include "features/users/users_routes.h"
#include "features/vault/vault_routes.h"

namespace kaomon::runtime {

std::string programVersion() {
    return KAOMON_VERSION;
}

void addEventRoutes(http::Router& router, features::ServiceContext& services, features::StreamHub& streams,
                    const features::EventOptions& options) {
    router.add(features::eventsRoutes(services, streams));
    router.add(features::eventExportRoutes(services));
    router.add(features::alertsRoutes(services));
    router.add(features::deliveriesRoutes(services, options));
    router.add(features::evidenceRoutes(services, options));
    router.add(features::diagnosticsRoutes(services, options));
    router.add(features::diagnosticsRequestRoutes(services));
}

Status addApiRoutes(http::Router& router, features::ServiceContext& services, auth::ProofChecker& proofs,
                    const std::vector<Bytes>& operatorKeys, features::StreamHub& streams,
                    const DutyServices& duties, const http::PinBoard& pins) {
    auto session = features::sessionRoutes(services, proofs);
    if (!session) {
        return propagate(session.error());
    }
    auto operations = features::operationsRoutes(services);
    if (!operations) {
        return propagate(operations.error());
    }
    router.add(features::metaRoutes(services, programVersion(), duties.state));
    router.add(features::bootstrapRoutes(services, pins));
    router.add(std::move(*session));
    router.add(features::usersRoutes(services));
    router.add(features::accountsRoutes(services));
    router.add(features::userGroupsRoutes(services));
    router.add(features::groupProposalsRoutes(services));
    router.add(features::importsRoutes(services));
    router.add(features::exportsRoutes(services));
    router.add(features::scimRoutes(services));
    router.add(features::deviceGroupsRoutes(services));
    router.add(features::rotationRoutes(services));
    router.add(features::devicesRoutes(services));
    router.add(features::enrolmentCodesRoutes(services));
    router.add(features::ipRulesRoutes(services));
    router.add(features::keysRoutes(services));
    router.add(features::keyRenewalRoutes(services));
    router.add(features::serverPinsRoutes(pins));
    router.add(features::licencesRoutes(services, operatorKeys));
    router.add(features::facesRoutes(services));
    router.add(features::faceApprovalRoutes(services));
    router.add(features::assistedFaceRoutes(services));
    router.add(features::faceAccessRoutes(services));
    router.add(features::keptPictureRoutes(services));
    router.add(features::policiesRoutes(services));
    router.add(features::confirmationRoutes(services));
    router.add(features::twoPersonActsRoutes(services));
    router.add(features::settingsRoutes(services));
    router.add(features::changesRoutes(services));
    router.add(features::streamRoutes(services, streams));
    router.add(std::move(*operations));
    router.add(features::serviceStatusRoutes(services));
    router.add(features::noticesRoutes(services, duties.state));
    router.add(features::mailsRoutes(services, duties.sendsMail));
    router.add(features::releasesRoutes(services, duties.releases));
    router.add(features::supportRoutes(services, operatorKeys));
    router.add(features::vaultRoutes(services));
    return {};
}

} // namespace kaomon::runtime

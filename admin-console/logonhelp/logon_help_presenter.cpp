// SPDX-License-Identifier: GPL-3.0-or-later
#include "logonhelp/logon_help_presenter.h"

#include <algorithm>

#include "client/event_services.h"
#include "client/licence_service.h"
#include "client/settings_service.h"
#include "ui/qt_text.h"

namespace kaomon::logonhelp {
namespace {

constexpr int kRefusals = 20;

} // namespace

LogonHelpPresenter::LogonHelpPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {
    setState(models::ListState::Empty);
}

void LogonHelpPresenter::ask(const std::string& user, const std::string& device,
                             const std::string& deviceName) {
    const auto person = UserId::parse(user);
    const auto pc = DeviceId::parse(device);
    m_user = person ? std::optional(*person) : std::nullopt;
    m_device = pc ? std::optional(*pc) : std::nullopt;
    m_deviceName = deviceName;
    m_findings.clear();
    reload();
}

void LogonHelpPresenter::clear() {
    m_user.reset();
    m_device.reset();
    m_facts = m_next = {};
    m_findings.clear();
    FeaturePresenter::clear();
    setState(models::ListState::Empty);
}

void LogonHelpPresenter::reload() {
    if (!m_user) {
        setState(models::ListState::Empty);
        return;
    }
    if (!beginLoading(!m_findings.empty())) {
        return;
    }
    m_next = {};
    part(client::UserService(api()).get(*m_user), [this](const wire::User& user) {
        m_next.user = user;
        fetchSecurity();
    });
}

void LogonHelpPresenter::fetchSecurity() {
    optionalPart(client::AccountService(api()).security(*m_user),
                 [this](const std::optional<wire::AccountSecurity>& security) {
                     m_next.security = security;
                     fetchLicence();
                 });
}

void LogonHelpPresenter::fetchLicence() {
    optionalPart(client::LicenceService(api()).overview(),
                 [this](const std::optional<wire::LicenceOverview>& overview) {
                     m_next.licence = overview ? std::optional(overview->status) : std::nullopt;
                     fetchTemplates();
                 });
}

void LogonHelpPresenter::fetchTemplates() {
    optionalPart(client::FaceService(api()).templates(*m_user),
                 [this](const std::optional<wire::FaceTemplateList>& list) {
                     m_next.templates = list ? std::optional(list->items) : std::nullopt;
                     m_device ? fetchDevice() : fetchSettings();
                 });
}

// By the list, which every role may read.
void LogonHelpPresenter::fetchDevice() {
    client::DeviceQuery query;
    query.search = m_deviceName;
    optionalPart(client::DeviceService(api()).list(query, {500, {}}),
                 [this](const std::optional<wire::DevicePage>& page) {
                     for (const wire::Device& device : page ? page->items : std::vector<wire::Device>()) {
                         if (device.id == *m_device) {
                             m_next.device = device;
                         }
                     }
                     fetchDeviceGroup();
                 });
}

void LogonHelpPresenter::fetchDeviceGroup() {
    optionalPart(
        client::DeviceGroupService(api()).list(), [this](const std::optional<wire::DeviceGroupList>& list) {
            for (const wire::DeviceGroup& group : list ? list->items : std::vector<wire::DeviceGroup>()) {
                if (m_next.device && group.id == m_next.device->group) {
                    m_next.deviceGroup = group;
                }
            }
            fetchSettings();
        });
}

void LogonHelpPresenter::fetchSettings() {
    optionalPart(client::SettingsService(api()).explain({m_user, m_device}),
                 [this](const std::optional<wire::SettingsExplanation>& settings) {
                     m_next.settings = settings;
                     fetchRefusals();
                 });
}

void LogonHelpPresenter::fetchRefusals() {
    client::EventQuery query;
    query.kind = std::string("auth");
    query.result = std::string("ng"); // GCC 12 takes the literal for uninitialised memory
    query.device = m_device ? m_device->text() : std::string();
    optionalPart(client::EventViewService(api()).ofUser(*m_user, query, {false, kRefusals, {}}),
                 [this](const std::optional<wire::EventPage>& page) {
                     m_next.refusals = page ? page->items : std::vector<wire::StoredEvent>();
                     m_device ? fetchModel() : finish();
                 });
}

void LogonHelpPresenter::fetchModel() {
    client::EventQuery query;
    query.kind = std::string("auth");
    optionalPart(client::EventViewService(api()).ofDevice(*m_device, query, {false, kRefusals, {}}),
                 [this](const std::optional<wire::EventPage>& page) {
                     for (const wire::StoredEvent& row :
                          page ? page->items : std::vector<wire::StoredEvent>()) {
                         if (row.event.detail.modelId && !m_next.modelOnPc) {
                             m_next.modelOnPc = row.event.detail.modelId;
                         }
                     }
                     finish();
                 });
}

void LogonHelpPresenter::finish() {
    m_facts = m_next;
    m_findings = LogonFindings::of(m_facts, session().clock().now());
    endLoading(models::ListState::Content);
}

void LogonHelpPresenter::retell() {
    if (!m_findings.empty()) {
        m_findings = LogonFindings::of(m_facts, session().clock().now());
    }
}

int LogonHelpPresenter::obstacles() const {
    return static_cast<int>(std::ranges::count(m_findings, models::Tone::Bad, &Finding::tone));
}

bool LogonHelpPresenter::mayMend(Mend mend) const {
    if (!session().isOpen() || isBusy()) {
        return false;
    }
    switch (mend) {
    case Mend::Unlock:
    case Mend::ReEnrol:
        return session().mayResetPasswords();
    case Mend::Enable:
    case Mend::AcceptFaces:
        return mayManage();
    default:
        return true;
    }
}

void LogonHelpPresenter::mend(Mend mend, const QString& reason) {
    if (!m_user || !mayMend(mend)) {
        return;
    }
    const std::string text = ui::toUtf8(reason);
    switch (mend) {
    case Mend::Unlock:
        command(
            [this, id = *m_user, text] {
                return client::AccountService(api()).unlock(id, wire::UnlockRequest{text, false});
            },
            [this](const wire::AccountSecurity&) { reload(); });
        break;
    case Mend::Enable: {
        wire::UserPatch patch;
        patch.accountState = "active";
        command([this, user = m_facts.user,
                 patch] { return client::UserService(api()).patch(user.id, patch, user.rev); },
                [this](const wire::User&) { reload(); });
        break;
    }
    case Mend::ReEnrol:
        command(
            [this, id = *m_user, text] { return client::UserService(api()).requestReEnrolment(id, text); },
            [this](const wire::User&) { reload(); });
        break;
    case Mend::AcceptFaces: {
        std::vector<TemplateId> faces;
        for (const wire::FaceTemplate& row : m_facts.templates.value_or(std::vector<wire::FaceTemplate>())) {
            if (row.review) {
                faces.push_back(row.id);
            }
        }
        acceptFaces(std::move(faces));
        break;
    }
    default:
        break;
    }
}

void LogonHelpPresenter::acceptFaces(std::vector<TemplateId> faces) {
    if (faces.empty() || !m_user) {
        reload();
        return;
    }
    const TemplateId face = faces.back();
    faces.pop_back();
    command([this, id = *m_user, face] { return client::FaceService(api()).acceptTemplate(id, face); },
            [this, faces = std::move(faces)](const wire::FaceTemplate&) { acceptFaces(faces); });
}

} // namespace kaomon::logonhelp

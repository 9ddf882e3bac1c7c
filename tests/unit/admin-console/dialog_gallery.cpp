// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialog_gallery.h"

#include <QTest>

#include "addresses/rule_dialog.h"
#include "administrators/hand_over_dialog.h"
#include "devices/device_group_dialog.h"
#include "devices/device_questions.h"
#include "devices/issued_code_dialog.h"
#include "devices/new_code_dialog.h"
#include "devices/rename_device_dialog.h"
#include "firstrun/step_widgets.h"
#include "logs/period_dialog.h"
#include "settings/apply_dialog.h"
#include "shell/new_password_dialog.h"
#include "shell/reason_dialog.h"
#include "shell/reauth_dialog.h"
#include "shell/role_dialog.h"
#include "shell/saved_filter_bar.h"
#include "shell/second_factor_dialog.h"
#include "shell/sessions_view.h"
#include "shell/text_dialog.h"
#include "users/bulk_dialog.h"
#include "users/bulk_questions.h"
#include "users/emergency_dialog.h"
#include "users/groups_dialog.h"
#include "users/link_account_dialog.h"
#include "users/memberships_dialog.h"
#include "users/new_user_dialog.h"
#include "users/unlock_dialog.h"
#include "users/unsent_face_note.h"
#include "wire/codec.h"
#include "wire/keys.h"

namespace kaomon::testing {
namespace {

constexpr int kPatience = 60000;
constexpr int kOwnerStepHeight = 480; // as on its page; alone it would be pressed together

using models::ListState;

template<class Presenter>
bool isLoaded(Presenter& presenter) {
    presenter.reload();
    return QTest::qWaitFor([&] { return presenter.state() == ListState::Content; }, kPatience);
}

} // namespace

struct DialogGallery::Parts {
    explicit Parts(shell::ConsoleSession& session)
        : users(session)
        , groups(session)
        , security(session)
        , links(session)
        , emergency(session)
        , bulk(session)
        , administrators(session)
        , devices(session)
        , deviceGroups(session)
        , codes(session)
        , settings(session)
        , filters(session, "users")
        , unsent(session) {}

    users::UsersPresenter users;
    users::GroupsPresenter groups;
    users::SecurityPresenter security;
    users::AccountLinksPresenter links;
    users::EmergencyPresenter emergency;
    users::BulkPresenter bulk;
    administrators::AdministratorsPresenter administrators;
    devices::DevicesPresenter devices;
    devices::DeviceGroupsPresenter deviceGroups;
    devices::EnrolmentCodesPresenter codes;
    settings::SettingsPresenter settings;
    shell::SavedFiltersPresenter filters;
    users::UnsentFacesPresenter unsent;
};

DialogGallery::DialogGallery(SessionFixture& fixture, ui::Prompts& prompts)
    : m_fixture(fixture)
    , m_prompts(prompts) {}

DialogGallery::~DialogGallery() = default;

bool DialogGallery::load() {
    m_parts = std::make_unique<Parts>(m_fixture.session);
    Parts& parts = *m_parts;
    const wire::User& locked = m_fixture.server->users.at(2);
    parts.links.show(locked.id);
    wire::AssistedFace face;
    face.face.id = TemplateId::generate();
    face.face.user = locked.id;
    face.face.modelId = "registry-1";
    face.face.device = DeviceId::generate();
    face.face.consent = ConsentId::generate();
    face.face.createdAt = m_fixture.clock.now();
    face.voucher = face.face.ciphertext = face.face.signature = Bytes(64, 1);
    const users::UnsentFaces kept(m_fixture.session.folder());
    if (!kept.keep({m_fixture.session.tenant().tenant.text(), m_fixture.session.user().id.text()}, face) ||
        !isLoaded(parts.unsent)) {
        return false;
    }
    parts.security.show(locked.id);
    const bool isThere = isLoaded(parts.users) && isLoaded(parts.groups) && isLoaded(parts.devices) &&
                         isLoaded(parts.deviceGroups) && isLoaded(parts.settings) &&
                         QTest::qWaitFor([&] { return !parts.links.isBusy(); }, kPatience);
    bool isPreviewed = false;
    QObject::connect(&parts.settings, &settings::SettingsPresenter::previewed, &parts.settings,
                     [&isPreviewed] { isPreviewed = true; });
    parts.settings.stage("match_timeout_s", "8", false);
    parts.settings.preview();
    const bool isReady = isThere && QTest::qWaitFor([&] { return isPreviewed; }, kPatience);
    parts.settings.disconnect(&parts.settings);
    return isReady && findIdentity(locked);
}

// Whose keys are handed over: the page asks for them before it opens its dialog.
bool DialogGallery::findIdentity(const wire::User& user) {
    wire::UserKeys keys{user.id, m_fixture.server->founded->identity, {}};
    m_fixture.server->handlers["GET /v1/users/" + user.id.text() + "/keys"] =
        [keys](const FakeServer::Request&) { return FakeServer::json(200, wire::encode(keys)); };
    auto& administrators = m_parts->administrators;
    bool isFound = false;
    const auto found =
        QObject::connect(&administrators, &administrators::AdministratorsPresenter::identityFound,
                         [&isFound] { isFound = true; });
    administrators.findIdentity(user);
    const bool isDone = QTest::qWaitFor([&] { return isFound && !administrators.isBusy(); }, kPatience);
    QObject::disconnect(found);
    return isDone;
}

std::vector<DialogGallery::Entry> DialogGallery::entries() {
    std::vector<Entry> entries;
    addPeople(entries);
    addDevices(entries);
    addOrganisation(entries);
    addQuestions(entries);
    addFirstRun(entries);
    return entries;
}

void DialogGallery::addPeople(std::vector<Entry>& entries) {
    Parts& parts = *m_parts;
    const wire::User user = m_fixture.server->users.at(2);
    const std::string path = "/v1/users/" + user.id.text();
    entries.insert(
        entries.end(),
        {{"dialog_new_user",
          [&parts](QWidget& window) { return new users::NewUserDialog(parts.users, &window); },
          "POST /v1/users"},
         {"dialog_unlock",
          [&parts](QWidget& window) {
              return new users::UnlockDialog(parts.security, QStringLiteral("佐藤 次郎"), &window);
          },
          "POST " + path + ":unlock"},
         {"dialog_link_account",
          [&parts](QWidget& window) {
              return new users::LinkAccountDialog(parts.links, QStringLiteral("user3"), &window);
          },
          "PUT /v1/policies"},
         {"dialog_memberships",
          [&parts, user](QWidget& window) {
              return new users::MembershipsDialog(parts.groups, user, &window);
          },
          "PUT /v1/policies"},
         {"dialog_unsent_face",
          [&parts](QWidget& window) { return new users::UnsentFaceDialog(parts.unsent, &window); }},
         {"dialog_groups",
          [&parts](QWidget& window) { return new users::GroupsDialog(parts.groups, &window); },
          "POST /v1/user-groups"},
         {"dialog_emergency",
          [&parts, user](QWidget& window) {
              return new users::EmergencyDialog(parts.emergency, user, &window);
          }},
         {"dialog_move",
          [&parts](QWidget& window) { return new users::MoveDialog(parts.groups, 42, &window); }},
         {"dialog_bulk", [this](QWidget& window) -> QWidget* {
              // One is refused, the others are done.
              const auto people = m_fixture.server->users;
              m_fixture.server->handlers["POST /v1/users:bulk"] = [](const FakeServer::Request& request) {
                  wire::BulkReply reply{true, 0, 1, {}};
                  const auto bulk = wire::decode<wire::BulkRequest>(request.body).value();
                  for (const wire::BulkRow& row : bulk.rows) {
                      const bool isFirst = reply.items.empty();
                      reply.items.push_back({row.user, !isFirst});
                      if (isFirst) {
                          reply.items.back().code = "stale_revision";
                      }
                  }
                  return FakeServer::json(200, wire::encode(reply));
              };
              m_parts->bulk.clear();
              m_parts->bulk.start(users::BulkPresenter::Action::Disable, people, QStringLiteral("on leave"));
              (void)QTest::qWaitFor([this] { return !m_parts->bulk.isRunning(); }, kPatience);
              return new users::BulkDialog(
                  m_parts->bulk,
                  users::BulkQuestions::question(users::BulkPresenter::Action::Disable, 7).title, m_prompts,
                  &window);
          }}});
}

void DialogGallery::addDevices(std::vector<Entry>& entries) {
    Parts& parts = *m_parts;
    const wire::Device device = m_fixture.server->devices.front();
    const wire::Device waiting = m_fixture.server->devices.at(2);
    entries.insert(
        entries.end(),
        {{"dialog_take_in",
          [&parts, waiting](QWidget& window) {
              return new devices::GroupChoiceDialog(devices::DevicesPresenter::Action::Approve, waiting,
                                                    parts.deviceGroups.names(), &window);
          }},
         {"dialog_rename_device",
          [&parts, device](QWidget& window) {
              return new devices::RenameDeviceDialog(parts.devices, device, &window);
          },
          "PATCH /v1/devices/" + device.id.text()},
         {"dialog_device_group",
          [&parts](QWidget& window) {
              return new devices::DeviceGroupDialog(parts.deviceGroups,
                                                    parts.deviceGroups.model().rows().front(), &window);
          },
          "PATCH /v1/device-groups/" + m_fixture.server->deviceGroups.front().id.text()},
         {"dialog_new_code",
          [&parts](QWidget& window) {
              return new devices::NewCodeDialog(parts.codes, parts.deviceGroups.names(), &window);
          },
          "POST /v1/enrolment-codes"},
         {"dialog_issued_code",
          [this](QWidget& window) {
              const devices::IssuedCode code{
                  QStringLiteral("Room 1"), QStringLiteral("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"),
                  QStringLiteral("{\"bundle\":1}"), QDateTime::currentDateTime().addDays(3), 5};
              return new devices::IssuedCodeDialog(code, m_prompts, {}, &window);
          }},
         {"dialog_revoke", [device](QWidget& window) {
              const QString name = QString::fromStdString(device.name);
              return new shell::ReasonDialog(
                  devices::DeviceQuestions::question(devices::DevicesPresenter::Action::Revoke, name),
                  {devices::RenameDeviceDialog::tr("Name of the PC"), name}, &window);
          }}});
}

void DialogGallery::addOrganisation(std::vector<Entry>& entries) {
    Parts& parts = *m_parts;
    auto& session = m_fixture.session;
    const wire::User user = m_fixture.server->users.at(2);
    entries.insert(
        entries.end(),
        {{"dialog_hand_over",
          [&parts, user](QWidget& window) {
              return new administrators::HandOverDialog(
                  parts.administrators, user, QStringLiteral("ABCDE FGHIJ KLMNO PQRST UVWXY Z2345"), &window);
          },
          "PUT /v1/manifest"},

         {"dialog_apply",
          [&parts](QWidget& window) {
              return new settings::ApplyDialog(parts.settings, QStringLiteral("Example"), &window);
          },
          "PUT /v1/policies"},
         {"dialog_save_filter",
          [&parts](QWidget& window) {
              return new shell::SaveFilterDialog(parts.filters, QStringLiteral("state=locked"), &window);
          }},
         {"dialog_period",
          [this](QWidget& window) {
              const TimePoint now = m_fixture.clock.now();
              return new logs::PeriodDialog(now - std::chrono::hours(24), now, &window);
          }},
         {"dialog_address_rule",
          [](QWidget& window) {
              const wire::IpRule rule{"192.0.2.0/24", "console", "allow", "Head office", std::nullopt};
              return new addresses::RuleDialog(rule, QStringLiteral("192.0.2.7"), &window);
          }},
         {"dialog_sessions",
          [&session, user](QWidget& window) {
              return new shell::SessionsDialog(session, user.id, QStringLiteral("John Example"), &window);
          }},
         {"dialog_reauth", [&session](QWidget& window) { return new shell::ReauthDialog(session, &window); },
          "POST /v1/session/reauth"}});
}

void DialogGallery::addQuestions(std::vector<Entry>& entries) {
    using Action = users::BulkPresenter::Action;
    entries.insert(
        entries.end(),
        {{"dialog_reason",
          [](QWidget& window) {
              return new shell::ReasonDialog(users::BulkQuestions::question(Action::Reissue, 42), &window);
          }},
         {"dialog_delete_many",
          [](QWidget& window) {
              return new shell::ReasonDialog(users::BulkQuestions::question(Action::Delete, 42),
                                             {QStringLiteral("42"), QStringLiteral("42")}, &window);
          }},
         {"dialog_text",
          [](QWidget& window) {
              const ui::Question question = users::BulkQuestions::question(Action::Disable, 42);
              return new shell::TextDialog({question.title, question.text, question.accept, true},
                                           QStringLiteral("42"), QStringLiteral("42"), &window);
          }},
         {"dialog_role",
          [](QWidget& window) {
              return new shell::RoleDialog(QStringLiteral("山田 太郎"), "member", &window);
          }},
         {"dialog_new_password",
          [](QWidget& window) {
              const ui::Question question = users::BulkQuestions::question(Action::Enable, 1);
              return new shell::NewPasswordDialog(
                  {question.title, question.text, question.accept}, shell::NewPasswordDialog::Ask::PresentToo,
                  [](const SecretString&) { return domain::PasswordFault::TooShort; }, &window);
          }},
         {"dialog_recovery_codes",
          [this](QWidget& window) {
              return new shell::RecoveryCodesDialog({"ABCD-EFGH", "JKLM-NPQR", "STUV-WXYZ", "2345-6789"},
                                                    m_prompts, &window);
          }},
         {"dialog_second_factor", [this](QWidget& window) {
              using Setup = shell::SecondFactorSetup;
              const Setup::Calls calls{
                  [] {
                      return QtFuture::makeReadyFuture(
                          Result<wire::SecondFactorSetup>(wire::SecondFactorSetup{
                              "JBSWY3DPEHPK3PXP", "otpauth://totp/Kaomon:owner?secret=JBSWY3DPEHPK3PXP"}));
                  },
                  [](const std::string&) {
                      return QtFuture::makeReadyFuture(
                          Result<wire::RecoveryCodes>(fail(ErrorCode::LoginFailed)));
                  }};
              return new shell::SecondFactorDialog(calls, m_prompts, &window);
          }}});
}

void DialogGallery::addFirstRun(std::vector<Entry>& entries) {
    const auto step = [&entries](const char* name, auto make) {
        entries.push_back({name, [make](QWidget& window) {
                               firstrun::StepWidget* made = make(window);
                               made->retranslate();
                               made->resize(616, 420);
                               return made;
                           }});
    };
    step("dialog_first_run_server", [](QWidget& window) {
        auto* made = new firstrun::ServerStep(&window);
        made->setAddress(QStringLiteral("https://kaomon.example.com"));
        return made;
    });
    step("dialog_first_run_fingerprint",
         [](QWidget& window) { return new firstrun::FingerprintStep(&window); });
    step("dialog_first_run_code", [](QWidget& window) { return new firstrun::CodeStep(&window); });
    step("dialog_first_run_owner", [](QWidget& window) {
        auto* made = new firstrun::OwnerStep(&window);
        made->setMinimumHeight(kOwnerStepHeight);
        return made;
    });
}

} // namespace kaomon::testing

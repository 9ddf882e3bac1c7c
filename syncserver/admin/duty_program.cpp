// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/duty_program.h"

#include <CLI/CLI.hpp>

#include "admin/duty_commands.h"
#include "admin/release_commands.h"
#include "admin/tenant_life_commands.h"
#include "duties/incident_book.h"
#include "duties/maintenance_book.h"
#include "duties/notice_book.h"
#include "mail/message.h"

namespace kaomon::admin {
namespace {

using domain::IncidentStep;
using duties::Act;
using duties::OperatorSettings;

CLI::App* addGroup(CLI::App& app, const char* name, const char* help) {
    return app.add_subcommand(name, help)->require_subcommand(1)->fallthrough();
}

// Prints what was made.
Status printed(Surroundings& surroundings, const char* name, const Result<std::string>& id) {
    if (!id) {
        return propagate(id.error());
    }
    surroundings.out << name << ": " << *id << '\n';
    return {};
}

// The mail that shows whether the settings work, at once and without the queue.
Status sendTestMail(Surroundings& surroundings, const std::string& to) {
    const runtime::DutyConfig& config = surroundings.config.duties;
    if (!config.mail.isOn()) {
        return fail(ErrorCode::ValidationFailed, "there is no --smtp-url");
    }
    auto client = mail::SmtpClient::make(config.mail);
    if (!client) {
        return propagate(client.error());
    }
    const TimePoint now = surroundings.clock.now();
    const auto message =
        mail::composeMessage({.from = config.mail.from,
                              .fromName = config.mail.fromName,
                              .to = to,
                              .messageId = makeUuid() + config.mail.from.substr(config.mail.from.find('@')),
                              .date = now},
                             {"[顔門] 送信テスト / [Kaomon] Test mail",
                              "顔門のメール設定の確認です。\nThis mail checks the settings of Kaomon.\n"});
    if (!message) {
        return propagate(message.error());
    }
    const auto report = client->send(config.mail.from, to, *message);
    surroundings.out << "reply: " << report.code << ' ' << report.text << '\n';
    return report.outcome == mail::SendOutcome::Accepted
               ? Status()
               : Status(fail(ErrorCode::Unavailable, "the mail server did not take the mail"));
}

} // namespace

CLI::App* DutyProgram::add(CLI::App& group, const char* name, const char* help, Command*& chosen,
                           std::function<Status(Surroundings&)> function) {
    FunctionCommand* command = &m_commands.emplace_back(std::move(function));
    CLI::App* added = group.add_subcommand(name, help)->fallthrough();
    added->callback([&chosen, command] { chosen = command; });
    return added;
}

void DutyProgram::addTexts(CLI::App& command) {
    command.add_option("--text-ja", m_arguments.text.ja, "what people read, in Japanese");
    command.add_option("--text-en", m_arguments.text.en, "the same in English");
}

void DutyProgram::addNotices(CLI::App& app, Command*& chosen) {
    CLI::App* group = addGroup(app, "notice", "notices to every tenant");
    const auto publish = [this](Surroundings& surroundings) {
        return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) -> Status {
            const auto from = timeOf(m_arguments.from, settings, act.now);
            const auto to = m_arguments.to.empty() ? Result<TimePoint>(act.now)
                                                   : timeOf(m_arguments.to, settings, act.now);
            if (!from || !to) {
                return propagate(!from ? from.error() : to.error());
            }
            duties::NoticeDraft draft{
                m_arguments.kind, m_arguments.audience, m_arguments.title, m_arguments.text, {}};
            draft.times = {*from, m_arguments.to.empty() ? std::nullopt : std::optional(*to), {}};
            return printed(surroundings, "notice_id",
                           duties::NoticeBook(act).publish(draft, settings.linkHosts));
        });
    };
    CLI::App* publishing =
        add(*group, "publish", "shows a notice, and mails it when the audience says so", chosen, publish);
    publishing
        ->add_option("--kind", m_arguments.kind,
                     "planned, emergency, release, serious_defect, technical or other")
        ->required();
    publishing->add_option("--audience", m_arguments.audience, "console, login, client, mail")
        ->required()
        ->delimiter(',');
    publishing->add_option("--title-ja", m_arguments.title.ja, "one line in Japanese");
    publishing->add_option("--title-en", m_arguments.title.en, "one line in English");
    addTexts(*publishing);
    publishing->add_option("--from", m_arguments.from, "from when on it is shown (now)");
    publishing->add_option("--to", m_arguments.to, "until when (until withdrawn)");
    const auto withdraw = [this](Surroundings& surroundings) {
        return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings&) {
            return duties::NoticeBook(act).withdraw(m_arguments.id);
        });
    };
    add(*group, "withdraw", "takes a notice back", chosen, withdraw)
        ->add_option("--id", m_arguments.id)
        ->required();
    add(*group, "list", "prints the operator's notices", chosen, listNotices);
}

void DutyProgram::addMaintenance(CLI::App& app, Command*& chosen) {
    CLI::App* group =
        addGroup(app, "maintenance", "planned interruptions: consoles read only, face logon goes on");
    const auto plan = [this](Surroundings& surroundings) {
        return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) -> Status {
            const auto from = timeOf(m_arguments.from, settings, act.now);
            const auto to = timeOf(m_arguments.to, settings, act.now);
            if (!from || !to) {
                return propagate(!from ? from.error() : to.error());
            }
            const duties::MaintenancePlan wanted{*from, *to, m_arguments.reason, m_arguments.lateReason,
                                                 m_arguments.text};
            return printed(surroundings, "maintenance_id",
                           duties::MaintenanceBook(act, settings).plan(wanted));
        });
    };
    CLI::App* planning = add(*group, "plan", "announces one by mail and on every screen", chosen, plan);
    planning->add_option("--from", m_arguments.from, "YYYY-MM-DDTHH:MM in the operator's zone")->required();
    planning->add_option("--to", m_arguments.to, "its planned end")->required();
    planning->add_option("--late-reason", m_arguments.lateReason,
                         "why people are told less than two weeks ahead");
    planning
        ->add_option("--reason", m_arguments.reason, "maintenance (default) or another of the five reasons")
        ->default_val("maintenance");
    addTexts(*planning);
    using Change = std::function<Status(duties::MaintenanceBook&, TimePoint)>;
    const auto change = [&](const char* name, const char* help, const Change& how) {
        CLI::App* added = add(*group, name, help, chosen, [this, how](Surroundings& surroundings) {
            return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) -> Status {
                const auto to = timeOf(m_arguments.to, settings, act.now);
                duties::MaintenanceBook book(act, settings);
                return to ? how(book, *to) : Status(propagate(to.error()));
            });
        });
        added->add_option("--id", m_arguments.id, "as maintenance list prints it")->required();
        return added;
    };
    change("extend", "another end",
           [this](duties::MaintenanceBook& book, TimePoint to) { return book.extend(m_arguments.id, to); })
        ->add_option("--to", m_arguments.to, "the new end")
        ->required();
    change("cancel", "does not take place",
           [this](duties::MaintenanceBook& book, TimePoint) {
               return book.cancel(m_arguments.id, m_arguments.reason);
           })
        ->add_option("--reason", m_arguments.reason, "one line")
        ->required();
    change("finish", "is over before its time",
           [this](duties::MaintenanceBook& book, TimePoint) { return book.finish(m_arguments.id); });
    add(*group, "list", "prints all of them", chosen, listMaintenance);
}

void DutyProgram::addIncidents(CLI::App& app, Command*& chosen) {
    CLI::App* group = addGroup(app, "incident", "emergencies, from the first sign to the report");
    const auto open = [this](Surroundings& surroundings) {
        return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) {
            return printed(surroundings, "incident_id",
                           duties::IncidentBook(act, settings).open(m_arguments.reason, m_arguments.text));
        });
    };
    CLI::App* opening = add(*group, "open", "something is wrong; nobody is told yet", chosen, open);
    opening
        ->add_option("--reason", m_arguments.reason,
                     "maintenance, provider_line, third_party_software, operational_or_technical or disaster")
        ->required();
    addTexts(*opening);
    const auto addStep = [&](const char* name, const char* help, IncidentStep step) {
        CLI::App* added = add(*group, name, help, chosen, [this, step](Surroundings& surroundings) {
            return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) {
                return duties::IncidentBook(act, settings).take(m_arguments.id, step, m_arguments.text);
            });
        });
        added->add_option("--id", m_arguments.id, "as incident list prints it")->required();
        addTexts(*added);
    };
    addStep("confirm", "it is so: shown on sign-in screens, the time for the mail runs",
            IncidentStep::Confirm);
    addStep("announce", "sends the mail", IncidentStep::Announce);
    addStep("update", "sends a follow-up", IncidentStep::Update);
    addStep("resolve", "it is over", IncidentStep::Resolve);
    addStep("report", "sends the report", IncidentStep::Report);
    addStep("dismiss", "it was none", IncidentStep::Dismiss);
    add(*group, "list", "prints all of them with their clocks", chosen, listIncidents);
}

void DutyProgram::addReleaseMaking(CLI::App& group, Command*& chosen) {
    CLI::App* keygen =
        add(group, "keygen", "makes the key pair that signs releases", chosen,
            [this](Surroundings& surroundings) { return makeReleaseKey(surroundings, m_arguments.keyFile); });
    keygen->add_option("--key-file", m_arguments.keyFile, "new file of the private key")->required();
    CLI::App* sign = add(group, "sign", "writes FILE.manifest beside a file, on the machine that has the key",
                         chosen, [this](Surroundings& surroundings) {
                             return signRelease(surroundings, {m_arguments.version, m_arguments.platform,
                                                               m_arguments.files, m_arguments.keyFile});
                         });
    sign->add_option("--key-file", m_arguments.keyFile, "made by release keygen")->required();
    sign->add_option("--version", m_arguments.version, "like 1.2.3")->required();
    sign->add_option("--platform", m_arguments.platform, "such as windows-x64 or debian-12-amd64")
        ->required();
    sign->add_option("files", m_arguments.files, "installers and packages")->required();
}

void DutyProgram::addReleases(CLI::App& app, Command*& chosen) {
    CLI::App* group = addGroup(app, "release", "releases of the client software");
    addReleaseMaking(*group, chosen);
    const auto addRelease = [this](Surroundings& surroundings) -> Status {
        const auto manifests = checkedManifests(surroundings.config, m_arguments.files);
        if (!manifests) {
            return propagate(manifests.error());
        }
        return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) -> Status {
            const auto at = timeOf(m_arguments.from, settings, act.now);
            if (!at) {
                return propagate(at.error());
            }
            return storeRelease(act, settings, surroundings.config,
                                {.version = m_arguments.version,
                                 .releasedAt = *at,
                                 .notes = m_arguments.text,
                                 .systems = m_arguments.systems,
                                 .lateReason = m_arguments.lateReason,
                                 .manifests = *manifests},
                                m_arguments.files);
        });
    };
    CLI::App* adding =
        add(*group, "add", "puts a release on the calendar; mails two weeks before and on the day", chosen,
            addRelease);
    adding->add_option("--version", m_arguments.version, "like 1.2.3")->required();
    adding->add_option("--at", m_arguments.from, "when it is out, YYYY-MM-DDTHH:MM in the operator's zone")
        ->required();
    adding->add_option("--late-reason", m_arguments.lateReason,
                       "why people are told less than two weeks ahead");
    adding->add_option("--system", m_arguments.systems, "a supported operating system; may be repeated")
        ->required();
    addTexts(*adding);
    adding->add_option("files", m_arguments.files, "files with their .manifest beside them")->required();
    CLI::App* withdrawing =
        add(*group, "withdraw", "takes a release back", chosen, [this](Surroundings& surroundings) {
            return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings& settings) {
                return duties::ReleaseBook(act, settings).withdraw(m_arguments.version, m_arguments.reason);
            });
        });
    withdrawing->add_option("--version", m_arguments.version)->required();
    withdrawing->add_option("--reason", m_arguments.reason, "one line")->required();
    add(*group, "list", "prints the calendar", chosen, listReleases);
}

void DutyProgram::addSupport(CLI::App& app, Command*& chosen) {
    CLI::App* group = addGroup(app, "support", "contact, hours and terms of the service");
    CLI::App* setting =
        add(*group, "set", "changes one of them; an empty value is the default", chosen,
            [this](Surroundings& surroundings) {
                return actOnDuties(surroundings, [&](const Act& act, const OperatorSettings&) {
                    return duties::setOperatorSetting(act.unit, m_arguments.name, m_arguments.value,
                                                      act.actor, act.now);
                });
            });
    setting->add_option("name", m_arguments.name, "as support show prints it")->required();
    setting->add_option("value", m_arguments.value)->required();
    add(*group, "show", "prints all of them", chosen, showSupport);
    CLI::App* mails = addGroup(app, "mail", "mails of the server");
    add(*mails, "test", "sends one mail at once", chosen,
        [this](Surroundings& surroundings) { return sendTestMail(surroundings, m_arguments.name); })
        ->add_option("--to", m_arguments.name, "address")
        ->required();
}

void DutyProgram::addTo(CLI::App& app, Command*& chosen) {
    addNotices(app, chosen);
    addMaintenance(app, chosen);
    addIncidents(app, chosen);
    addReleases(app, chosen);
    addSupport(app, chosen);
}

} // namespace kaomon::admin

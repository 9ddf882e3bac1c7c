// SPDX-License-Identifier: GPL-3.0-or-later
#include "ospassword/os_password_presenter.h"

#include <algorithm>

namespace kaomon::ospassword {

using agentlink::Answer;
using localipc::Message;

namespace {

// The system may take half a minute over it, and the agent waits for that long.
constexpr std::chrono::milliseconds kPatience{60000};
constexpr std::int64_t kMostWords = 16;

int smallNumber(const Message& message, std::string_view key) {
    return static_cast<int>(std::clamp<std::int64_t>(message.integer(key).value_or(0), -100000, 100000));
}

} // namespace

PasswordFacts readFacts(const Message& message) {
    PasswordFacts facts;
    facts.account = QString::fromStdString(message.text("account"));
    facts.state = QString::fromStdString(message.text("state"));
    if (message.integer("days")) {
        facts.daysLeft = smallNumber(message, "days");
    }
    facts.daysToWait = std::max(0, smallNumber(message, "wait_days"));
    facts.isAvailable = message.flag("available");
    facts.isKeyRingChanged = message.flag("key_ring");
    facts.isKept = message.flag("kept");
    const auto rules = QString::fromStdString(message.text("rules")).split(u',', Qt::SkipEmptyParts);
    for (const QString& rule : rules) {
        const auto equals = rule.indexOf(u'=');
        facts.rules.append({rule.left(equals), equals < 0 ? 0 : rule.mid(equals + 1).toInt()});
    }
    return facts;
}

OsPasswordPresenter::OsPasswordPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                         QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

void OsPasswordPresenter::load() {
    if (m_phase == Phase::Changing) {
        return;
    }
    m_words.clear();
    setPhase(Phase::Loading);
    m_link.request({"osPassword", 0, {}}).then(this, [this](const Answer& answer) {
        if (m_phase != Phase::Loading) {
            return;
        }
        if (!answer) {
            m_reason = answer.error().code;
            setPhase(Phase::Unavailable);
            return;
        }
        m_facts = readFacts(*answer);
        setPhase(Phase::Ready);
    });
}

void OsPasswordPresenter::change(const SecretString& current, const SecretString& next,
                                 const QString& language) {
    if (m_phase == Phase::Changing) {
        return;
    }
    m_words.clear();
    setPhase(Phase::Changing);
    Message message{"changeOsPassword", 0, {}};
    message.set("current", current.reveal());
    message.set("new", next.reveal());
    message.set("language", language.toStdString());
    m_link.request(std::move(message), {}, kPatience).then(this, [this](const Answer& answer) {
        take(answer);
        m_session.refresh();
    });
}

void OsPasswordPresenter::take(const Answer& answer) {
    m_isInDoubt = false;
    if (!answer) {
        // Whoever does not answer any more may have done it.
        m_reason = answer.error().code;
        m_isInDoubt = m_reason == ErrorCode::Timeout || m_reason == ErrorCode::AgentUnreachable;
        setPhase(Phase::Refused);
        return;
    }
    QStringList complaints, remarks;
    const auto said = std::min(answer->integer("said").value_or(0), kMostWords);
    for (std::int64_t i = 0; i < said; ++i) {
        const std::string name = "said" + std::to_string(i);
        (answer->text(name + ".style") == "error" ? complaints : remarks)
            << QString::fromStdString(answer->text(name + ".text"));
    }
    const std::string sealed = answer->text("sealed");
    m_sealed = sealed == "yes" ? Sealed::Yes : sealed == "pending" ? Sealed::Pending : Sealed::NotKept;
    if (answer->type == "osPasswordChanged") {
        m_words = complaints;
        setPhase(Phase::Changed);
        return;
    }
    m_words = complaints.isEmpty() ? remarks : complaints;
    m_reason = errorCodeFromWire(answer->text("code")).value_or(ErrorCode::Internal);
    m_isInDoubt = answer->flag("in_doubt");
    setPhase(Phase::Refused);
}

void OsPasswordPresenter::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

} // namespace kaomon::ospassword

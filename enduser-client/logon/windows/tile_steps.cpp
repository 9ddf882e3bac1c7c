// SPDX-License-Identifier: GPL-3.0-or-later
// What follows the look: a PIN beside the face, a code instead of it. The agent compares and counts;
// LogonUI's thread does not wait for it.
#include <utility>

#include "localipc/wide_text.h"
#include "logon/windows/tile.h"

namespace kaomon::logon {
namespace {

// "%s" is where `value` goes.
std::wstring filledIn(std::wstring text, const std::wstring& value) {
    if (const std::size_t at = text.find(L"%s"); at != std::wstring::npos) {
        text.replace(at, 2, value);
    }
    return text;
}

} // namespace

using localipc::toUtf8;
using localipc::toWide;

void Tile::want(Step step, std::wstring status) {
    m_step = step;
    show(std::move(status));
    focusPassword();
}

void Tile::askInBackground(std::function<AttemptEnd()> question, std::wstring status) {
    const std::uint64_t id = ++m_context->lastAttempt;
    auto job = [id, question = std::move(question),
                news = m_context->news](const std::atomic<bool>& isAbandoned) {
        auto end = question();
        if (!isAbandoned) {
            news->post({id, std::move(end)});
        }
    };
    auto worker = Worker::start(std::move(job), m_context->lastWorker.get());
    if (!worker) {
        show(words(TileText::NotSent));
        return;
    }
    m_attempt = id;
    m_context->lastWorker = std::move(worker);
    show(std::move(status));
}

// The policy lets no password in; a code of the administrator may.
void Tile::beginEmergencyFor(FaceAnswer& answer) {
    const std::wstring account = isForWhoever() ? toWide(answer.user) : m_user.qualifiedName;
    if (answer.instead != FaceAnswer::Instead::EmergencyCode || account.empty()) {
        show(words(Phrase::NoOtherWay));
        return;
    }
    m_stepFor = account;
    m_isPinAfterCode = answer.second == FaceAnswer::Second::Pin;
    askInBackground([endpoint = m_context->settings.endpoint,
                     user = toUtf8(account)] { return beginEmergency(endpoint, user); },
                    words(TileText::AskingForCode));
}

void Tile::sendTypedStep() {
    auto typed = std::make_shared<SecretString>(std::exchange(m_typedPassword, SecretString()));
    if (m_events) {
        m_events->SetFieldString(this, static_cast<DWORD>(Field::Password), L"");
    }
    if (m_attempt != 0) {
        return; // one try at a time
    }
    const auto ask = [typed, endpoint = m_context->settings.endpoint, user = toUtf8(m_stepFor),
                      step = m_step]() -> AttemptEnd {
        if (step == Step::Pin) {
            return checkPin(endpoint, user, *typed);
        }
        return CodeChecked{answerEmergency(endpoint, user, std::string(typed->reveal()))};
    };
    askInBackground(ask, words(TileText::Checking));
}

void Tile::stepDone(AttemptEnd& end) {
    if (auto* pin = std::get_if<Result<PinAnswer>>(&end)) {
        pinChecked(*pin);
    } else if (const auto* question = std::get_if<Result<EmergencyQuestion>>(&end)) {
        codeRequested(*question);
    } else if (const auto* code = std::get_if<CodeChecked>(&end)) {
        codeChecked(code->status);
    }
}

void Tile::pinChecked(Result<PinAnswer>& checked) {
    if (checked) {
        m_step = Step::None;
        logOnAs(m_stepFor, std::move(checked->osSecret), checked->isSecretStale);
        return;
    }
    const ErrorCode code = checked.error().code;
    if (code == ErrorCode::SecondFactorWrong) {
        want(Step::Pin, words(TileText::PinWrong));
    } else if (code == ErrorCode::FaceCooldown || code == ErrorCode::FaceDisabled) {
        want(Step::Pin, words(Phrase::PinPaused));
    } else { // the agent is gone, or there is no PIN: the password
        want(Step::None, toWide(refusalText(code, m_context->settings.language)));
    }
}

void Tile::codeRequested(const Result<EmergencyQuestion>& question) {
    if (!question) {
        show(words(Phrase::NoOtherWay));
        return;
    }
    want(Step::EmergencyCode,
         filledIn(words(Phrase::ReadOutRequest), toWide(question->request)) + words(TileText::CodeHint));
}

void Tile::codeChecked(const Status& checked) {
    if (!checked && checked.error().code == ErrorCode::EmergencyCodeInvalid) {
        want(Step::EmergencyCode, words(TileText::CodeWrong));
    } else if (!checked) { // expired, tried too often, or the agent is gone
        want(Step::None, words(Phrase::NoOtherWay));
    } else if (m_isPinAfterCode) {
        m_isPasswordBarred = false;
        want(Step::Pin, words(TileText::PinAfterCode));
    } else {
        m_isPasswordBarred = false; // for the hours of the code the password gets in
        want(Step::None, words(TileText::CodeAccepted));
    }
}

} // namespace kaomon::logon

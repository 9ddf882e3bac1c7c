// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/tile.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "localipc/wide_text.h"
#include "logon/windows/probation.h"

namespace kaomon::logon {
namespace {

using localipc::toUtf8;
using localipc::toWide;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kRecognisedFor{10};
constexpr std::size_t kMaxTyped = 512;
constexpr LONG kStatusSuccess = 0;
constexpr LONG kStatusLogonFailure = static_cast<LONG>(0xc000006d);

bool isField(DWORD field, Field wanted) {
    return field == static_cast<DWORD>(wanted);
}

std::string scenarioName(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) {
    return scenario == CPUS_CREDUI ? "elevation" : scenario == CPUS_UNLOCK_WORKSTATION ? "unlock" : "logon";
}

} // namespace

HRESULT handToLogonUi(const TileContext& context, const Result<SecretBytes>& block,
                      CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out) {
    const auto package = context.lookUpPackage();
    if (!package || !block) {
        return E_FAIL;
    }
    const std::vector<std::uint8_t>& bytes = block->reveal();
    auto* copy = static_cast<BYTE*>(::CoTaskMemAlloc(bytes.size()));
    if (copy == nullptr) {
        return E_OUTOFMEMORY;
    }
    std::memcpy(copy, bytes.data(), bytes.size());
    out = {*package, kProviderId, static_cast<ULONG>(bytes.size()), copy};
    return S_OK;
}

Tile::Tile(std::shared_ptr<TileContext> context, TileUser user)
    : m_context(std::move(context))
    , m_user(std::move(user)) {
    m_status = words(m_context->scenario == CPUS_CREDUI ? TileText::UseLink : TileText::TypePassword);
}

Tile::~Tile() = default;

void* Tile::find(REFIID id) {
    const bool isOurs = id == __uuidof(IUnknown) || id == __uuidof(ICredentialProviderCredential) ||
                        id == __uuidof(ICredentialProviderCredential2);
    return isOurs ? static_cast<ICredentialProviderCredential2*>(this) : nullptr;
}

std::wstring Tile::words(TileText text) const {
    return tileText(text, m_context->settings.language);
}

std::wstring Tile::words(Phrase text) const {
    return toWide(phrase(text, m_context->settings.language));
}

bool Tile::isRecognised() const {
    return m_byFace && steady_clock::now() < m_byFace->until;
}

FaceRequest Tile::requestNow() const {
    FaceRequest request;
    request.socketPath = m_context->settings.endpoint;
    request.scenario = scenarioName(m_context->scenario);
    request.user = toUtf8(m_user.qualifiedName);
    request.service = "credential_provider";
    request.isIntended = m_context->scenario == CPUS_CREDUI; // asked for by the link
    request.deadline = steady_clock::now() + m_context->settings.timeout;
    return request;
}

void Tile::beginAttempt() {
    if (m_attempt != 0 || m_context->isRemote) {
        return;
    }
    m_byFace.reset();
    m_step = Step::None;
    const std::uint64_t id = ++m_context->lastAttempt;
    auto job = [id, request = requestNow(),
                news = m_context->news](const std::atomic<bool>& isAbandoned) mutable {
        // the attempt before it may have taken of its time
        request.deadline = std::max(request.deadline, steady_clock::now() + std::chrono::seconds(1));
        const auto progress = [&](std::string_view state) { news->post({id, std::string(state)}); };
        FaceAnswer answer = askAgent(request, progress);
        if (!isAbandoned) {
            news->post({id, AttemptEnd(std::move(answer))});
        }
    };
    auto worker = Worker::start(std::move(job), m_context->lastWorker.get());
    if (!worker) {
        show(words(TileText::TypePassword));
        return;
    }
    m_attempt = id;
    m_context->lastWorker = std::move(worker);
    show(toWide(progressText("starting_camera", m_context->settings.language).value_or("")));
}

void Tile::abandonAttempt() {
    if (m_attempt != 0 && m_attempt == m_context->lastAttempt && m_context->lastWorker) {
        m_context->lastWorker->abandon();
    }
    m_attempt = 0;
}

void Tile::take(AttemptNews& news) {
    if (m_attempt == 0 || news.attempt != m_attempt) {
        return;
    }
    if (const auto* state = std::get_if<std::string>(&news.what)) {
        if (const auto text = progressText(*state, m_context->settings.language)) {
            show(toWide(*text));
        }
        return;
    }
    m_attempt = 0;
    auto& end = std::get<AttemptEnd>(news.what);
    if (auto* answer = std::get_if<FaceAnswer>(&end)) {
        conclude(*answer);
    } else {
        stepDone(end);
    }
}

void Tile::conclude(FaceAnswer& answer) {
    if (answer.outcome == FaceAnswer::Outcome::Accepted) {
        recognised(answer);
        return;
    }
    m_isPasswordBarred = answer.instead != FaceAnswer::Instead::Password;
    if (m_isPasswordBarred) {
        beginEmergencyFor(answer);
        return;
    }
    show(isWorthTelling(answer.code) ? toWide(refusalText(answer.code, m_context->settings.language))
                                     : words(TileText::TypePassword));
    focusPassword();
}

void Tile::recognised(FaceAnswer& answer) {
    m_isPasswordBarred = false;
    if (answer.second == FaceAnswer::Second::Password) {
        show(words(Phrase::PasswordToo));
        focusPassword();
        return;
    }
    const std::wstring account = isForWhoever() ? toWide(answer.user) : m_user.qualifiedName;
    if (answer.second == FaceAnswer::Second::Pin && !account.empty()) {
        m_stepFor = account;
        want(Step::Pin, words(TileText::PinToo));
        return;
    }
    logOnAs(account, std::move(answer.osSecret), answer.isSecretStale);
}

void Tile::logOnAs(const std::wstring& account, SecretString secret, bool isStale) {
    if (secret.isEmpty()) {
        show(isStale ? words(Phrase::PasswordStale) : words(TileText::PasswordOnce));
        focusPassword();
        return;
    }
    if (account.empty()) { // the agent named no account: nobody to log on
        show(toWide(refusalText(ErrorCode::ProtocolError, m_context->settings.language)));
        focusPassword();
        return;
    }
    m_byFace = Logon{account, std::move(secret), false, steady_clock::now() + kRecognisedFor};
    show(words(TileText::Recognised));
    if (m_context->onRecognised) {
        m_context->onRecognised(*this);
    }
}

void Tile::show(std::wstring status) {
    m_status = std::move(status);
    if (m_events) {
        m_events->SetFieldString(this, static_cast<DWORD>(Field::Status), m_status.c_str());
    }
}

void Tile::focusPassword() {
    if (m_events) {
        m_events->SetFieldInteractiveState(this, static_cast<DWORD>(Field::Password), CPFIS_FOCUSED);
    }
}

HRESULT Tile::Advise(ICredentialProviderCredentialEvents* events) {
    m_events = ComPtr<ICredentialProviderCredentialEvents>(events);
    return S_OK;
}

HRESULT Tile::UnAdvise() {
    abandonAttempt();
    m_step = Step::None;
    m_events = {};
    return S_OK;
}

HRESULT Tile::SetSelected(BOOL* autoLogon) {
    return guarded([&] {
        if (autoLogon == nullptr) {
            return E_POINTER;
        }
        *autoLogon = isRecognised() ? TRUE : FALSE;
        if (!isRecognised() && m_context->scenario != CPUS_CREDUI) {
            beginAttempt();
        }
        return S_OK;
    });
}

HRESULT Tile::SetDeselected() {
    return guarded([&] {
        abandonAttempt();
        m_typedPassword.clear();
        m_step = Step::None;
        if (m_events) {
            m_events->SetFieldString(this, static_cast<DWORD>(Field::Password), L"");
        }
        return S_OK;
    });
}

HRESULT Tile::GetStringValue(DWORD field, LPWSTR* text) {
    return guarded([&] {
        if (text == nullptr || field >= kFieldCount) {
            return E_INVALIDARG;
        }
        std::wstring value;
        switch (static_cast<Field>(field)) {
        case Field::Title:
            value = isForWhoever() ? words(TileText::WhoeverTitle) : m_user.displayName;
            break;
        case Field::Status:
            value = m_status;
            break;
        case Field::UserName:
            value = m_typedName;
            break;
        case Field::Password:
            break; // what was typed goes one way only
        default:
            value = labelOf(static_cast<Field>(field), m_context->settings.language);
        }
        *text = copyForCaller(value);
        return *text != nullptr ? S_OK : E_OUTOFMEMORY;
    });
}

HRESULT Tile::SetStringValue(DWORD field, LPCWSTR text) {
    return guarded([&] {
        if (text == nullptr || (!isField(field, Field::Password) && !isField(field, Field::UserName))) {
            return E_INVALIDARG;
        }
        const std::wstring_view typed(text, ::wcsnlen(text, kMaxTyped + 1));
        if (typed.size() > kMaxTyped) {
            return E_INVALIDARG;
        }
        if (isField(field, Field::Password)) {
            m_typedPassword = SecretString(toUtf8(typed));
        } else {
            m_typedName = typed;
        }
        return S_OK;
    });
}

HRESULT Tile::CommandLinkClicked(DWORD field) {
    return guarded([&] {
        if (isField(field, Field::TryAgain)) {
            beginAttempt();
            return S_OK;
        }
        if (!isField(field, Field::AnotherWay)) {
            return E_INVALIDARG;
        }
        abandonAttempt();
        m_step = Step::None;
        show(words(m_isPasswordBarred ? TileText::NotSent : TileText::AnotherWayHint));
        focusPassword();
        return S_OK;
    });
}

// By face, or with what was typed; nullopt when there is neither.
std::optional<Tile::Logon> Tile::takeLogon() {
    if (isRecognised()) {
        return std::exchange(m_byFace, std::nullopt);
    }
    m_byFace.reset();
    const std::wstring name = isForWhoever() ? m_typedName : m_user.qualifiedName;
    if (m_typedPassword.isEmpty() || name.empty() || m_isPasswordBarred) {
        return std::nullopt;
    }
    return Logon{name, std::move(m_typedPassword), true, {}};
}

HRESULT Tile::send(Logon logon, CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out) {
    const auto block =
        packLogon(accountOf(logon.qualifiedName), logon.password.reveal(), m_context->scenario);
    const HRESULT given = handToLogonUi(*m_context, block, out);
    if (SUCCEEDED(given)) {
        m_sent = std::move(logon);
    }
    return given;
}

HRESULT Tile::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                               CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization,
                               LPWSTR* statusText, CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
    return guarded([&] {
        if (response == nullptr || serialization == nullptr || statusText == nullptr || icon == nullptr) {
            return E_POINTER;
        }
        *response = CPGSR_NO_CREDENTIAL_NOT_FINISHED;
        *serialization = {};
        *statusText = nullptr;
        *icon = CPSI_NONE;
        if (m_step != Step::None && !m_typedPassword.isEmpty()) {
            sendTypedStep();
            return S_OK; // LogonUI is told to come again when that opens the session
        }
        if (auto logon = takeLogon()) {
            abandonAttempt();
            if (SUCCEEDED(send(std::move(*logon), *serialization))) {
                *response = CPGSR_RETURN_CREDENTIAL_FINISHED;
                return S_OK;
            }
            show(words(TileText::NotSent));
        } else if (m_isPasswordBarred && !m_typedPassword.isEmpty()) {
            m_typedPassword.clear();
            show(words(Phrase::NoOtherWay));
        } else if (!m_typedPassword.isEmpty()) {
            show(words(TileText::NameMissing));
        } else {
            beginAttempt(); // Enter on an empty password is: look at me
            return S_OK;
        }
        *icon = CPSI_WARNING;
        *statusText = copyForCaller(m_status);
        return S_OK;
    });
}

// What Windows took is kept by the agent for the next logon by face. LogonUI does not wait for it.
void Tile::keepPassword(Logon logon) {
    auto secret = std::make_shared<SecretString>(std::move(logon.password));
    auto job = [endpoint = m_context->settings.endpoint, user = toUtf8(logon.qualifiedName),
                secret](const std::atomic<bool>&) {
        (void)keepOsSecret(endpoint, user, *secret); // a failure changes nothing for the person
    };
    m_context->lastWorker = Worker::start(std::move(job), m_context->lastWorker.get());
}

HRESULT Tile::ReportResult(LONG status, LONG, LPWSTR* statusText, CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
    return guarded([&] {
        if (statusText == nullptr || icon == nullptr) {
            return E_POINTER;
        }
        *statusText = nullptr; // Windows' own words
        *icon = CPSI_NONE;
        auto sent = std::exchange(m_sent, std::nullopt);
        if (!sent) {
            return S_OK;
        }
        const bool isCredUi = m_context->scenario == CPUS_CREDUI;
        if (status == kStatusSuccess && !isCredUi) {
            noteEnd(); // LogonUI may not come back to say that it goes
        }
        if (status == kStatusSuccess && sent->isTyped) {
            keepPassword(std::move(*sent));
        } else if (status == kStatusSuccess && !isCredUi) {
            noteFaceLogon();
        } else if (status == kStatusLogonFailure && !sent->isTyped) {
            show(words(Phrase::PasswordStale)); // changed elsewhere; never sent a second time
            focusPassword();
            *statusText = copyForCaller(m_status);
            *icon = CPSI_WARNING;
        }
        return S_OK;
    });
}

HRESULT Tile::GetUserSid(LPWSTR* sid) {
    return guarded([&] {
        if (sid == nullptr) {
            return E_POINTER;
        }
        *sid = nullptr;
        if (isForWhoever()) {
            return S_FALSE; // belongs to no user's tile
        }
        *sid = copyForCaller(m_user.sid);
        return *sid != nullptr ? S_OK : E_OUTOFMEMORY;
    });
}

} // namespace kaomon::logon

// SPDX-License-Identifier: GPL-3.0-or-later
// A signed program of ours at pipes that are served by programs signed by whom it trusts, by others and by
// nobody; with-signatures has signed all of them, this one too.
#include <array>
#include <fstream>
#include <iterator>
#include <vector>

#include <windows.h>
// after windows.h, which it needs
#include <wincrypt.h>

#include "agent_process.h"
#include "check.h"
#include "localipc/blocking_client.h"
#include "localipc/image_signature.h"
#include "localipc/wide_text.h"

using namespace kaomon;
using namespace kaomon::localipc;
using namespace kaomon::testing;

namespace {

// A certificate that this person's programs believe in while this lives.
class Trusted {
public:
    explicit Trusted(const wchar_t* name)
        : m_store(::CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, L"Root")) {
        std::ifstream file(toUtf8(besideUs(name)), std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        m_isAdded = m_store != nullptr &&
                    ::CertAddEncodedCertificateToStore(m_store, X509_ASN_ENCODING,
                                                       reinterpret_cast<const BYTE*>(bytes.data()),
                                                       static_cast<DWORD>(bytes.size()),
                                                       CERT_STORE_ADD_REPLACE_EXISTING, &m_certificate) != 0;
    }
    ~Trusted() {
        if (m_isAdded) {
            ::CertDeleteCertificateFromStore(m_certificate);
        }
        ::CertCloseStore(m_store, 0);
    }
    Trusted(const Trusted&) = delete;
    Trusted& operator=(const Trusted&) = delete;
    [[nodiscard]] bool isAdded() const { return m_isAdded; }

private:
    HCERTSTORE m_store;
    PCCERT_CONTEXT m_certificate = nullptr;
    bool m_isAdded = false;
};

// Its WinVerifyTrust compares the file with what was signed, but takes a certificate that leads to nobody.
bool doesWineBelieveAnybody() {
    return ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
}

ImageSigner signerOf(const wchar_t* program) {
    return signerOfImage(toUtf8(besideUs(program)));
}

Status connectTo(const wchar_t* program) {
    const AgentProcess agent(L"accept", program);
    if (!agent.isReady()) {
        return fail(ErrorCode::Internal, "the test agent does not start");
    }
    const auto connected = BlockingClient::connect(toUtf8(kTestPipe), std::chrono::steady_clock::now() +
                                                                          std::chrono::seconds(60));
    return connected ? Status() : Status(propagate(connected.error()));
}

bool isRefused(const Status& status, std::string_view reason) {
    return !status && status.error().code == ErrorCode::PeerDenied &&
           status.error().detail.find(reason) != std::string::npos;
}

void whoMayBelieveWhom(Run& run) {
    const ImageSigner none = std::optional<std::string>();
    const ImageSigner ours = std::optional<std::string>("CN=Kaomon");
    const ImageSigner other = std::optional<std::string>("CN=Other");
    const ImageSigner broken = fail(ErrorCode::PeerDenied, "broken");
    for (const ImageSigner* peer : {&none, &ours, &other, &broken}) {
        CHECK(checkSigner(none, *peer).has_value());
        CHECK(checkSigner(broken, *peer).has_value());
        CHECK(checkSigner(ours, *peer).has_value() == (peer == &ours));
    }
}

void signersAreFoundOut(Run& run) {
    CHECK(ownImage() == toUtf8(besideUs(L"signature_test.exe")));
    const auto none = signerOf(L"unsigned_agent.exe");
    CHECK(none && !*none);
    CHECK(doesWineBelieveAnybody() || !signerOf(L"our_agent.exe")); // by somebody whom nobody here knows
    const Trusted ours(L"ours.cer");
    CHECK(ours.isAdded());
    const auto known = signerOf(L"our_agent.exe");
    CHECK(known && *known);
    CHECK_EQUAL(known && *known ? **known : std::string(), std::string("CN=Kaomon test"));
    CHECK(!signerOf(L"changed_agent.exe").has_value());
    CHECK(doesWineBelieveAnybody() || !signerOf(L"other_agent.exe"));
    CHECK(!signerOf(L"no_such.exe").has_value());
}

// The last case: what this program is signed with is looked at once.
void onlyAnAgentOfOurSignerIsBelieved(Run& run) {
    const Trusted ours(L"ours.cer"), other(L"other.cer");
    CHECK(ours.isAdded() && other.isAdded());
    CHECK(connectTo(L"our_agent.exe").has_value());
    CHECK(isRefused(connectTo(L"unsigned_agent.exe"), "not signed"));
    CHECK(isRefused(connectTo(L"other_agent.exe"), "CN=Somebody else"));
    CHECK(isRefused(connectTo(L"changed_agent.exe"), "not believed"));
}

} // namespace

extern "C" int wmain(int argc, wchar_t** argv) {
    Run run;
    run.add("whoMayBelieveWhom", whoMayBelieveWhom);
    run.add("signersAreFoundOut", signersAreFoundOut);
    run.add("onlyAnAgentOfOurSignerIsBelieved", onlyAnAgentOfOurSignerIsBelieved);
    return run.all(argc > 1 ? toUtf8(argv[1]) : std::string());
}

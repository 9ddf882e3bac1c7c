// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network_transport.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>

#include "client/pinned_tls.h"

namespace kaomon::client {

QSslConfiguration pinnedTls() {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // Without authorities and resumption every connection asks the pin set, in sslErrors().
    tls.setCaCertificates({});
    tls.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return tls;
}

namespace {

// Qt keeps so many connections to one server.
constexpr int kConnections = 6;
constexpr std::size_t kBuffered = 16 * 1024; // bytes
// Errors below this number mean that no HTTP answer came; those above only repeat the status.
constexpr int kFirstContentError = QNetworkReply::ContentAccessDenied;

ErrorCode codeOf(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorCode::TlsFailed;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return ErrorCode::ProtocolError;
    default:
        return ErrorCode::ServerUnreachable;
    }
}

} // namespace

struct NetworkTransport::State {
    QUrl server;
    PinSet pins;
    std::string peerPin;
    std::vector<std::string> seen; // of the connections that may be open
    PhaseLimits limits;
    int exchanges = 0; // that are under way
    QNetworkAccessManager network;

    // Holds to the first key where that was allowed.
    [[nodiscard]] bool check(const QSslCertificate& certificate) {
        const std::string pin = spkiPin(certificate);
        if (!pins.accepts(pin)) {
            return false;
        }
        if (pins.pins.empty()) {
            pins.pins.push_back(pin);
        }
        peerPin = pin;
        if (std::ranges::find(seen, pin) == seen.end()) {
            seen.push_back(pin);
        }
        return true;
    }
};

class NetworkTransport::NetworkExchange final : public QObject, public Exchange {
public:
    NetworkExchange(std::shared_ptr<State> state, HttpRequest request, Done done)
        : m_state(std::move(state))
        , m_request(std::move(request))
        , m_done(std::move(done)) {
        ++m_state->exchanges;
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this,
                [this] { finish(fail(ErrorCode::Timeout, "no answer in time")); });
        m_timer.start(m_request.timeout);
        m_phase.setSingleShot(true);
        connect(&m_phase, &QTimer::timeout, this,
                [this] { finish(fail(ErrorCode::Timeout, std::string("took too long: ") + m_phaseName)); });
        begin();
    }
    ~NetworkExchange() override {
        --m_state->exchanges;
        drop();
    }

private:
    void begin() {
        const QByteArray target = QByteArray::fromStdString(m_request.target);
        const QByteArray server = m_state->server.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery |
                                                            QUrl::RemoveFragment | QUrl::RemoveUserInfo);
        const QUrl url = QUrl::fromEncoded(server + target, QUrl::StrictMode);
        if (!url.isValid() || url.scheme() != QLatin1String("https")) {
            QTimer::singleShot(
                0, this, [this] { finish(fail(ErrorCode::ServerUnreachable, "not an https address")); });
            return;
        }
        m_reply = m_state->network.sendCustomRequest(headed(url), QByteArray::fromStdString(m_request.method),
                                                     QByteArray::fromStdString(m_request.body));
        watchPhases();
        connect(m_reply, &QNetworkReply::sslErrors, this, &NetworkExchange::judgeCertificate);
        connect(m_reply, &QNetworkReply::encrypted, this, &NetworkExchange::judgeEncrypted);
        connect(m_reply, &QNetworkReply::readyRead, this, &NetworkExchange::readMore);
        connect(m_reply, &QNetworkReply::finished, this, &NetworkExchange::readEnd);
    }

    // One that waits for a free connection behind others is not looking for the server yet.
    void watchPhases() {
        const PhaseLimits& limits = m_state->limits;
        if (m_state->exchanges <= kConnections) {
            enter("finding the server", limits.resolve);
        }
        connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
                [this, limits] { enter("connecting", limits.connect); });
        connect(m_reply, &QNetworkReply::encrypted, this, [this, limits] { enter("sending", limits.send); });
        const auto receiving = [this, limits] { enter("waiting for the answer", limits.receive); };
        connect(m_reply, &QNetworkReply::uploadProgress, this,
                [this, limits, receiving](qint64 sent, qint64 total) {
                    m_isSent = m_isSent || sent >= total;
                    m_isSent ? receiving() : enter("sending", limits.send);
                });
        // Said when the head of a request is out; a body that fits into the buffers is out with it.
        m_isSent = m_request.body.size() <= kBuffered;
        connect(m_reply, &QNetworkReply::requestSent, this,
                [this, limits, receiving] { m_isSent ? receiving() : enter("sending", limits.send); });
        connect(m_reply, &QNetworkReply::metaDataChanged, this, receiving);
        connect(m_reply, &QNetworkReply::readyRead, this, receiving);
    }
    void enter(const char* phase, std::chrono::milliseconds limit) {
        m_phaseName = phase;
        m_phase.stop();
        if (limit.count() > 0) {
            m_phase.start(limit);
        }
    }

    [[nodiscard]] QNetworkRequest headed(const QUrl& url) const {
        QNetworkRequest request(url);
        request.setSslConfiguration(pinnedTls());
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setRawHeader("Accept-Encoding", "identity");
        for (const auto& [name, value] : m_request.headers) {
            request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
        }
        return request;
    }

    // Called for every new connection, since no authority is trusted. Silence refuses.
    void judgeCertificate(const QList<QSslError>& errors) {
        QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
        for (const QSslError& error : errors) {
            leaf = leaf.isNull() ? error.certificate() : leaf;
        }
        if (m_state->check(leaf)) {
            m_reply->ignoreSslErrors();
        } else {
            m_isPinWrong = true;
        }
    }

    void judgeEncrypted() {
        if (!m_state->check(m_reply->sslConfiguration().peerCertificate())) {
            m_isPinWrong = true;
            finish(fail(ErrorCode::CertificatePinMismatch, "the server's key is not the expected one"));
        }
    }

    void readMore() {
        m_body += m_reply->readAll().toStdString();
        const auto limit = m_request.maximumReplyBytes;
        if (limit > 0 && m_body.size() > limit) {
            finish(fail(ErrorCode::PayloadTooLarge,
                        "the reply is larger than " + std::to_string(limit) + " bytes"));
        }
    }

    void readEnd() {
        if (m_isPinWrong) {
            return finish(
                fail(ErrorCode::CertificatePinMismatch, "the server's key is not the expected one"));
        }
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QNetworkReply::NetworkError error = m_reply->error();
        if (status == 0 || (error != QNetworkReply::NoError && error < kFirstContentError)) {
            return finish(fail(codeOf(error), m_reply->errorString().toStdString()));
        }
        HttpReply reply;
        reply.status = status;
        for (const auto& [name, value] : m_reply->rawHeaderPairs()) {
            reply.headers.emplace_back(name.toLower().toStdString(), value.toStdString());
        }
        readMore();
        if (m_done) {
            reply.body = std::move(m_body);
            finish(std::move(reply));
        }
    }

    // The last thing done here: `done` may destroy this object.
    void finish(Result<HttpReply> result) {
        drop();
        if (const Done done = std::exchange(m_done, nullptr)) {
            done(std::move(result));
        }
    }

    void drop() {
        m_timer.stop();
        m_phase.stop();
        if (m_reply != nullptr) {
            m_reply->disconnect(this);
            m_reply->abort();
            m_reply->deleteLater();
            m_reply = nullptr;
        }
    }

    std::shared_ptr<State> m_state;
    HttpRequest m_request;
    Done m_done;
    QTimer m_timer;
    QTimer m_phase;
    const char* m_phaseName = "";
    bool m_isSent = false;
    QPointer<QNetworkReply> m_reply;
    std::string m_body;
    bool m_isPinWrong = false;
};

NetworkTransport::NetworkTransport(QUrl server, PinSet pins, QObject* parent)
    : QObject(parent)
    , m_state(std::make_shared<State>()) {
    m_state->server = std::move(server);
    m_state->pins = std::move(pins);
    m_state->network.setProxy(QNetworkProxy::NoProxy);
    m_state->network.setAutoDeleteReplies(false);
}

NetworkTransport::~NetworkTransport() = default;

std::unique_ptr<Transport::Exchange> NetworkTransport::start(HttpRequest request, Done done) {
    return std::make_unique<NetworkExchange>(m_state, std::move(request), std::move(done));
}

void NetworkTransport::setLimits(PhaseLimits limits) {
    m_state->limits = limits;
}

void NetworkTransport::setPins(PinSet pins) {
    m_state->pins = std::move(pins);
    // Closing takes what is under way with it: not without need.
    const auto isTrusted = [this](const std::string& pin) { return m_state->pins.accepts(pin); };
    if (!std::ranges::all_of(m_state->seen, isTrusted)) {
        m_state->network.clearConnectionCache();
        m_state->seen.clear();
    }
}

const std::string& NetworkTransport::peerPin() const {
    return m_state->peerPin;
}

} // namespace kaomon::client

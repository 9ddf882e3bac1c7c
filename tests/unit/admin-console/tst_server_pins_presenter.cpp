// SPDX-License-Identifier: GPL-3.0-or-later
// Page Administrators, tab Keys: the server's key. What is told is shown, and only what fits is signed.
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "administrators/server_pins_presenter.h"
#include "administrators/server_pins_view.h"
#include "base/base64.h"
#include "session_fixture.h"
#include "wire/codec.h"

using namespace kaomon;
using namespace kaomon::testing;
using administrators::ServerPinsPresenter;
using models::ListState;

namespace {

class AnsweredPrompts final : public ui::Prompts {
public:
    void confirm(const ui::Question& question, std::function<void(bool)> then) override {
        asked = question;
        then(answer);
    }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)>) override {}
    void openFile(const ui::FileRequest&, std::function<void(const QString&)>) override {}

    ui::Question asked;
    bool answer = false;
};

} // namespace

class TestServerPinsPresenter : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        QVERIFY(m_fixture.open());
        m_fixture.server->handlers["PUT /v1/manifest"] = [this](const FakeServer::Request& request) {
            ++m_signatures;
            m_fixture.server->founded->manifest =
                wire::decode<wire::ManifestDocument>(request.body).value().record;
            return client::HttpReply{204, {}, {}};
        };
    }

    void anOlderServerTellsNothing() {
        ServerPinsPresenter pins(m_fixture.session);
        administrators::ServerPinsView view(pins, m_prompts);
        pins.reload();
        QTRY_COMPARE(pins.state(), ListState::Empty);
        QVERIFY(view.isHidden() && !pins.isSignatureDue());
        pins.sign();
        QVERIFY(!pins.isBusy());
    }

    void aServerThatNamesAnotherKeyIsNotBelieved() {
        tell(m_next, {});
        ServerPinsPresenter pins(m_fixture.session);
        QVERIFY(load(pins));
        const QSignalSpy failed(&pins, &ServerPinsPresenter::commandFailed);
        pins.sign();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<ErrorCode>(), ErrorCode::CertificatePinMismatch);
        QCOMPARE(m_signatures, 0);
        QCOMPARE(m_fixture.session.tenant().tlsPins, std::vector<std::string>{m_fixture.server->pin});
    }

    void onlyAnOwnerSigns() {
        tell(m_fixture.server->pin, m_next);
        ServerPinsPresenter pins(m_fixture.session);
        QVERIFY(pins.maySign());
        QVERIFY(load(pins));
        m_fixture.server->refuse("PUT /v1/manifest", 412, "stale_revision");
        const QSignalSpy failed(&pins, &ServerPinsPresenter::commandFailed);
        pins.sign();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(pins.isSignatureDue() && !pins.isSigned(m_next));
    }

    void whatIsToldIsSigned() {
        ServerPinsPresenter pins(m_fixture.session);
        administrators::ServerPinsView view(pins, m_prompts);
        QVERIFY(load(pins));
        QVERIFY(!view.isHidden());
        auto* button = view.findChild<QPushButton*>(QStringLiteral("signServerPinsButton"));
        QVERIFY(button->isEnabled());
        QVERIFY(view.findChild<QLabel*>(QStringLiteral("nextServerPin"))
                    ->text()
                    .startsWith(QString::fromStdString(m_next)));
        const QSignalSpy done(&pins, &ServerPinsPresenter::commandDone);
        m_prompts.answer = false;
        button->click();
        QVERIFY(!pins.isBusy());
        QVERIFY(m_prompts.asked.text.contains(QString::fromStdString(m_next))); // to be compared
        m_prompts.answer = true;
        button->click();
        QTRY_COMPARE(done.count(), 1);
        QTRY_VERIFY(pins.isSigned(m_next) && !pins.isSignatureDue());
        QVERIFY(!button->isEnabled());
        QCOMPARE(m_signatures, 1);
        const std::vector<std::string> both{m_fixture.server->pin, m_next};
        QTRY_COMPARE(m_fixture.session.keyring()->manifest().tlsPins, both);
        QCOMPARE(m_fixture.settings.knownTenant()->tlsPins, both);
    }

    // Once the next key is signed: who may not see PCs is told nothing of them.
    void whichPcsFollowIsShown() {
        ServerPinsPresenter pins(m_fixture.session);
        administrators::ServerPinsView view(pins, m_prompts);
        m_fixture.server->refuse("GET /v1/devices", 403, "forbidden");
        QVERIFY(load(pins));
        const auto* text = view.findChild<QLabel*>(QStringLiteral("pcsOfServerPin"));
        QVERIFY(!pins.following() && text->text().isEmpty());
        m_fixture.server->handlers["GET /v1/devices"] = [this](const FakeServer::Request& request) {
            wire::DevicePage page;
            page.total = request.query.find("without_pin=" + m_next) != std::string::npos ? 7 : 40;
            page.items.emplace_back();
            page.items.back().id = DeviceId::generate();
            page.items.back().group = GroupId::generate();
            page.items.back().name = "<b>Front desk</b>";
            return FakeServer::json(200, wire::encode(page));
        };
        pins.reload();
        QTRY_VERIFY_WITH_TIMEOUT(pins.following(), 10000);
        QCOMPARE(pins.following()->active, 40LL);
        QCOMPARE(pins.following()->without, 7LL);
        QTRY_VERIFY(text->text().contains(QStringLiteral("33 of 40")));
        QVERIFY(text->text().contains(QStringLiteral("<b>Front desk</b>"))); // as it is, not as markup
        QVERIFY(text->text().contains(QStringLiteral("6")) && text->textFormat() == Qt::PlainText);
    }

private:
    void tell(const std::string& current, const std::optional<std::string>& next) {
        const wire::ServerPins told{current, m_fixture.clock.now() + std::chrono::hours(24), next, {}};
        m_fixture.server->handlers["GET /v1/server-pins"] =
            [body = wire::encode(told)](const FakeServer::Request&) { return FakeServer::json(200, body); };
    }
    static bool load(ServerPinsPresenter& pins) {
        pins.reload();
        return QTest::qWaitFor([&] { return pins.state() == ListState::Content; }, 60000);
    }

    SessionFixture m_fixture;
    AnsweredPrompts m_prompts;
    const std::string m_next = toBase64Url(Bytes(32, 9));
    int m_signatures = 0;
};

QTEST_MAIN(TestServerPinsPresenter)
#include "tst_server_pins_presenter.moc"

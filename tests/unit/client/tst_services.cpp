// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <string_view>

#include <QTest>

#include "crypto/secret_key.h"
#include "service_cases.h"
#include "support/client/fake_transport.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::client;
using namespace kaomon::client::test;
using testing::FakeTransport;

class TestServices final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        for (const auto& cases : {accountCases(), helpCases(), groupCases(), importCases(), deviceCases(),
                                  dataCases(), dutyCases()}) {
            m_cases.insert(m_cases.end(), cases.begin(), cases.end());
        }
    }

    void requestIsThatOfTheProtocol_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            QTest::newRow(m_cases[i].name) << static_cast<int>(i);
        }
    }
    void requestIsThatOfTheProtocol() {
        QFETCH(int, index);
        const Case& one = m_cases[static_cast<std::size_t>(index)];
        testing::ManualClock clock;
        auto server = std::make_shared<FakeTransport>();
        ApiClient api(server, clock);
        api.setSigner(std::make_shared<RequestSigner>("kid", crypto::SigningKey::generate(), clock));
        one.call(api);
        QCOMPARE(server->requests.size(), std::size_t{1});
        const HttpRequest& sent = server->requests.front();
        QCOMPARE(QString::fromStdString(sent.method + " " + sent.target), QString::fromLatin1(one.expected));
        QCOMPARE(server->header(0, "Kaomon-Proof").empty(), one.isAnonymous);
        QCOMPARE(server->header(0, "Idempotency-Key").empty(), sent.method != "POST");
        static const std::set<std::string_view> kConditional{
            "delete user", "drop group",    "drop device group", "approve",
            "role",        "save ip rules", "change notice",     "withdraw notice"};
        const bool isConditional = sent.method == "PATCH" || kConditional.contains(one.name);
        QCOMPARE(server->header(0, "If-Match").empty(), !isConditional);
    }

private:
    std::vector<Case> m_cases;
};

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include "agent/kept_pictures.h"
#include "vision/kept_picture.h"
#include "vision/picture.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;

// What is kept of an enrolment, and that a template names it.
class TestAgentKept : public QObject {
    Q_OBJECT

    static const vision::Template& person() {
        static const auto made = templateOf(enrolPictures(kPerson));
        return *made;
    }
    static std::vector<SecretBytes> someBytes() {
        std::vector<SecretBytes> pictures;
        pictures.emplace_back(Bytes{1, 2, 3});
        pictures.emplace_back(Bytes(1000, 9));
        return pictures;
    }

    const PicturePlace m_place{TenantId::generate(), UserId::generate(), TemplateId::generate()};

private slots:
    void aTemplateNamesItsPictures() {
        const auto sealed = sealPictures(m_place, someBytes());
        const SecretBytes with = EnrolledPlain::serialise(person(), &sealed.key);
        const auto read = EnrolledPlain::parse(with.reveal());
        QVERIFY(read && read->pictures);
        QCOMPARE(read->face.modelId(), person().modelId());
        QVERIFY(std::ranges::equal(read->face.steps(), person().steps()));
        const auto opened = openPictures(m_place, *read->pictures, sealed.sealed);
        QVERIFY(opened);
        QCOMPARE(opened->size(), std::size_t(2));
        QCOMPARE((*opened)[0].reveal(), (Bytes{1, 2, 3}));
    }

    void oneWithoutPicturesIsWrittenAsBefore() {
        const SecretBytes plain = EnrolledPlain::serialise(person(), nullptr);
        QCOMPARE(plain.reveal(), person().serialise().reveal());
        const auto read = EnrolledPlain::parse(plain.reveal());
        QVERIFY(read && !read->pictures);
    }

    void whatIsCutOffOrChangedIsRefused() {
        const auto sealed = sealPictures(m_place, someBytes());
        const SecretBytes with = EnrolledPlain::serialise(person(), &sealed.key);
        const auto& bytes = with.reveal();
        const std::size_t plain = person().serialise().reveal().size();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto read = EnrolledPlain::parse(std::span(bytes).first(size));
            QCOMPARE(read.has_value(),
                     size == plain); // there it is one without pictures, which was not signed
        }
        Bytes longer = bytes;
        longer.push_back(0);
        QVERIFY(!EnrolledPlain::parse(longer));
    }

    void othersPicturesAreRefused() {
        const auto own = sealPictures(m_place, someBytes());
        std::vector<SecretBytes> others;
        others.emplace_back(Bytes{4});
        const auto other = sealPictures(m_place, others);
        QCOMPARE(openPictures(m_place, own.key, other.sealed).error().code, ErrorCode::DecryptionFailed);
        // by somebody who knows the key, as every PC of the tenant does
        const PictureKey mixed{other.key.key.clone(), own.key.digest};
        QCOMPARE(openPictures(m_place, mixed, other.sealed).error().code, ErrorCode::SignatureInvalid);
        const PicturePlace elsewhere{m_place.tenant, UserId::generate(), m_place.face};
        QCOMPARE(openPictures(elsewhere, own.key, own.sealed).error().code, ErrorCode::DecryptionFailed);
        Bytes damaged = own.sealed;
        damaged.back() = static_cast<std::uint8_t>(damaged.back() ^ 1U);
        QCOMPARE(openPictures(m_place, own.key, damaged).error().code, ErrorCode::DecryptionFailed);
    }

    // What an engine sees in the kept pictures is the person of the enrolment, and the pictures are small.
    void theFaceIsInThePicture() {
        const auto pack = vision::ModelPack::open(modelsFolder());
        const auto engine = vision::FaceEngine::create(*pack);
        QVERIFY(pack && engine);
        std::vector<vision::Embedding> seen;
        for (const auto& path : enrolPictures(kPerson)) {
            const auto frame =
                testing::PictureComposer(vision::loadPicture(path).value_or(vision::Frame())).compose(200ms);
            const auto analysis = (*engine)->analyse(frame);
            QVERIFY(analysis && analysis->mainFace() != nullptr);
            const auto cut = vision::cutForKeeping(frame, *analysis->mainFace());
            QVERIFY(cut);
            QVERIFY(cut->reveal().size() <= vision::kLargestKeptPicture);
            const auto picture = vision::decodePicture(cut->reveal());
            QVERIFY(picture && picture->width <= 320 && picture->height <= 320);
            const auto embedding = vision::embedKept(**engine, cut->reveal());
            QVERIFY(embedding);
            const auto whole = (*engine)->embed(frame, *analysis->mainFace());
            QVERIFY2(whole->similarity(*embedding) > 0.85F,
                     std::to_string(whole->similarity(*embedding)).c_str());
            seen.push_back(*embedding);
        }
        const auto made = (*engine)->makeTemplate(seen);
        QVERIFY(made);
        const auto likeness = person().similarity(seen.front());
        QVERIFY(likeness && *likeness > pack->thresholds().mean1e5);
    }

    void aFaceOutsideOfThePictureIsNotCut() {
        const auto frame = vision::loadPicture(enrolPictures(kPerson).front());
        vision::Face face;
        face.head = {-500.0F, -500.0F, 50.0F, 50.0F};
        QCOMPARE(vision::cutForKeeping(*frame, face).error().code, ErrorCode::ValidationFailed);
        face.head.width = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(vision::cutForKeeping(*frame, face).error().code, ErrorCode::ValidationFailed);
        face.head = {10.0F, 10.0F, 20.0F, 20.0F};
        QCOMPARE(vision::cutForKeeping(vision::Frame(), face).error().code, ErrorCode::ValidationFailed);
    }
};

QTEST_GUILESS_MAIN(TestAgentKept)
#include "tst_agent_kept.moc"

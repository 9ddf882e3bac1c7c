// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/photo_enrolment.h"

#include <algorithm>
#include <chrono>

#include "agent/quality_score.h"
#include "vision/face_engine.h"
#include "vision/picture.h"
#include "vision/picture_tuning.h"
#include "vision/self_test.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

constexpr auto kIdle = 60s;
constexpr int kLargestHeight = 1080; // pixels; nothing is gained by more

void wipeAll(std::vector<Bytes>& pictures) {
    for (Bytes& picture : pictures) {
        kaomon::wipe(picture.data(), picture.size());
    }
    pictures.clear();
}

} // namespace

// What the other thread found; read on the main thread.
struct PhotoEnrolment::Outcome {
    Result<vision::Template> face = fail(ErrorCode::NoFace);
    std::vector<std::optional<ErrorCode>> pictures;
    int quality = 0;
};

// The engine, made when it is first needed. Used on the pool's one thread only.
class PhotoEnrolment::Eye {
public:
    explicit Eye(vision::ModelPack pack)
        : m_pack(std::move(pack)) {}

    [[nodiscard]] const vision::ModelPack& pack() const { return m_pack; }

    [[nodiscard]] Outcome look(const std::vector<Bytes>& pictures) {
        Outcome outcome;
        if (const Status ready = open(); !ready) {
            outcome.face = propagate(ready.error());
            return outcome;
        }
        std::vector<vision::Embedding> embeddings;
        outcome.quality = 100;
        for (const Bytes& picture : pictures) {
            int quality = 0;
            const auto embedding = lookAt(picture, quality);
            outcome.pictures.push_back(embedding ? std::nullopt : std::optional(embedding.error().code));
            if (embedding) {
                outcome.quality = std::min(outcome.quality, quality);
                embeddings.push_back(*embedding);
            }
        }
        outcome.face = together(embeddings, outcome.pictures);
        return outcome;
    }

private:
    [[nodiscard]] Status open() {
        if (m_engine) {
            return {};
        }
        auto engine = vision::FaceEngine::create(m_pack);
        if (!engine) {
            return propagate(engine.error());
        }
        // Nobody's face is made by an engine that computes something else.
        if (const auto tested = vision::selfTest(**engine, m_pack); !tested) {
            return propagate(tested.error());
        }
        m_engine = std::move(*engine);
        return {};
    }

    [[nodiscard]] Result<vision::Embedding> lookAt(const Bytes& picture, int& quality) {
        auto frame = vision::decodePicture(picture);
        if (!frame) {
            return propagate(frame.error());
        }
        *frame = vision::tuned(*frame, {.rotation = 0, .maximumHeight = kLargestHeight});
        vision::AnalyseOptions options;
        options.limits = vision::QualityLimits::forEnrolment();
        const auto analysis = m_engine->analyse(*frame, options);
        if (!analysis) {
            return propagate(analysis.error());
        }
        if (!analysis->isUsable()) {
            return fail(*analysis->verdict, "the photograph cannot be used");
        }
        quality = qualityScore(*analysis->quality);
        return m_engine->embed(*frame, *analysis->mainFace());
    }

    // One person on all of them, by the strict measure for single pictures.
    [[nodiscard]] Result<vision::Template> together(const std::vector<vision::Embedding>& embeddings,
                                                    const std::vector<std::optional<ErrorCode>>& pictures) {
        if (embeddings.empty()) {
            const bool isTold = !pictures.empty() && pictures.front().has_value();
            return fail(isTold ? *pictures.front() : ErrorCode::NoFace, "no photograph can be used");
        }
        const float threshold = m_pack.thresholds().single1e4;
        const bool isOne = std::ranges::all_of(embeddings, [&](const vision::Embedding& one) {
            return one.similarity(embeddings.front()) >= threshold;
        });
        return isOne ? vision::Template::fromEmbeddings(embeddings)
                     : fail(ErrorCode::FaceInconsistent, "the photographs show several people");
    }

    const vision::ModelPack m_pack;
    std::unique_ptr<vision::FaceEngine> m_engine;
};

PhotoEnrolment::PhotoEnrolment(AgentState& state, EventLog& events, const Clock& clock,
                               std::function<const vision::ModelPack*()> models)
    : m_sealer(state, events, clock)
    , m_models(std::move(models)) {
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1); // an engine belongs to one thread
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdle);
    connect(&m_idle, &QTimer::timeout, this, &PhotoEnrolment::forget);
}

PhotoEnrolment::~PhotoEnrolment() {
    forget();
    m_thread.waitForDone();
    if (m_order) {
        wipeAll(m_order->pictures);
    }
}

// The engine ends on the thread that made it.
void PhotoEnrolment::forget() {
    m_batch.reset();
    if (m_eye) {
        m_thread.start([eye = std::exchange(m_eye, nullptr)]() mutable { eye.reset(); });
    }
}

Status PhotoEnrolment::begin(const void* owner, const AssistedPhotoOrder& wanted) {
    if (m_order && (m_order->owner != owner || m_order->isRunning)) {
        return fail(ErrorCode::AgentBusy, "photographs of another order are looked at");
    }
    drop(owner);
    const vision::ModelPack* models = m_models();
    if (models == nullptr) {
        return fail(ErrorCode::ModelMissing, "no usable model pack");
    }
    auto order = m_sealer.read(wanted.ticket, wanted.label, crypto::FaceSource::Photo);
    if (!order) {
        return propagate(order.error());
    }
    if (const auto room = m_sealer.checkRoom(order->user, models); !room) {
        return room;
    }
    if (wanted.isFirst || !m_batch) {
        m_batch = std::make_unique<Batch>(models->modelId());
    }
    m_order = Order{owner, std::move(*order), {}, false};
    return {};
}

Status PhotoEnrolment::add(const void* owner, std::size_t number, std::string_view bytes) {
    if (!m_order || m_order->owner != owner || m_order->isRunning) {
        return fail(ErrorCode::NotFound, "no order takes photographs");
    }
    std::vector<Bytes>& pictures = m_order->pictures;
    if (number >= kMostPictures || number > pictures.size() || number + 1 < pictures.size()) {
        return fail(ErrorCode::ValidationFailed, "photographs come one after the other, five at most",
                    "/picture");
    }
    if (number == pictures.size()) {
        pictures.emplace_back();
    }
    Bytes& picture = pictures[number];
    if (picture.size() + bytes.size() > kLargestPicture) {
        return fail(ErrorCode::PayloadTooLarge, "more than 10 MiB");
    }
    picture.insert(picture.end(), bytes.begin(), bytes.end());
    return {};
}

Status PhotoEnrolment::make(const void* owner, Done done) {
    if (!m_order || m_order->owner != owner || m_order->pictures.empty()) {
        return fail(ErrorCode::NotFound, "no order, or no photograph of it");
    }
    if (m_order->isRunning) {
        return fail(ErrorCode::AgentBusy, "it is looked at already");
    }
    m_idle.stop();
    if (!m_eye) {
        m_eye = std::make_shared<Eye>(*m_models());
    }
    m_order->isRunning = true;
    auto pictures = std::make_shared<std::vector<Bytes>>(std::move(m_order->pictures));
    m_thread.start([this, owner, eye = m_eye, pictures, done = std::move(done)] {
        auto outcome = std::make_shared<Outcome>(eye->look(*pictures));
        wipeAll(*pictures);
        QMetaObject::invokeMethod(
            this, [this, owner, outcome, done] { conclude(owner, *outcome, done); }, Qt::QueuedConnection);
    });
    return {};
}

void PhotoEnrolment::conclude(const void* owner, const Outcome& outcome, const Done& done) {
    m_idle.start();
    if (!m_order || !m_order->isRunning) {
        return;
    }
    const bool isWanted = m_order->owner == owner;
    const AssistedOrder order = std::move(m_order->order);
    m_order.reset();
    if (!isWanted) { // whoever asked is gone
        return;
    }
    if (!outcome.face) {
        m_sealer.tellRefused(order, outcome.face.error().code);
        done(propagate(outcome.face.error()));
        return;
    }
    if (const auto compared = compareWithBatch(order.user, *outcome.face); !compared) {
        m_sealer.tellRefused(order, compared.error().code, {.frames = outcome.face->frameCount()});
        done(propagate(compared.error()));
        return;
    }
    auto sealed = m_sealer.seal(order, {*outcome.face, m_eye->pack().thresholds(), outcome.quality});
    done(sealed ? Result<PhotoFace>(PhotoFace{std::move(*sealed), outcome.pictures})
                : propagate(sealed.error()));
}

// Faces of a batch are not enrolled yet, so that nothing else would find one face under two names.
Status PhotoEnrolment::compareWithBatch(const UserId& user, const vision::Template& face) {
    if (!m_batch) {
        return {};
    }
    const auto known = std::ranges::find(m_batch->people, user);
    const auto number = static_cast<std::size_t>(known - m_batch->people.begin());
    const auto other = m_batch->index.findDuplicate(number, face, m_eye->pack().thresholds());
    if (!other || *other) {
        return other ? fail(ErrorCode::DuplicatePerson, "another person of this batch has the same face")
                     : propagate(other.error());
    }
    if (known == m_batch->people.end()) {
        m_batch->people.push_back(user);
    }
    return m_batch->index.add(number, face);
}

void PhotoEnrolment::drop(const void* owner) {
    if (!m_order || m_order->owner != owner) {
        return;
    }
    if (m_order->isRunning) {
        m_order->owner = nullptr; // what comes of it is thrown away
        return;
    }
    wipeAll(m_order->pictures);
    m_order.reset();
}

} // namespace kaomon::agent

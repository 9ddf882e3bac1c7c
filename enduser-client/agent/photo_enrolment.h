// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include "agent/assisted_sealer.h"
#include "vision/identify.h"
#include "vision/model_pack.h"

namespace kaomon::agent {

// A face made of photographs, and what became of each of them: nothing when it was used.
struct PhotoFace {
    AssistedFace face;
    std::vector<std::optional<ErrorCode>> pictures;
};

// What begin() is told.
struct AssistedPhotoOrder {
    Bytes ticket; // encoded crypto::SignedRecord of a crypto::EnrolmentTicket
    std::string label;
    bool isFirst = false;
};

// Makes one person's face of one to five photographs, on an administrator's ticket. The pictures are looked
// at by an engine of their own on a thread of its own, so that nobody who logs on waits for them; it goes
// when nothing was asked of it for a while. Pictures are in memory only and wiped. One order at a time. Main
// thread.
class PhotoEnrolment final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Result<PhotoFace>&)>;

    // `models` gives the pack that the camera's engine uses too; null when there is none.
    PhotoEnrolment(AgentState& state, EventLog& events, const Clock& clock,
                   std::function<const vision::ModelPack*()> models);
    ~PhotoEnrolment() override;

    // A new order; an unfinished one of the same owner is dropped. `isFirst`: a new batch begins, in which
    // nobody may have the face of somebody before him. AgentBusy (another owner's order is not finished),
    // ModelMissing, those of AssistedSealer::read() and checkRoom().
    [[nodiscard]] Status begin(const void* owner, const AssistedPhotoOrder& wanted);
    // The next bytes of picture `number` (from 0, in order). NotFound (no order), PayloadTooLarge,
    // ValidationFailed.
    [[nodiscard]] Status add(const void* owner, std::size_t number, std::string_view bytes);
    // Ends the order. `done` is called once, later: the error of the first picture when none can be used,
    // FaceInconsistent when they show several people, DuplicatePerson, and those of AssistedSealer::seal().
    // At once: NotFound (no order, or no picture), AgentBusy.
    [[nodiscard]] Status make(const void* owner, Done done);
    // The owner is gone, and its order with it.
    void drop(const void* owner);

    static constexpr std::size_t kMostPictures = 5;
    static constexpr std::size_t kLargestPicture = std::size_t{10} * 1024 * 1024;

private:
    struct Order {
        const void* owner = nullptr;
        AssistedOrder order;
        std::vector<Bytes> pictures;
        bool isRunning = false;
    };
    struct Outcome;
    class Eye;

    // The faces of one batch, to be compared with each other.
    struct Batch {
        explicit Batch(const std::string& modelId)
            : index(modelId) {}
        vision::TemplateIndex index;
        std::vector<UserId> people; // by their number in the index
    };
    void conclude(const void* owner, const Outcome& outcome, const Done& done);
    [[nodiscard]] Status compareWithBatch(const UserId& user, const vision::Template& face);
    void forget();

    AssistedSealer m_sealer;
    std::function<const vision::ModelPack*()> m_models;
    std::optional<Order> m_order;
    std::shared_ptr<Eye> m_eye;
    std::unique_ptr<Batch> m_batch;
    QThreadPool m_thread; // one
    QTimer m_idle;
};

} // namespace kaomon::agent

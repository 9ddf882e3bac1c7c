// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "agentlink/agent_link.h"
#include "client/assisted_face_service.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"
#include "transfer/photo_batch.h"

namespace kaomon::transfer {

// One person of a ZIP file of photographs, or one file of it that stands for nobody.
struct PhotoRow {
    enum class State {
        Checking,
        Ready,    // a face was made; the next step takes it over
        Refused,  // `reason` says why
        Imported, // counts
        Waits,    // a second administrator has to approve it
        Undone,   // was taken over, and taken back
        Stays,    // was taken over, and not taken back: `reason` says why
    };

    std::string key; // login key, or the name of the file
    QString login;
    QString name;
    int pictures = 0;
    State state = State::Checking;
    // Wire name of a photoarchive::PhotoVerdict or an ErrorCode, or has_face, gone_since, approved_since.
    std::string reason;
    QString note; // about single pictures that were left out
    int quality = -1;
    std::optional<wire::EnrolmentFacts> facts;
    // Made by the agent of this PC, not vouched for yet.
    std::optional<wire::FaceTemplate> face;
    Bytes witness;
    // What the import brought, and with whose word, as the server has told then.
    std::optional<TemplateId> brought = {};
    std::optional<Bytes> approval = {};
};

// Faces from a ZIP file of photographs whose names are logins. First everything is looked at and nothing
// changes: who is meant, who has agreed, whether the picture will do, who is somebody else. Then the
// administrator takes over what is ready: each face is signed by him and sent. The agent of this PC makes and
// seals the faces; neither server nor console see one. GUI thread; the session outlives it.
class PhotoImportPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<PhotoRow>;
    enum class Stage {
        Idle,
        Reading,  // the file
        Checking, // person after person
        Checked,  // import() goes on
        Importing,
        Paused, // fault() says why; resume() goes on
        Finished,
        Undoing,
        Undone,
        Failed, // fault() says why
    };

    PhotoImportPresenter(shell::ConsoleSession& session, std::string agentSocket, QObject* parent = nullptr);
    ~PhotoImportPresenter() override;

    void reload() override {} // there is nothing of the server's to show
    void clear() override;
    // Begins anew with this file.
    void check(const QString& path);
    // Signs and sends what is ready.
    void import();
    void resume();
    // Ends what is under way; what was sent stays, and what was taken back does not come again.
    void cancel();
    // Takes back what import() has brought, face by face: exactly those faces, where they are as they were
    // then. Until another file is chosen or the session ends.
    void undo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool isUndoing() const { return m_isUndoing; }
    // Everything that was not taken over, as a CSV file with a mark for spreadsheets.
    [[nodiscard]] std::string refusedRows() const;

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] bool isRunning() const {
        return m_stage == Stage::Reading || m_stage == Stage::Checking || m_stage == Stage::Importing ||
               m_stage == Stage::Undoing;
    }
    [[nodiscard]] std::optional<ErrorCode> fault() const { return m_fault; }
    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] int count(PhotoRow::State state) const;
    [[nodiscard]] int done() const { return m_done; } // of total(), in the step that runs
    [[nodiscard]] int total() const { return m_total; }

private:
    void setStage(Stage stage);
    void endWith(ErrorCode code);
    void pauseWith(ErrorCode code);
    void show(const PhotoRow& row);
    [[nodiscard]] PhotoRow* rowOf(const std::string& key);
    void refuse(PhotoRow& row, std::string reason);
    // The steps of check(), in their order.
    void askAgent();
    void takeFiles(const Result<std::vector<PhotoFile>>& files);
    void askFacts(std::size_t from);
    void takeFacts(const wire::EnrolmentFacts& facts);
    void startPictures();
    void nextPerson();
    void orderFace(std::shared_ptr<PersonPhotos> person);
    void sendPiece(std::shared_ptr<PersonPhotos> person, std::size_t picture, std::size_t offset);
    void makeFace(const std::string& key);
    void takeFace(const std::string& key, const agentlink::Answer& answer);
    // The steps of import().
    void sendNext();
    void onSent(const std::string& key, const Result<wire::FaceTemplate>& stored);
    void lookFor(const std::string& key);
    // The steps of undo().
    void undoNext();
    void takeBack(const std::string& key, const wire::FaceTemplateList& list);
    void onUndone(const std::string& key, const Status& removed);
    void settle(const std::string& key, PhotoRow::State state, std::string reason);

    agentlink::AgentLink m_link;
    Stage m_stage = Stage::Idle;
    std::optional<ErrorCode> m_fault;
    QString m_path;
    std::string m_device;
    Model m_model;
    std::vector<PhotoRow> m_rows;
    std::map<std::string, std::size_t> m_places; // by key
    std::vector<std::string> m_logins;           // that the server is asked about
    std::shared_ptr<PhotoBatch> m_batch;
    std::vector<std::string> m_queue; // what import() or undo() has to do, the next one last
    bool m_isUndoing = false;         // Paused in undo()
    bool m_mayBeSettled = false;      // the next one, by an earlier try whose answer was lost
    int m_done = 0;
    int m_total = 0;
    quint64 m_run = 0; // what an earlier run still reports is dropped
};

} // namespace kaomon::transfer

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/photo_import_text.h"

#include <map>
#include <string_view>

#include "transfer/photo_import_presenter.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::transfer {
namespace {

using State = PhotoRow::State;

struct Sentence {
    const char* what;
    const char* next;
};

// What is not an ErrorCode, or reads otherwise here than elsewhere.
const Sentence* sentenceOf(std::string_view reason) {
    static const std::map<std::string_view, Sentence> kSentences{
        {"unsafe_name",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The file's name leads out of the folder."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Name the file like the login and pack it anew.")}},
        {"not_a_file",
         {QT_TRANSLATE_NOOP("PhotoImportText", "It is a link, not a file."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Pack the picture itself.")}},
        {"no_login",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The file's name is no login."),
          QT_TRANSLATE_NOOP("PhotoImportText",
                            "Name the file like the login, such as taro.jpg or taro_2.jpg.")}},
        {"unknown_user",
         {QT_TRANSLATE_NOOP("PhotoImportText", "Nobody has this login."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Correct the file's name, or add the user first.")}},
        {"too_many",
         {QT_TRANSLATE_NOOP("PhotoImportText", "More than five pictures of one person."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Leave the five best ones in the file.")}},
        {"not_a_photo",
         {QT_TRANSLATE_NOOP("PhotoImportText", "It is neither JPEG nor PNG."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Save the picture as JPEG.")}},
        {"too_large",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The picture is larger than 10 MiB or 50 megapixels."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Save it smaller; 1000 pixels are enough.")}},
        {"damaged",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The file cannot be read."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Pack the picture anew, without a password.")}},
        {"has_face",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The person has a face already."),
          QT_TRANSLATE_NOOP("PhotoImportText",
                            "Nothing to do. A photograph does not replace a face that is enrolled.")}},
        {"consent_required",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The person has not agreed to the use of face data."),
          QT_TRANSLATE_NOOP("PhotoImportText",
                            "Let the person agree at his PC, or take the face beside him (Users → More).")}},
        {"face_frozen",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The person's password was reissued."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Two administrators have to agree to a new face first.")}},
        {"gone_since",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The face is no longer there."),
          QT_TRANSLATE_NOOP("PhotoImportText",
                            "Nothing to do: a camera has taken a new one, or somebody has deleted it.")}},
        {"approved_since",
         {QT_TRANSLATE_NOOP("PhotoImportText", "A second administrator has approved the face since."),
          QT_TRANSLATE_NOOP("PhotoImportText",
                            "Delete it under Users → More → Enrolled faces if it is to go as well.")}},
        {"forbidden",
         {QT_TRANSLATE_NOOP("PhotoImportText", "You may not enrol this person."),
          QT_TRANSLATE_NOOP("PhotoImportText",
                            "Nobody enrols himself, and faces of administrators are for owners.")}},
        {"duplicate_person",
         {QT_TRANSLATE_NOOP("PhotoImportText", "Somebody else has this face."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Look whether the picture has the wrong name.")}},
        {"face_inconsistent",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The pictures show different people."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Look which picture has the wrong name.")}},
        {"no_face",
         {QT_TRANSLATE_NOOP("PhotoImportText", "There is no face in the picture."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Use a picture that shows the face from the front.")}},
        {"several_faces",
         {QT_TRANSLATE_NOOP("PhotoImportText", "There are several faces in the picture."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Cut the picture so that only this person is in it.")}},
        {"face_too_small",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The face is too small in the picture."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Cut the picture closer, or use one with more pixels.")}},
        {"face_blurred",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The picture is not sharp."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Use a sharper picture.")}},
        {"face_too_dark",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The face is too dark."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Use a brighter picture.")}},
        {"face_too_bright",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The face is too bright."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Use a darker picture.")}},
        {"face_turned",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The face is turned away."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Use a picture from the front.")}},
        {"conflict",
         {QT_TRANSLATE_NOOP("PhotoImportText", "The person has as many faces as the settings allow."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Delete one of the faces first.")}},
        {"approval_required",
         {QT_TRANSLATE_NOOP("PhotoImportText", "Something about the person has changed since the check."),
          QT_TRANSLATE_NOOP("PhotoImportText", "Check the file once more.")}},
    };
    const auto found = kSentences.find(reason);
    return found == kSentences.end() ? nullptr : &found->second;
}

bool hasReason(const PhotoRow& row) {
    return row.state == State::Refused || row.state == State::Stays;
}

} // namespace

QString PhotoImportText::state(const PhotoRow& row) {
    switch (row.state) {
    case State::Checking:
        return tr("Not looked at yet");
    case State::Ready:
        return tr("Ready");
    case State::Refused:
        return tr("Left out");
    case State::Imported:
        return tr("Taken over");
    case State::Waits:
        return tr("Waits for approval");
    case State::Undone:
        return tr("Taken back");
    case State::Stays:
        return tr("Stays");
    }
    return {};
}

std::optional<models::Tone> PhotoImportText::tone(const PhotoRow& row) {
    switch (row.state) {
    case State::Checking:
    case State::Undone:
        return models::Tone::Neutral;
    case State::Refused:
    case State::Waits:
    case State::Stays:
        return models::Tone::Warning;
    case State::Ready:
    case State::Imported:
        return models::Tone::Good;
    }
    return std::nullopt;
}

QString PhotoImportText::reason(const PhotoRow& row) {
    if (row.state == State::Waits) {
        return tr("The person has something to protect.");
    }
    if (!hasReason(row)) {
        return row.note;
    }
    if (const Sentence* sentence = sentenceOf(row.reason)) {
        return tr(sentence->what);
    }
    return ui::errorText(errorCodeFromWire(row.reason).value_or(ErrorCode::Internal)).sentence;
}

QString PhotoImportText::fix(const PhotoRow& row) {
    if (row.state == State::Waits) {
        return tr("A second administrator approves it under Users → More → Enrolled faces.");
    }
    if (!hasReason(row)) {
        return {};
    }
    if (const Sentence* sentence = sentenceOf(row.reason)) {
        return tr(sentence->next);
    }
    return ui::errorText(errorCodeFromWire(row.reason).value_or(ErrorCode::Internal)).nextStep;
}

QString PhotoImportText::leftOut(const localipc::Message& done) {
    constexpr int kMostPictures = 5;
    QStringList notes;
    for (int i = 0; i < kMostPictures; ++i) {
        const std::string key = "refused" + std::to_string(i);
        if (!done.has(key)) {
            continue;
        }
        const Sentence* sentence = sentenceOf(done.text(key));
        notes.append(
            tr("Picture %1 was not used: %2")
                .arg(i + 1)
                .arg(sentence != nullptr
                         ? tr(sentence->what)
                         : ui::errorText(errorCodeFromWire(done.text(key)).value_or(ErrorCode::Internal))
                               .sentence));
    }
    return notes.join(QLatin1Char(' '));
}

} // namespace kaomon::transfer

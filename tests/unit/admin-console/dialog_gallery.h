// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "session_fixture.h"
#include "ui/prompts.h"

class QWidget;

namespace kaomon::testing {

// Everything that opens over the pages and asks for something, and the steps of the first run, with the
// sample organisation behind them. The fixture and the prompts outlive it. One GUI thread.
class DialogGallery {
public:
    struct Entry {
        const char* name;
        // A child of the given window, not shown yet.
        std::function<QWidget*(QWidget& window)> make;
        // What its button asks of the server ("POST /v1/users"). Empty: it only tells whoever opened it.
        std::string writes = {};
    };

    DialogGallery(SessionFixture& fixture, ui::Prompts& prompts);
    ~DialogGallery();

    // Loads what the dialogs show; false when the fake server does not tell it.
    [[nodiscard]] bool load();
    [[nodiscard]] std::vector<Entry> entries();

private:
    struct Parts; // presenters
    [[nodiscard]] bool findIdentity(const wire::User& user);
    void addPeople(std::vector<Entry>& entries);
    void addDevices(std::vector<Entry>& entries);
    void addOrganisation(std::vector<Entry>& entries);
    void addQuestions(std::vector<Entry>& entries);
    static void addFirstRun(std::vector<Entry>& entries);

    SessionFixture& m_fixture;
    ui::Prompts& m_prompts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace kaomon::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "shell/form_dialog.h"

class QButtonGroup;

namespace kaomon::shell {

// One field of an object that is being edited while somebody else has changed it.
struct MergeField {
    QString label;
    QString before; // when the editing began
    QString theirs; // now on the server
    QString mine;   // as it stands in the form
    std::function<void()> takeTheirs;
};

// "Somebody else has changed this too": the fields that both have changed, each to be decided; none is
// decided beforehand. Closing it takes theirs nowhere: what was typed stays. Opened with open(); deletes
// itself when closed.
class MergeDialog final : public FormDialog {
    Q_OBJECT
public:
    MergeDialog(const QString& object, std::vector<MergeField> collisions, QWidget* parent);

private:
    void addField(const MergeField& field);
    void update();

    std::vector<MergeField> m_fields;
    std::vector<QButtonGroup*> m_choices;
};

// What only they have changed is taken at once; what both have changed differently is asked for in a dialog
// over `parent`. Returns the labels of what was taken without asking.
QStringList mergeFields(const QString& object, std::vector<MergeField> fields, QWidget* parent);

} // namespace kaomon::shell

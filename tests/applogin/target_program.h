// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QDir>
#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace kaomon::apptargets {

// What stands in a program's window when the fill is over, for the table of the evaluation.
struct ReadBack {
    QString userName;     // as the program tells it through accessibility
    int secretLength = 0; // likewise; 0: it does not tell
    QString proof;        // what shows that the program has the secret itself
};

// A sign-in of a program that nobody here wrote. Owned by the list that makes it; one thread.
struct TargetProgram {
    QString name;
    QString package; // Debian's
    QString command;
    QStringList arguments;
    QMap<QString, QString> environment;
    QString title;    // part of the window's title
    QString userName; // empty: it asks for none
    QString secret;
    bool endsWithSubmit = true; // else it is filled and left as it is
    // Makes what the program opens; what went wrong, empty for nothing.
    std::function<QString()> prepare = [] { return QString(); };
    // What the program says afterwards, from a title or a label of it, or what it has written; empty while
    // it says nothing.
    std::function<QString(const QStringList& titles, const QStringList& labels)> proof;
};

// All of them; files go into `folder`, `pages` has those of the tests.
[[nodiscard]] std::vector<TargetProgram> targetPrograms(const QDir& folder, const QDir& pages);

} // namespace kaomon::apptargets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

namespace kaomon::test {

// The parts of the API suite about faces that others take; see test_classes.h.
std::unique_ptr<QObject> makeAssistedTest();
std::unique_ptr<QObject> makeFaceAccessTest();
std::unique_ptr<QObject> makeKeptPicturesTest();

} // namespace kaomon::test

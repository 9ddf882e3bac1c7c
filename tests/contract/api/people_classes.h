// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

namespace kaomon::test {

// Parts of the API suite beside those of test_classes.h.
std::unique_ptr<QObject> makePeopleActsTest();
std::unique_ptr<QObject> makeOwnersTest();
std::unique_ptr<QObject> makeDocumentListsTest();
std::unique_ptr<QObject> makeDevicesTest();
std::unique_ptr<QObject> makeRotationTest();
std::unique_ptr<QObject> makeScimGroupsTest();
std::unique_ptr<QObject> makePeopleLaterTest(); // moves the clock on

} // namespace kaomon::test

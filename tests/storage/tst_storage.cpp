// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "storage_test.h"
#include "support/case_counter.h"
#include "support/server/server_process.h"

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const kaomon::test::Backend backend;
    kaomon::test::CaseCounter counter("storage", backend.name());
    kaomon::storage::StorageTest test(backend.url());
    counter.run(test);
    return counter.finish();
}

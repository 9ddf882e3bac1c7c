// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "contract/duties/duties_api_test.h"
#include "support/case_counter.h"

int main(int argc, char** argv) {
    using namespace kaomon::test;
    QCoreApplication app(argc, argv);
    if (!kaomon::crypto::initialise()) {
        return 1;
    }
    const Backend backend;
    CaseCounter counter("duties_api", backend.name());
    DutiesApiTest test(backend);
    counter.run(test);
    return counter.finish();
}

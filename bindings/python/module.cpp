// The extension module demarche._core: thin hands on include/demarche. What users call is the package around it.
#include <nanobind/nanobind.h>

#include "coding.h"
#include "guard.h"

namespace nb = nanobind;

NB_MODULE(_core, module) {
  module.doc() = "The engine of Demarche. Use the package demarche, which is documented.";
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const demarche::python::Failure& failure) {
      const nb::object make = nb::module_::import_("demarche.errors").attr("error_of");
      const nb::object error = make(demarche::error_code_name(failure.error.code),
                                    nb::str(failure.error.message.c_str(), failure.error.message.size()));
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
    }
  });
  demarche::python::bind_coding(module);
  demarche::python::bind_signatures(module);
  demarche::python::bind_archive(module);
  module.attr("__version__") = DEMARCHE_VERSION;
}

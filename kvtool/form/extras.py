"""Libraries that only some forms need: they come with an extra, and are imported when such a form is made."""

from importlib import import_module

from kvtool.errors import KvtoolError


def need(module: str, package: str, form: str) -> None:
    """Imports a module of a package that a form is made with; raises KvtoolError, which names the extra, where there is none."""
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:  # a fault within the library
            raise
        raise KvtoolError(
            f"--to {form} needs {package}, which is not installed", remedy=f"pip install 'kvtool[{form}]'"
        ) from None

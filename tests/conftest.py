"""The coder is loaded once for all tests."""

from datetime import date
from pathlib import Path

import pytest

from waqai.coder import Coder
from waqai.records import CodedDocument

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture(scope="session")
def letter(coder: Coder) -> CodedDocument:
    return coder.code((EXAMPLES / "letter.txt").read_text(encoding="utf-8"), published=date(2025, 4, 18))


@pytest.fixture(scope="session")
def invitation(coder: Coder) -> CodedDocument:
    return coder.code((EXAMPLES / "invitation.txt").read_text(encoding="utf-8"), published="2025-05-15")

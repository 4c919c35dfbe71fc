"""So that failures in the exercises show the values, as those in tests do."""

import pytest

pytest.register_assert_rewrite("exercises", "session")

"""Complaints of other sites' learners, each with the tests that hold the right behaviour here.

The numbers are those of the list that was gone through, by what they are about: running code (1 to
12), starting and updating (13 to 19), going from page to page (20 to 22), what learners have done
(23 to 29), exercises (30 to 32).
Where a word stands instead of a test, the complaint cannot come up here, and it says why.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.browser.runtime.test_faults import ALWAYS
from tests.engines.test_faults import FAULTS as IN_ALL_ENGINES
from tests.faults.idioms import IDIOMS
from tests.faults.mistakes import EXCEPTIONS
from tests.faults.system import OUTSIDE
from tests.faults.table import DEEP_RECURSION
from tools.common.paths import ROOT

BROWSER = "tests/browser"
ANSWERED: dict[str, tuple[str, ...]] = {
    "1 endless recursion through C kills the interpreter": (
        "tests/tools/grading/test_faults.py::test_fault",
        f"{BROWSER}/runtime/test_faults.py::test_faults",
        "tests/engines/test_faults.py::test_faults_get_the_report_of_the_table",
    ),
    "2 after that nothing runs any more": (
        f"{BROWSER}/report/test_reports.py"
        "::test_odd_submissions_get_the_same_report_and_a_breakdown_harms_no_later_one",
        f"{BROWSER}/exercise/test_code.py"
        "::test_code_that_ends_its_python_is_told_so_and_kept_and_the_page_goes_on",
    ),
    "3 what is right natively fails in the browser": (
        f"{BROWSER}/report/test_reports.py::test_reports_in_the_browser_equal_the_native_ones",
    ),
    "4 untouched starters, and names that the grader uses too": (
        f"{BROWSER}/report/test_reports.py::test_no_untouched_starter_is_anybody_else_s_fault",
        "tests/tools/grading/test_faults.py::test_fault",
        f"{BROWSER}/runtime/test_faults.py::test_faults",
    ),
    "5 after an endless loop the right answer still fails": (
        f"{BROWSER}/exercise/test_code.py"
        "::test_endless_code_is_stopped_by_the_clock_or_by_hand_and_the_page_goes_on",
    ),
    "6 the value that was found cannot be described": (
        "tests/exercises/test_returned_values.py::test_returned_value_fails_and_is_never_our_fault",
        f"{BROWSER}/runtime/test_faults.py::test_faults",
    ),
    "7 the runtime reloads during a check, which counts as an attempt": (
        f"{BROWSER}/record/test_storage.py::test_a_check_that_a_reload_cuts_short_is_spoken_of",
        f"{BROWSER}/runtime/test_damage.py"
        "::test_a_python_that_the_browser_has_ended_meanwhile_costs_no_attempt",
        "tests/tools/grading/test_worker.py::test_child_that_died_while_idle_is_replaced",
    ),
    "8 an engine that switches stacks hangs at the start": (
        f"{BROWSER}/runtime/test_faults.py::test_faults",
        "tests/engines/test_faults.py::test_faults_get_the_report_of_the_table",
        "tests/tools/setup/test_pyodide_runtime.py"
        "::test_the_table_the_packages_and_the_native_numpy_agree",
    ),
    "9 indices of 64 bits where integers have 32": (
        "tests/tools/grading/test_faults.py::test_fault",
        f"{BROWSER}/runtime/test_faults.py::test_faults",
    ),
    "10 memory grows from run to run": (
        f"{BROWSER}/runtime/test_poison.py"
        "::test_memory_that_a_submission_holds_is_there_for_the_next",
        f"{BROWSER}/hosts/test_bench.py"
        "::test_a_long_session_is_measured_and_takes_no_more_memory_than_it_began_with",
    ),
    "11 a library that is not there ends in a traceback": (
        "tests/grader/feedback/test_advice.py::test_exception_gets_its_advice",
        f"{BROWSER}/report/test_mistakes.py::test_common_mistakes_get_the_same_feedback",
    ),
    "12 a page from before a deployment asks for files that are gone": (
        f"{BROWSER}/runtime/test_slow_lines.py"
        "::test_a_page_from_before_a_deployment_says_that_it_has_to_be_reloaded",
    ),
    "13 an old version stays": (
        f"{BROWSER}/offline/test_versions.py"
        "::test_an_update_is_fetched_beside_the_old_version_and_used_after_a_reload",
        f"{BROWSER}/offline/test_offline.py"
        "::test_nothing_is_fetched_or_registered_unless_the_learner_asks",
    ),
    "15 no code is seen before the runtime is there": (
        f"{BROWSER}/exercise/test_before_python.py"
        "::test_code_can_be_written_and_a_run_called_off_before_python_is_there",
    ),
    "16 Stop cannot be pressed": (
        f"{BROWSER}/exercise/test_before_python.py"
        "::test_code_can_be_written_and_a_run_called_off_before_python_is_there",
    ),
    "17 another version of Python's runtime than the packages were made for": (
        "tests/tools/setup/test_pyodide_runtime.py"
        "::test_the_table_the_packages_and_the_native_numpy_agree",
        "tests/tools/setup/test_pyodide_runtime.py"
        "::test_a_wrong_core_file_is_named_with_both_hashes",
    ),
    "18 what is printed becomes HTML": (
        f"{BROWSER}/exercise/test_code.py"
        "::test_whatever_is_printed_is_text_and_leaves_the_page_alone",
    ),
    "19 a fork needs another host": (
        f"{BROWSER}/hosts/test_hosts.py"
        "::test_a_whole_walk_on_a_plain_host_asks_for_files_of_the_site_only",
        f"{BROWSER}/hosts/test_fork.py::test_a_fork_looks_and_keeps_its_own_way",
    ),
    "20 what runs lands on the next page": (
        f"{BROWSER}/site/test_navigation.py"
        "::test_a_check_whose_page_is_left_gives_no_other_exercise_its_verdict",
        f"{BROWSER}/runtime/test_leaks.py::test_fifty_pages_with_used_editors_leave_nothing_behind",
    ),
    "21 formulas and texts are gone after going back": (
        f"{BROWSER}/site/test_navigation.py"
        "::test_whoever_comes_back_finds_formulas_figures_and_texts_as_they_were",
    ),
    "22 a script waits for an event that comes once": (
        "tests/test_javascript.py"
        "::test_no_script_waits_for_an_event_that_comes_once_for_many_pages",
    ),
    "23 an edit that was saved hides the original": (
        f"{BROWSER}/record/test_storage.py"
        "::test_when_an_exercise_has_changed_one_chooses_by_keyboard_and_loses_nothing",
        f"{BROWSER}/exercise/test_practice.py"
        "::test_starting_over_clears_the_answers_once_it_is_confirmed",
    ),
    "24 there is no room left, and nobody says so": (
        f"{BROWSER}/record/test_storage.py"
        "::test_where_there_is_no_room_left_work_can_be_taken_away_as_a_file",
        f"{BROWSER}/record/test_storage.py::test_what_found_no_room_is_saved_once_there_is_some",
        f"{BROWSER}/record/test_storage.py::test_a_database_that_never_answers_is_passed_by",
        "tests/record/test_patience.py::test_what_gives_signs_of_life_may_take_long",
        f"{BROWSER}/record/test_backup.py"
        "::test_where_nothing_is_kept_the_page_says_so_and_imports_nothing",
    ),
    "25 what was exported cannot be imported": (
        f"{BROWSER}/record/test_backup.py::test_what_one_browser_has_comes_into_another_whole",
        f"{BROWSER}/record/test_backup.py::test_ten_megabytes_are_taken_in_by_portions",
    ),
    "26 the browser promises nothing, and files are taken as they come": (
        f"{BROWSER}/record/test_backup.py::test_the_browser_is_asked_to_keep_it_and_its_answer_told",
        f"{BROWSER}/record/test_backup.py::test_a_file_that_is_refused_changes_nothing",
        f"{BROWSER}/record/test_backup.py"
        "::test_two_devices_hold_the_same_whichever_takes_in_the_other",
    ),
    "27 nothing can be carried to another computer": (
        "tests/engines/test_progress.py::test_a_file_that_chromium_made_is_taken_in_whole",
    ),
    "28 another version of the library moves what is due": (
        "tests/record/test_schedule.py::test_a_month_of_reviews_is_scheduled_as_by_py_fsrs",
        "tests/record/test_schedule.py::test_good_three_times_then_forgotten",
    ),
    "29 what is imported a second time doubles": (
        "tests/engines/test_anki.py::test_a_second_import_adds_nothing_and_keeps_the_schedule",
    ),
    "30 hard-coded answers pass": (
        "tests/tools/contract/test_command.py"
        "::test_a_hard_coder_that_passes_is_told_with_the_check_that_it_serves",
        "tests/exercises/test_contract.py::test_exercise_keeps_the_rules",
    ),
    "31 small sizes are not tested": (
        "tests/tools/contract/test_command.py::test_violated_rule_is_reported",
        "tests/exercises/test_contract.py::test_exercise_keeps_the_rules",
    ),
    "32 a prompt prints a number that its own tests refuse": (
        "tests/tools/contract/test_example_rules.py::test_the_prompts_hold",
        "tests/content/test_numbers.py::test_pages_and_prompts_have_numbers_with_origins",
    ),
}
IMPOSSIBLE = {
    "14 a service worker of an earlier layout stays": "no release has had another layout: the "
    "worker has been sw.js next to the start page from the first one on",
}


@cache
def names_in(file: str) -> set[str]:
    """Names of the tests in a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


@pytest.mark.parametrize("complaint", ANSWERED)
def test_each_complaint_has_its_tests(complaint: str) -> None:
    for test in ANSWERED[complaint]:
        file, _, name = test.partition("::")
        assert name in names_in(file), test


def test_none_is_forgotten() -> None:
    numbers = sorted(int(one.split()[0]) for one in {**ANSWERED, **IMPOSSIBLE})
    assert numbers == [*range(1, 33)]


def test_tables_hold_the_rows_that_the_complaints_are_about() -> None:
    assert "endless recursion through partial" in DEEP_RECURSION
    assert {"asyncio.run", "loop.run_until_complete"} <= OUTSIDE.keys() & IN_ALL_ENGINES.keys()
    assert {"indices of all kinds", "names that the grader uses"} <= IDIOMS.keys() & ALWAYS
    assert "import torch" in dict(EXCEPTIONS)

"""What others reported of sites like this one, and what a first walk through it found, each with
the tests that hold the right behaviour here.

In ``REPORTED`` the numbers are those of the list that was tried (P: what worked in part), in
``WALKED`` those of the walk of a learner, of which 25, 27 and 30 are missing: how words are
chosen, pages ordered and lines drawn is for people to judge.
"""

from __future__ import annotations

import pytest

from tests.test_complaints import names_in

EXERCISE = "tests/browser/exercise"
RUNTIME = "tests/browser/runtime"
SITE = "tests/browser/site"
FIGURE = "tests/browser/figure"
HOSTS = "tests/browser/hosts"
RECORD = "tests/browser/record"
REPORT = "tests/browser/report"
FAULTS = (
    "tests/tools/grading/test_faults.py::test_fault",
    f"{RUNTIME}/test_faults.py::test_faults",
)
MISTAKES = f"{REPORT}/test_mistakes.py::test_common_mistakes_get_the_same_feedback"
NAMES = (
    "tests/exercises/test_names.py::test_no_wrong_program_gets_a_name_that_is_not_its_own",
    "tests/exercises/test_names.py::test_half_of_them_get_their_own",
)
IN_VIEW = (f"{EXERCISE}/test_in_view.py::test_code", f"{EXERCISE}/test_in_view.py::test_scenarios")
COVERED = f"{EXERCISE}/test_in_view.py::test_a_line_and_the_focus_are_never_under_the_header"
ON_PAPER = f"{SITE}/test_readers.py::test_paper_shows_the_learners_own_work_in_dark_ink"
DESK = f"{EXERCISE}/test_editor.py::test_on_a_desk"
PHONE = f"{EXERCISE}/test_editor.py::test_on_a_phone"
CUT_OFF = f"{EXERCISE}/test_fits.py::test_no_code_of_a_prompt_or_starter_is_cut_off"

REPORTED: dict[str, tuple[str, ...]] = {
    "B1 a hint whose name was never imported": FAULTS,
    "B2 everything of NumPy by its name": FAULTS,
    "B3 recursion through C code": (
        *FAULTS,
        "tests/engines/test_faults.py::test_faults_get_the_report_of_the_table",
    ),
    "B4 vectorised functions in each other": FAULTS,
    "B6 a run changes the verdict of the next": (
        "tests/tools/grading/test_poison.py::test_poison_in_run_reaches_no_other_submission",
        f"{RUNTIME}/test_poison.py::test_poison_in_run_reaches_no_other_submission",
        "tests/grader/isolation/test_scratch_run.py::test_damage_is_undone",
    ),
    "B7 Run is not the running of a file": (
        "tests/grader/isolation/test_scratch_run.py::test_a_run_is_the_running_of_a_file",
    ),
    "B8 a tab opened earlier overwrites newer work": (
        f"{RECORD}/test_storage.py::test_a_window_that_was_opened_earlier_takes_over_what_is_newer",
        f"{RECORD}/test_storage.py"
        "::test_of_two_windows_that_write_at_the_same_time_both_texts_are_kept",
    ),
    "B9 a slow line never ends": (
        f"{RUNTIME}/test_slow_lines.py"
        "::test_after_a_failure_only_what_is_missing_is_asked_for_again",
        f"{RUNTIME}/test_slow_lines.py"
        "::test_a_first_byte_that_is_held_back_and_a_lost_connection_cost_nothing",
    ),
    "B10 a first byte that is held back": (
        f"{RUNTIME}/test_slow_lines.py"
        "::test_a_first_byte_that_is_held_back_and_a_lost_connection_cost_nothing",
    ),
    "B11 printed from the dark": (ON_PAPER,),
    "B12 a line that the header covers": (COVERED,),
    "B13 the focus under the header": (COVERED,),
    "B14 indenting on other keyboards and by touch": (DESK, PHONE),
    "B15 scripts of another type": (
        f"{HOSTS}/test_strange_hosts.py::test_a_host_that_gives_scripts_another_type_is_spoken_of",
    ),
    "B16 the page for unknown addresses": (
        f"{HOSTS}/test_strange_hosts.py::test_the_page_for_unknown_addresses_finds_its_site",
    ),
    "B17 what only a newer Python reads": (MISTAKES,),
    "P1 cookies blocked": (
        f"{HOSTS}/test_strange_hosts.py::test_where_cookies_are_blocked_all_but_keeping_works",
    ),
    "P2 in a frame that keeps scripts out": (
        f"{HOSTS}/test_strange_hosts.py::test_a_frame_that_keeps_scripts_out_is_spoken_of",
    ),
    "P3 characters that nobody sees": (MISTAKES,),
    "P4 no WebAssembly": (
        f"{HOSTS}/test_strange_hosts.py::test_a_browser_without_web_assembly_is_told_so",
    ),
    "P5 whole numbers of 32 bits": (
        f"{EXERCISE}/test_code.py::test_whole_numbers_wrap_round_as_the_page_on_grading_says",
    ),
    "P6 code that is translated": (
        f"{SITE}/test_readers.py::test_code_and_formulas_are_not_translated",
    ),
}

WALKED: dict[str, tuple[str, ...]] = {
    "1 code under the line numbers": (DESK,),
    "2 sentences turned into their opposite": (
        "tests/grader/judge/test_grammar.py::test_negation_contrast_and_conditions_turn_a_claim",
        "tests/grader/judge/test_grammar.py::test_a_negation_ends_where_and_begins_another_clause",
    ),
    "3 a name hides the explanation of an exception": (
        *NAMES,
        "tests/grader/expectations/test_recognition.py::test_misconception_is_recognised_by_what_was_raised",
    ),
    "4 a name that is not mine": NAMES,
    "5 no figure": (
        f"{FIGURE}/test_figures.py::test_figures_are_there_without_script_and_on_paper",
    ),
    "6 no sense of progress": (
        f"{RECORD}/test_course.py::test_what_was_tried_and_passed_is_seen_and_the_next_step_offered",
    ),
    "7 the verdict on scenarios out of sight": IN_VIEW,
    "8 hint and solution out of sight": IN_VIEW,
    "9 all scenarios before any feedback": (
        f"{EXERCISE}/test_second_try.py::test_each_scenario_can_be_checked_by_itself",
        f"{EXERCISE}/test_practice.py"
        "::test_open_and_wrong_scenarios_are_named_and_only_they_need_another_try",
    ),
    "10 recall that is never asked again": (
        f"{EXERCISE}/test_practice.py::test_a_card_rated_again_comes_back_and_all_must_be_recalled",
        f"{EXERCISE}/test_practice.py::test_starting_over_clears_the_answers_once_it_is_confirmed",
    ),
    "11 nothing to do after a pass": (
        f"{EXERCISE}/test_code.py"
        "::test_a_prediction_waits_for_the_pass_which_also_offers_other_ways_and_what_to_read",
        *IN_VIEW,
    ),
    "12 the scratch area keeps the verdict out of sight": IN_VIEW,
    "13 the first ten seconds": (
        f"{RECORD}/test_course.py::test_the_start_page_offers_the_next_step_of_the_first_course",
    ),
    "14 what the search shows": (
        f"{SITE}/test_search.py::test_each_term_is_explained_first_and_no_result_shows_tex",
        f"{SITE}/test_readers.py"
        "::test_the_search_shows_no_tex_and_explains_a_term_before_it_counts_it",
    ),
    "15 what the editor lacks": (
        DESK,
        f"{EXERCISE}/test_editor.py::test_the_size_of_the_code_is_kept",
        f"{EXERCISE}/test_assistance.py::test_names_are_offered_and_taken_only_on_demand",
        f"{EXERCISE}/test_assistance.py::test_a_mistake_is_marked_said_and_left_by_keys",
    ),
    "16 the editor on a phone": (
        PHONE,
        f"{EXERCISE}/test_fits.py::test_fields_and_buttons_fit_a_finger",
    ),
    "17 a button over the text": (
        f"{SITE}/test_readers.py::test_code_and_formulas_are_not_translated",
    ),
    "18 a box where there is no opinion": (
        f"{EXERCISE}/test_sentence.py::test_no_sentence_gets_no_opinion",
        f"{EXERCISE}/test_sentence.py"
        "::test_where_there_is_no_opinion_the_learner_compares_and_it_is_kept",
    ),
    "19 feedback that vanishes": (
        f"{EXERCISE}/test_cues.py::test_what_check_said_stays_while_the_learner_thinks_again",
    ),
    "20 every phrase marked": (
        f"{EXERCISE}/test_cues.py::test_marking_every_phrase_is_answered_and_shows_none",
        f"{EXERCISE}/test_cues.py::test_the_missed_cue_waits_until_it_is_asked_for",
    ),
    "21 prompt and grader disagree": (
        "tests/exercises/test_contract.py::test_exercise_keeps_the_rules",
        "tests/tools/contract/test_example_rules.py::test_the_prompts_hold",
    ),
    "22 example calls cut off": (CUT_OFF,),
    "23 a full stop on a line of its own": (
        f"{SITE}/test_readers.py::test_formulas_are_set_without_another_host",
    ),
    "24 a key that does nothing": IN_VIEW,
    "26 what unfolds below the window": IN_VIEW,
    "28 two clicks to the dark palette": (
        f"{SITE}/test_readers.py::test_one_click_leads_from_the_system_to_the_other_palette",
    ),
    "29 paper without the learner's work": (ON_PAPER,),
    "31 exceptions without a cause": (MISTAKES, "tests/tools/grading/test_faults.py::test_fault"),
    "32 boxes of the author's server": (
        f"{HOSTS}/test_serve.py::test_a_page_says_what_the_contract_says_of_its_exercises",
    ),
}


@pytest.mark.parametrize("finding", [*REPORTED, *WALKED])
def test_each_finding_has_its_tests(finding: str) -> None:
    for test in {**REPORTED, **WALKED}[finding]:
        file, _, name = test.partition("::")
        assert name in names_in(file), test

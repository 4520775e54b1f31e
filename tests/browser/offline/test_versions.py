"""The offline copy as time goes by: versions never mix, and what was lost is fetched again."""

from __future__ import annotations

import shutil

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.copying import KEPT, Offline, Publish, entries, follow, update
from tests.browser.watching import Watch
from tools.site import offline_manifest


def test_an_update_is_fetched_beside_the_old_version_and_used_after_a_reload(
    publish: Publish, open_page: OpenPage
) -> None:
    host = publish()
    first = open_page("licences/", host=host)
    first.evaluate("caches.open('of another site')")
    Offline(first).make()
    second = first.context.new_page()
    second.goto(f"{host.url}licences/")
    Offline(second).is_in("ready")
    update(host, "Said by the newer version")
    asked = len(host.asked)
    first.goto(f"{host.url}glossary/")
    expect(first.locator(".wb-update")).to_be_visible()
    expect(second.locator(".wb-update")).to_be_visible()
    assert [path for path in host.asked[asked:] if "/vendor/" in path] == []
    expect(first.get_by_text("Said by the newer version")).to_have_count(0)
    first.locator(".wb-update").get_by_role("button", name="Reload to use it").click()
    expect(first.get_by_text("Said by the newer version")).to_be_visible()
    expect(first.locator(".wb-update")).to_have_count(0)
    # the other tab stays with the version that it was opened with, whenever the worker starts anew
    devtools = first.context.new_cdp_session(first)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    follow(second, "glossary/")
    expect(second.locator("h1")).to_contain_text("Glossary")
    expect(second.get_by_text("Said by the newer version")).to_have_count(0)
    second.reload()
    expect(second.get_by_text("Said by the newer version")).to_be_visible()
    # then nobody needs the old one any more
    second.reload()
    Offline(second).is_in("ready")
    assert entries(second, "../index.html") == 1
    # of ours: one version, and the worker's state
    assert second.evaluate("caches.has('of another site')") is True
    assert second.evaluate(KEPT) == [3, 1]


def test_where_data_are_to_be_saved_an_update_waits_for_the_learner(
    publish: Publish, open_page: OpenPage
) -> None:
    saving = """Object.defineProperty(Navigator.prototype, "connection", {
        get: () => ({ saveData: true }),
    })"""
    host = publish()
    page = open_page("licences/", host=host, before=lambda page: page.add_init_script(saving))
    offline = Offline(page)
    offline.make()
    update(host, "Said by the newer version")
    page.reload()
    offline.is_in("offered")
    offline.open()
    offline.button("Download it now").click()
    offline.is_in("update")


def test_lost_entries_are_fetched_again_and_verified(publish: Publish, open_page: OpenPage) -> None:
    host = publish()
    page = open_page("licences/", host=host)
    Offline(page).make()
    assert entries(page, "../glossary/index.html", remove=True) == 1
    read = "async () => (await (await fetch('../glossary/')).text()).includes('<h1')"
    assert page.evaluate(read) is True
    assert entries(page, "../glossary/index.html", remove=True) == 1
    assert entries(page, "../practice/index.html", remove=True) == 1
    page.reload()
    Offline(page).is_in("ready")
    assert entries(page, "../glossary/index.html") == 1
    assert entries(page, "../practice/index.html") == 1


def test_a_lost_entry_never_comes_from_another_version(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("Failed to load resource")
    host = publish()
    page = open_page("licences/", host=host)
    Offline(page).make()
    update(host, "Said by the newer version")
    assert entries(page, "../glossary/index.html", remove=True) == 1
    read = "async () => await fetch('../glossary/').then((r) => r.text(), () => 'refused')"
    assert page.evaluate(read) == "refused"
    # the page has noticed that its copy is damaged, and has fetched the newer version
    expect(page.locator(".wb-update")).to_be_visible()


def test_a_browser_that_forgot_the_copy_gets_it_again(
    publish: Publish, open_page: OpenPage
) -> None:
    page = open_page("licences/", host=publish())
    Offline(page).make()
    page.evaluate(
        "async () => { for (const name of await caches.keys()) await caches.delete(name) }"
    )
    page.reload()
    Offline(page).is_in("ready")
    assert entries(page, "../glossary/index.html") == 1


def test_a_host_that_gives_up_the_copy_is_told_about(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("503")
    host = publish()
    page = open_page("licences/", host=host)
    Offline(page).make()
    host.refused.add(offline_manifest.LIST)
    page.reload()
    Offline(page).is_in("failed")
    Offline(page).open()
    expect(Offline(page).root).to_contain_text("The copy that you have still works.")


def test_a_page_that_is_not_in_the_copy_comes_whole_from_the_host(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    host = publish()
    page = open_page("licences/", host=host)
    Offline(page).make()
    update(host, "Said by the newer version")
    shutil.copytree(host.folder / "glossary", host.folder / "new")
    offline_manifest.write(host.folder)
    page.goto(f"{host.url}new/")
    expect(page.get_by_text("Said by the newer version")).to_be_visible()
    read = "async () => (await fetch('../glossary/', { cache: 'reload' })).text()"
    assert "Said by the newer version" in page.evaluate(read)
    Offline(page).is_in("ready")

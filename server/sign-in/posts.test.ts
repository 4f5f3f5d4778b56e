import assert from "node:assert/strict";
import { after, beforeEach, suite, test } from "node:test";
import { isRefusal } from "../../contracts/refusals.ts";
import { createComputer, networks, ward } from "./test-computer.ts";
import { engines, login, nadege, openTestHouse, password } from "./test-house.ts";

const minute = 60_000;
const hour = 60 * minute;
const odileLogin = "org.odile@valdebrume.mss.example";

for (const engine of engines) {
  const house = await openTestHouse({ trustMinutes: 240, networks }, engine);
  const { signIn } = house;
  const { browsers } = signIn;
  const computer = () => createComputer(house, null, signIn);
  await put({ login: odileLogin, givenName: "Odile", referent: true });
  await house.directory.putStructure(
    { id: "portbrume", name: "CH de Portbrume", finess: "140000001" },
    "command",
  );
  const elsewhere = "org.paul@portbrume.mss.example";
  await put({ structureId: "portbrume", login: elsewhere, givenName: "Paul", referent: true });

  async function put(person: Partial<typeof nadege>): Promise<void> {
    const made = await house.directory.putPerson({ ...nadege, ...person }, "command");
    assert.ok(typeof made !== "string");
    const found = await house.directory.person(made.id);
    assert.ok(found);
    await signIn.setPassword(found, password, "command");
  }

  suite(`shared posts on ${engine.name}`, () => {
    after(async () => {
      await house.close();
    });
    beforeEach(async () => {
      house.clock.advance(25 * hour);
      await signIn.sweep();
    });

    /** A computer that the référent has just marked. */
    async function markedPost() {
      const post = computer();
      const { session } = await post.signIn(true, { login: odileLogin });
      const marked = await browsers.markPost(session, post.visitor());
      assert.ok("browser" in marked, JSON.stringify(marked));
      post.own.browser = marked.browser;
      return { post, session };
    }

    function codeOf(answer: object): string | null {
      return isRefusal(answer) ? answer.refusal.code : null;
    }

    test("a référent marks the post she is at: trust ends, none is given, silence is short, all is traced", async () => {
      const { post } = await markedPost();
      assert.equal(await browsers.isShared(post.visitor()), true);
      const trace = (await house.deeds()).at(-1);
      assert.deepEqual([trace?.chain, trace?.action], ["structure:valdebrume", "post.marked"]);
      assert.equal(await post.tell({ login: odileLogin, remember: true }), "code");
      const open = await signIn.session(post.own.token ?? "", { renew: false });
      assert.ok(open && open !== "locked");
      assert.equal(open.idleMs, 10 * minute, "her own session too");
      const { session } = await post.signIn(true);
      assert.equal(session.idleMs, 10 * minute);
      assert.equal(await post.tell({ remember: true }), "code");
      assert.deepEqual((await browsers.list(session, post.visitor())).post, { state: "post", may: null });
    });

    test("whoever is no référent marks nothing", async () => {
      const desk = computer();
      const { session } = await desk.signIn();
      assert.equal(codeOf(await browsers.markPost(session, desk.visitor())), "referents-only");
      const boasting = { ...session, person: { ...session.person, referent: true } };
      assert.equal(codeOf(await browsers.markPost(boasting, desk.visitor())), "referents-only");
      assert.equal(await browsers.isShared(desk.visitor()), false);
    });

    test("it is unmarked by a référent of the same structure, after a second factor", async () => {
      const { post, session } = await markedPost();
      assert.equal(codeOf(await browsers.unmarkPost(session, post.visitor())), "proof-needed");
      const colleague = await post.signIn(false);
      await post.prove(colleague.session);
      assert.equal(codeOf(await browsers.unmarkPost(colleague.session, post.visitor())), "referents-only");
      const neighbour = await post.signIn(false, { login: elsewhere });
      assert.deepEqual((await browsers.list(neighbour.session, post.visitor())).post, {
        state: "post",
        may: null,
      });
      await post.prove(neighbour.session);
      assert.equal(codeOf(await browsers.unmarkPost(neighbour.session, post.visitor())), "not-found");
      const odile = await post.signIn(false, { login: odileLogin });
      await post.prove(odile.session);
      const list = await browsers.unmarkPost(odile.session, post.visitor());
      assert.ok("post" in list, JSON.stringify(list));
      assert.deepEqual(list.post, { state: "own", may: "mark" });
      assert.equal(await browsers.isShared(post.visitor()), false);
      assert.equal((await house.deeds()).at(-1)?.action, "post.unmarked");
    });

    test("a post of one structure does not become another's by being marked again", async () => {
      const { post } = await markedPost();
      const paul = await post.signIn(false, { login: elsewhere });
      assert.ok("browser" in (await browsers.markPost(paul.session, post.visitor())));
      await post.prove(paul.session);
      assert.equal(codeOf(await browsers.unmarkPost(paul.session, post.visitor())), "not-found");
    });

    test("a link marks one browser, once, within a day, and makes the cookie of one that has none", async () => {
      assert.equal(await browsers.makePostLink("nowhere", "command"), null);
      const link = await browsers.makePostLink("valdebrume", "command");
      assert.ok(link);
      assert.equal(link.until, house.clock.now() + 24 * hour);
      const post = computer();
      const marked = await browsers.usePostLink(link.secret, post.visitor());
      assert.ok("browser" in marked);
      post.own.browser = marked.browser;
      assert.equal(await browsers.isShared(post.visitor()), true);
      const other = computer();
      assert.equal(codeOf(await browsers.usePostLink(link.secret, other.visitor())), "link-over");
      const late = await browsers.makePostLink("valdebrume", "command");
      house.clock.advance(24 * hour);
      assert.equal(codeOf(await browsers.usePostLink(late?.secret ?? "", other.visitor())), "link-over");
      for (const forged of ["", "x".repeat(43), "__proto__"])
        assert.equal(codeOf(await browsers.usePostLink(forged, other.visitor())), "link-over");
    });

    test("of two browsers that follow one link at once, one is marked", async () => {
      const link = await browsers.makePostLink("valdebrume", "command");
      const used = [computer(), computer()].map((one) =>
        browsers.usePostLink(link?.secret ?? "", one.visitor()),
      );
      const marked = (await Promise.all(used)).filter((one) => "browser" in one);
      assert.equal(marked.length, 1);
    });

    test("a link followed in a trusted browser ends the trust of everybody there", async () => {
      const desk = computer();
      await desk.signIn(true);
      const link = await browsers.makePostLink("valdebrume", "command");
      await browsers.usePostLink(link?.secret ?? "", desk.visitor());
      assert.equal(await desk.tell({ remember: true }), "code");
    });

    test("a shared post is a stranger to regulation: what a colleague gets wrong there locks no own browser", async () => {
      const { post } = await markedPost();
      await post.signIn();
      const desk = computer();
      await desk.signIn();
      house.clock.advance(minute);
      await post.wrong(5);
      assert.equal((await post.wrong(1))[0], "too-many-passwords");
      assert.equal(await computer().tell(), "too-many-passwords");
      assert.equal(await desk.tell(), "code");
    });

    test("a post on a network of shared posts has nothing to mark", async () => {
      const post = createComputer(house, ward, signIn);
      const { session } = await post.signIn(false, { login: odileLogin });
      assert.deepEqual((await browsers.list(session, post.visitor())).post, { state: "network", may: null });
    });

    test("neither a link nor a cookie can be made from the store", async () => {
      const { post } = await markedPost();
      const link = await browsers.makePostLink("valdebrume", "command");
      const dump = JSON.stringify(await house.audit());
      for (const secret of [link?.secret ?? "", post.own.browser ?? "", login])
        assert.equal(dump.includes(secret), false);
    });
  });
}

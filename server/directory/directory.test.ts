import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { SealBroken } from "../foundations/sealing.ts";
import { engines, nadege, openTestHouse } from "../sign-in/test-house.ts";
import type { SealedContacts } from "./views.ts";

for (const engine of engines) {
  const house = await openTestHouse({}, engine);

  suite(`directory on ${engine.name}`, () => {
    after(() => house.close());
    const { directory, person } = house;

    test("a person is found by login in any case, with structure and contacts in clear", async () => {
      assert.deepEqual(await directory.findByLogin(` ${nadege.login.toUpperCase()} `), person);
      assert.equal(person.name, "Nadège Faure");
      assert.equal((await directory.structure(person.structureId))?.finess, "140000000");
      const contacts = await directory.contacts(person.id);
      assert.deepEqual(contacts?.email, { address: nadege.email, verifiedAt: house.clock.now() });
      assert.equal(contacts?.mobile?.address, nadege.mobile);
    });

    test("putting the same again changes nothing and leaves no trace", async () => {
      const before = await house.traces();
      assert.deepEqual(await directory.putPerson(nadege, "command"), { id: person.id, outcome: "unchanged" });
      const structure = { id: "valdebrume", name: "Association Val de Brume", finess: "140000000" };
      assert.equal(await directory.putStructure(structure, "command"), "unchanged");
      assert.deepEqual(await house.traces(), before);
    });

    test("a change keeps the id and is traced without what it holds", async () => {
      const outcome = await directory.putPerson({ ...nadege, occupation: "Accueil" }, "command");
      assert.deepEqual(outcome, { id: person.id, outcome: "updated" });
      const row = (await house.audit()).at(-1);
      assert.deepEqual(
        [row?.chain, row?.action, row?.facts],
        ["structure:valdebrume", "person.updated", { occupation: true }],
      );
    });

    test("a new contact that nobody vouches for waits for its verification; an old one keeps its own", async () => {
      await directory.putPerson({ ...nadege, verified: false }, "command");
      assert.notEqual((await directory.contacts(person.id))?.email?.verifiedAt, null);
      await directory.putPerson({ ...nadege, email: "autre@valdebrume.example", verified: false }, "command");
      assert.deepEqual((await directory.contacts(person.id))?.email, {
        address: "autre@valdebrume.example",
        verifiedAt: null,
      });
      await directory.putPerson(nadege, "command");
    });

    test("a login of another structure and an unknown structure are refused", async () => {
      await directory.putStructure({ id: "autre", name: "Autre", finess: "140000018" }, "command");
      assert.equal(await directory.putPerson({ ...nadege, structureId: "autre" }, "command"), "login-taken");
      assert.equal(
        await directory.putPerson({ ...nadege, structureId: "nulle" }, "command"),
        "unknown-structure",
      );
    });

    test("sealed contacts open in their own row alone", async () => {
      // What the room's own operation answers.
      const sealed = (await house.store.read("directory.contacts", { id: person.id })) as SealedContacts;
      const bytes = sealed.email?.sealed;
      assert.ok(bytes);
      assert.equal(Buffer.from(bytes).includes("faure"), false);
      const place = { table: "directory_persons", column: "email_sealed", row: "p-somebody-else" };
      assert.throws(() => house.sealing.open(place, bytes), SealBroken);
    });
  });
}
